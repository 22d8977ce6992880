import { hoursBetween, type Instant } from '#kernel/instant.ts';
import type { NewOperation } from '#kernel/operation.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { Peer, PeerStatusChanged } from '../schema.ts';
import type { CountryRoot, MembershipDocument, MembershipEntry } from '../schema/membership.ts';

/** Days without a new line after which a list is shown as old. It goes on counting: a list that nobody renews must not cut anybody off. */
const staleDays = 180;

export const isStale = (lastFrom: Instant | null, now: Instant): boolean => lastFrom === null || hoursBetween(lastFrom, now) > staleDays * 24;

/** A root that could govern: no key twice, and no more signatures needed than there are keys. */
export function whyNoRoot({ threshold, keys }: CountryRoot): string | null {
  if (new Set(keys.map(({ kid }) => kid)).size < keys.length) return 'root-key-twice';
  return threshold > keys.length ? 'root-threshold' : null;
}

/** How many different keys of a root are among the signers. */
const countOf = ({ keys }: CountryRoot, signers: readonly string[]): number => keys.filter(({ kid }) => signers.includes(kid)).length;

/** Whether enough of a root's keys have signed. */
export const mayGovern = (root: CountryRoot, signers: readonly string[]): boolean => countOf(root, signers) >= root.threshold;

/**
 * Whether a root may be adopted: every key of it has signed it (so each is there, and its holder agrees); a later version also
 * carries enough signatures of the one that counts now, and then nobody has to compare words again.
 * Refuses `input-invalid` with `root-key-twice` or `root-threshold`, `signature-invalid` reason `root-unsigned`, `already-done`,
 * `state-changed` reason `root-version`, `signature-invalid` reason `root-not-followed`.
 * @param signers by the new root's keys, and by the known root's
 * @returns whether the former root vouches for it
 */
export function judgeRoot(known: CountryRoot | null, root: CountryRoot, signers: { readonly own: readonly string[]; readonly former: readonly string[] }): Result<{ readonly isVouchedFor: boolean }> {
  const fault = whyNoRoot(root);
  if (fault !== null) return refuse('input-invalid', { field: 'document', reason: fault });
  if (countOf(root, signers.own) < root.keys.length) return refuse('signature-invalid', { reason: 'root-unsigned', have: countOf(root, signers.own), need: root.keys.length });
  if (known === null) return succeed({ isVouchedFor: false });
  if (root.version <= known.version) return root.version === known.version ? refuse('already-done', { version: known.version }) : refuse('state-changed', { reason: 'root-version', version: known.version });
  return mayGovern(known, signers.former) ? succeed({ isVouchedFor: true }) : refuse('signature-invalid', { reason: 'root-not-followed', need: known.threshold });
}

/** A line with what was proven of it. */
export interface ProvenLine {
  readonly document: MembershipDocument;
  readonly hash: string;
  /** Keys of the root of its country that signed it. */
  readonly signers: readonly string[];
}

/** The lists as a node knows them, and whom it trusts. */
export interface KnownLists {
  readonly roots: ReadonlyMap<string, CountryRoot>;
  /** By country, the hashes of its lines in their order. */
  readonly lines: ReadonlyMap<string, readonly string[]>;
  /** By node, what its list says last. */
  readonly members: ReadonlyMap<string, MembershipEntry>;
  readonly peers: ReadonlyMap<string, Peer>;
}

/**
 * Takes lines into the lists of their countries, one after the other: all or none. A line that stands there changes nothing. A node
 * that the list suspends or retires is refused at once where it is a peer; a suspension that the list lifts is lifted here by people.
 * Refuses `not-found` (no root of the country), `conflict` reason `trust-fork` (two lines at one place: the keys of the root have
 * been misused), `state-changed` reason `trust-gap` (lines before it are missing), `message-malformed` reason `trust-chain`,
 * `signature-invalid` reason `threshold`, `state-changed` reason `gone-for-good` (decommissioned before) or `trust-fence`.
 */
export function takeLines(known: KnownLists, lines: readonly ProvenLine[]): Result<{ readonly operations: readonly NewOperation[]; readonly taken: number }> {
  let lists = known;
  let taken = 0;
  const operations: NewOperation[] = [];
  for (const line of lines) {
    const step = takeLine(lists, line);
    if (!step.ok) return step;
    if (step.value.length === 0) continue;
    taken++;
    operations.push(...step.value);
    lists = advanced(lists, line, step.value);
  }
  return succeed({ operations, taken });
}

function takeLine({ roots, lines, members, peers }: KnownLists, { document, hash, signers }: ProvenLine): Result<NewOperation[]> {
  const { seq, prevHash, entry } = document;
  const root = roots.get(entry.country);
  if (!root) return refuse('not-found', { what: 'country-root', country: entry.country });
  const list = lines.get(entry.country) ?? [];
  const atPlace = list[seq - 1];
  if (atPlace !== undefined) return atPlace === hash ? succeed([]) : refuse('conflict', { reason: 'trust-fork', country: entry.country, line: seq });
  if (seq !== list.length + 1) return refuse('state-changed', { reason: 'trust-gap', country: entry.country, next: list.length + 1 });
  if (prevHash !== (list.at(-1) ?? null)) return refuse('message-malformed', { reason: 'trust-chain', line: seq });
  if (!mayGovern(root, signers)) return refuse('signature-invalid', { reason: 'threshold', have: countOf(root, signers), need: root.threshold });
  const former = members.get(entry.nodeId);
  if (former?.status === 'decommissioned') return refuse('state-changed', { reason: 'gone-for-good' });
  if ((former?.fencedInc ?? 0) > (entry.fencedInc ?? 0)) return refuse('state-changed', { reason: 'trust-fence', fence: former?.fencedInc ?? 0 });
  return succeed([{ kind: 'governance.membership-recorded', childId: null, body: document }, ...consequence(peers.get(entry.nodeId) ?? null, entry)]);
}

/** What the list says of a node that this one trusts, as a change of that trust. */
function consequence(peer: Peer | null, { nodeId, status, fencedInc }: MembershipEntry): readonly NewOperation[] {
  if (!peer || status === 'active' || peer.status === 'decommissioned') return [];
  const fence = Math.max(fencedInc ?? 0, peer.fencedIncarnation);
  if (peer.status === status && fence === peer.fencedIncarnation) return [];
  return [{ kind: 'governance.peer-status-changed', childId: null, body: { nodeId, status, reason: 'country-root', fencedIncarnation: fence } satisfies PeerStatusChanged }];
}

function advanced({ roots, lines, members, peers }: KnownLists, { document: { entry }, hash }: ProvenLine, operations: readonly NewOperation[]): KnownLists {
  const change = operations.find(({ kind }) => kind === 'governance.peer-status-changed')?.body as PeerStatusChanged | undefined;
  const peer = peers.get(entry.nodeId);
  return {
    roots,
    lines: new Map(lines).set(entry.country, [...(lines.get(entry.country) ?? []), hash]),
    members: new Map(members).set(entry.nodeId, entry),
    peers: change && peer ? new Map(peers).set(entry.nodeId, { ...peer, status: change.status, fencedIncarnation: change.fencedIncarnation }) : peers,
  };
}
