import type { Problem } from '#kernel/problem.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';

const minute = 60_000;
/**
 * Back-off of a line that does not answer: from one minute, doubling, to six hours (custody/1, outbox rule). Also how long
 * after its receipt an item that is answered by an act is sent again.
 */
export const longestPause = 6 * 60 * minute;
/** An attempt that ended with its process is taken up again after this long. */
export const lease = 5 * minute;
/** Clocks further apart than this are shown as a warning, never a reason to refuse (custody/1 section 9). */
export const tolerableClockSeconds = 300;
/** A receipt that takes longer raises a technical alarm on both sides (custody/1 section 9, clock `receipt`). */
export const receiptAlarm = 60 * minute;
/** Nodes that are asked for the custodian one behind the other, and in all on one way. */
export const mostHops = 8;
export const mostAsked = 64;
/** Peers that are asked after a card that nobody here knows. */
export const mostAskedByCard = 8;

/**
 * Milliseconds until the next attempt. Nothing is ever given up: the pause only grows to its longest.
 * @param attempts made so far, at least 1
 * @param chance one random byte: spreads the attempts of many nodes over half to all of the pause
 */
export function pauseAfter(attempts: number, chance: number): number {
  const full = Math.min(longestPause, minute * 2 ** Math.min(attempts - 1, 20));
  return Math.round(full * (0.5 + chance / 510));
}

/** What is known of a directed line when a message comes in. */
export interface InboundLine {
  readonly ownIncarnation: number;
  /** The lowest incarnation of the sender whose messages count. */
  readonly fence: number;
  /** Of this line in this pair of incarnations: the highest number received. */
  readonly lastSequence: number;
  /** What stands at this message's number, and at the number before it; null when nothing does. */
  readonly midAtSequence: string | null;
  readonly midBefore: string | null;
}

export interface Position {
  readonly mid: string;
  readonly incarnation: number;
  readonly addresseeIncarnation: number;
  readonly sequence: number;
  readonly previousMid: string | null;
}

/**
 * Whether a message that is not known yet stands in order. Late and reordered messages do; one that takes the place of
 * another shows that the sender has gone back in time (or that somebody else writes in its name).
 * Refuses `superseded` of a sender whom a newer incarnation of itself has replaced (with `incarnation`, the newest), and
 * `message-old` with `lastSeq` and the reason `own-incarnation` (with `incarnation`, ours) or `rewound`.
 * @param mayNameOlderAddressee true for SYNC, by which a restored node announces itself before it knows anybody
 */
export function checkPosition(line: InboundLine, message: Position, mayNameOlderAddressee: boolean): Result<true> {
  const old = (reason: string) => refuse('message-old', { reason, lastSeq: line.lastSequence, incarnation: line.ownIncarnation });
  if (message.incarnation < line.fence) return refuse('superseded', { of: 'sender', incarnation: line.fence });
  if (message.addresseeIncarnation < line.ownIncarnation && !mayNameOlderAddressee) return old('own-incarnation');
  if (line.midAtSequence !== null && line.midAtSequence !== message.mid) return old('rewound');
  if (line.midBefore !== null && line.midBefore !== message.previousMid) return old('rewound');
  return succeed(true);
}

/** What a list says of an item that is owed to a peer. */
export const sentStates = ['waiting', 'sent', 'received', 'refused', 'obsolete'] as const;
export type SentState = (typeof sentStates)[number];

/** `received`: the peer has given its receipt; `refused`: it answered with a problem; `sent`: tried, no answer; `obsolete`: owed no more. */
export function sentStateOf(item: { readonly hasReceipt: boolean; readonly isRefused: boolean; readonly attempts: number; readonly isObsolete: boolean }): SentState {
  if (item.hasReceipt) return 'received';
  if (item.isObsolete) return 'obsolete';
  if (item.isRefused) return 'refused';
  return item.attempts > 0 ? 'sent' : 'waiting';
}

/** What a line carries in one go, in characters of a message or bytes of a file: the least and the most. */
export const leastPart = 8 * 1024;
export const largestPart = 256 * 1024;

/** Nobody was there, or the answer took too long: a smaller part would fare no better. */
const silence: ReadonlySet<string> = new Set(['TimeoutError', 'ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT', 'no-route']);

/**
 * The size to try next after a line broke under a part of `size`; null where a smaller one is not worth trying.
 * @param reason of the refusal `peer-unreachable`
 */
export function smallerPart(size: number, reason: unknown): number | null {
  const isCut = typeof reason === 'string' && !silence.has(reason) && !reason.startsWith('status-');
  return isCut && size > leastPart * 2 ? Math.max(leastPart, Math.floor(Math.min(size, largestPart * 2) / 2)) : null;
}

/**
 * Milliseconds for which a peer that refused with `too-many-requests` is spared: as long as it says, and up to a quarter more.
 * @param chance one random byte
 */
export function busyPause({ details }: Problem, chance: number): number {
  const seconds = Number(details['seconds']);
  const asked = Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1000, longestPause) : minute;
  return Math.round(asked * (1 + chance / 1020));
}

const leastCarried = 64 * 1024;

/**
 * To how many bytes a carried file is filled up, so that its size tells next to nothing of what is in it: at least 64 KiB unless told, above that at
 * most 12 % more (Padmé: Nikitin et al., Reducing Metadata Leakage from Encrypted Files, PETS 2019).
 */
export function paddedLength(length: number, least = leastCarried): number {
  if (length <= least) return least;
  const exponent = Math.floor(Math.log2(length));
  const step = 2 ** (exponent - Math.floor(Math.log2(exponent)) - 1);
  return Math.ceil(length / step) * step;
}
