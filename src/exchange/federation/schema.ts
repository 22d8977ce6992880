import { Type, type Static, type TSchema } from 'typebox';
import { endpoint } from '#kernel/endpoint.ts';
import { ChildIdText, closed, InstantText, NodeIdText, nullable } from '#kernel/text-types.ts';
import { conscienceKinds } from './rules/conscience.ts';
import { sentStates } from './rules.ts';

const optional = Type.Optional;
const CardNumber = Type.String({ pattern: '^[0-9A-HJKMNP-TV-Z]{16}$' });
const ProblemView = Type.Object({ code: Type.String(), details: Type.Record(Type.String(), Type.Unknown()) });

/** Why a peer needs somebody's attention; the first is the most urgent. */
export const peerWarnings = ['equivocated', 'rewound', 'heads-differ', 'parked', 'refused', 'receipt-late', 'clock-off', 'no-agreement', 'agreement-ends', 'keys-end', 'version-older', 'version-newer'] as const;

/** One peer and how the line to it does. */
export const PeerHealth = Type.Object({
  nodeId: NodeIdText,
  name: Type.String(),
  country: Type.String(),
  status: Type.Enum(['active', 'suspended', 'decommissioned']),
  dutyPhone: Type.String(),
  softwareVersion: Type.String(),
  incarnation: Type.Integer(),
  /** When proven words of it came last, and when a message of ours reached it last. */
  lastHeardAt: nullable(InstantText),
  lastReachedAt: nullable(InstantText),
  /** By how much its clock runs ahead of ours; null until it has asked us something. */
  clockOffsetSeconds: nullable(Type.Integer()),
  waiting: Type.Integer(),
  refused: Type.Integer(),
  parked: Type.Integer(),
  oldestWaitingAt: nullable(InstantText),
  /** Of the active agreement that runs longest; null when there is none. */
  agreementDaysLeft: nullable(Type.Integer()),
  /** Children whom it signed to two successors, not settled yet. */
  disputes: Type.Integer(),
  warnings: Type.Array(Type.Enum(peerWarnings)),
});
export type PeerHealth = Static<typeof PeerHealth>;

/** Something owed to a peer, and how far it came. `receipt` is the peer's signed word that it has stored it. */
export const SentItem = Type.Object({
  peer: NodeIdText, peerName: Type.String(), type: Type.String(), mid: nullable(Type.String()), handoverId: nullable(Type.String()), childIds: Type.Array(ChildIdText),
  sequence: nullable(Type.Integer()), state: Type.Enum([...sentStates]), problem: nullable(ProblemView), createdAt: InstantText, attempts: Type.Integer(),
  lastTriedAt: nullable(InstantText), nextAt: nullable(InstantText), receivedAt: nullable(InstantText), receipt: nullable(Type.String()),
});
export type SentItem = Static<typeof SentItem>;

const inboxStates = ['applied', 'parked', 'settled'] as const;
/** A received message. `parked`: could not be applied yet; `settled`: was parked and is applied now. */
export const InboxItem = Type.Object({
  peer: NodeIdText, peerName: Type.String(), type: Type.String(), mid: Type.String(), handoverId: nullable(Type.String()), childIds: Type.Array(ChildIdText), sequence: Type.Integer(),
  state: Type.Enum(inboxStates), problem: nullable(ProblemView), sentAt: InstantText, receivedAt: InstantText, via: Type.Enum(['wire', 'fetched', 'file']), receipt: Type.String(),
});
export type InboxItem = Static<typeof InboxItem>;

/** A photo, document or case file that is still on its way to this node. */
const WantedFile = Type.Object({
  peer: NodeIdText, peerName: Type.String(), childId: ChildIdText, kind: Type.Enum(['case-file', 'attachment']), size: Type.Integer(), attempts: Type.Integer(),
  problem: nullable(ProblemView), wantedSince: InstantText, nextAt: InstantText,
});

const filter = { peer: optional(NodeIdText), childId: optional(ChildIdText), cursor: optional(Type.String({ maxLength: 600 })), limit: optional(Type.String({ pattern: '^([1-9]|[1-9]\\d|100)$' })) };
const get = <I extends Record<string, TSchema>, O extends TSchema>(path: string, summary: string, input: I, output: O) =>
  endpoint({ method: 'GET', path: `/api/federation${path}`, summary, input: Type.Object(input, closed), output });
const post = <I extends Record<string, TSchema>, O extends TSchema>(path: string, summary: string, input: I, output: O) =>
  endpoint({ method: 'POST', path: `/api/federation${path}`, summary, input: Type.Object(input, closed), output });

/** What is awaited from one peer while this node recovers, and how much of what had crossed the line it has given back. */
const RecoveryPeer = Type.Object({
  nodeId: NodeIdText, name: Type.String(), dutyPhone: Type.String(),
  /** `asked`: no answer yet; `incomplete`: it recovers itself and answers again; `complete`: its answer counts. */
  answer: Type.Enum(['asked', 'incomplete', 'complete']), since: nullable(InstantText), lastHeardAt: nullable(InstantText),
  copies: nullable(Type.Object({ recorded: Type.Integer(), known: Type.Integer(), unreadable: Type.Integer(), operations: Type.Integer(), completedAt: nullable(InstantText), problem: nullable(ProblemView) })),
});
export const viewRecovery = get('/recovery', 'Whether this node may act, what it awaits from which peer since when, and what peers gave back after a restore', {}, Type.Object({
  mode: Type.Enum(['up', 'recovering', 'superseded']), incarnation: Type.Integer(), since: nullable(InstantText), peers: Type.Array(RecoveryPeer),
}));
/** What the daily comparison with the peers found; `peer` is null where it concerns this node alone. */
const ConscienceAlarm = Type.Object({
  kind: Type.Enum([...conscienceKinds]), childId: ChildIdText, peer: nullable(Type.Object({ nodeId: NodeIdText, name: Type.String(), dutyPhone: Type.String() })), since: InstantText, lastSeenAt: InstantText,
});
export type ConscienceAlarm = Static<typeof ConscienceAlarm>;
/** When a peer was asked last, when it answered last, and about how many children. */
const ConscienceLook = Type.Object({ nodeId: NodeIdText, name: Type.String(), dutyPhone: Type.String(), lookedAt: nullable(InstantText), answeredAt: nullable(InstantText), children: Type.Integer() });
export const viewConscience = get('/conscience', 'What the daily comparison of custody, chains and pointers with the peers found, the gravest first, and which peers could be asked', {}, Type.Object({
  lookedAt: nullable(InstantText), alarms: Type.Array(ConscienceAlarm), peers: Type.Array(ConscienceLook),
}));
export const lookAround = post('/conscience/look', 'Compare with all peers now', {}, Type.Object({ raised: Type.Integer() }));
export const listPeerHealth = get('/peers', 'Peers with the state of the line, warnings first', {}, Type.Object({ peers: Type.Array(PeerHealth) }));
export const listOutbox = get('/outbox', 'What is owed to peers, each with its state and receipt, newest first', filter, Type.Object({ items: Type.Array(SentItem), nextCursor: nullable(Type.String()) }));
export const listInbox = get('/inbox', 'What was received from peers, each with its state and receipt, newest first', { ...filter, only: optional(Type.Literal('parked')) }, Type.Object({ items: Type.Array(InboxItem), nextCursor: nullable(Type.String()) }));
export const listVoidMessages = get('/peers/:nodeId/void', 'Messages of a peer that were believed and are void, because their key was not its own any more', { nodeId: NodeIdText }, Type.Object({ items: Type.Array(InboxItem), hidden: Type.Integer() }));
export const listWantedFiles = get('/files', 'Photos, documents and case files that are still on their way', {}, Type.Object({ files: Type.Array(WantedFile) }));
const folioPattern = '^[A-Z]{2}-(AER|OC)/[0-9]{4}/[0-9]{6}$';
/**
 * Who is responsible, and the telephone that is answered day and night (empty where it is not known): no word about the child.
 * `isConfirmed`: the agency itself has just said so; else it is the last one known, and the way ends there for now. `asOf`: when
 * that was so, by the word of `saidBy`.
 */
export const CustodianFound = Type.Object({
  nodeId: NodeIdText, name: Type.String(), dutyPhone: Type.String(), isConfirmed: Type.Boolean(), asOf: InstantText, saidBy: Type.Object({ nodeId: NodeIdText, name: Type.String() }),
});
export type CustodianFound = Static<typeof CustodianFound>;
export const findCustodian = get('/custodian', 'Who is responsible for a child now, by her identifier, her card or a folio: agency and telephone, how fresh and by whose word, nothing else', {
  childId: optional(ChildIdText), cardNumber: optional(CardNumber), folio: optional(Type.String({ pattern: folioPattern })),
}, CustodianFound);
export const retryPeer = post('/peers/:nodeId/attempt', 'Try everything again now that a peer has not taken', { nodeId: NodeIdText }, Type.Object({ delivered: Type.Integer() }));
export const retryParkedMessages = post('/inbox/attempt', 'Try the parked messages again now', {}, Type.Object({ settled: Type.Integer() }));
export const answerInvitation = post('/invitations/answer', 'Answer the invitation of another agency with this node\'s card', { invitation: Type.String({ minLength: 80, maxLength: 65_536 }) }, Type.Object({ isDelivered: Type.Boolean(), answer: Type.String() }));
export const exportMail = post('/mail/export', 'What waits for a peer, as a sealed file to be carried', { nodeId: NodeIdText }, Type.Object({
  content: Type.String(), messages: Type.Integer(), receipts: Type.Integer(), files: Type.Integer(),
  /** Messages and photos or documents that go with the next file. */
  left: Type.Integer(),
}));
export const importMail = post('/mail/import', 'Take in a carried file', { content: Type.String({ minLength: 2, maxLength: 32 * 1024 * 1024 }) }, Type.Object({
  from: NodeIdText, accepted: Type.Integer(), duplicates: Type.Integer(), receipts: Type.Integer(), files: Type.Integer(), refused: Type.Array(ProblemView),
}));
