import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { Message, MessageContent } from './messages.ts';
import { rowsOf, type CustodyRecord, type CustodyState, type GroupMember, type Incoming, type Outgoing, type PeerRecord } from './state.ts';
import { allRules, type RuleSwitches } from './switches.ts';

/** A message the node owes to a peer. */
export interface OutboxEntry {
  /**
   * Stays the same while the same thing is owed to the same incarnation of the peer; another key means send again,
   * a key that is gone means stop. Deliveries and receipts are kept by it.
   */
  readonly key: string;
  /** `answer`: send until the entry is gone; a receipt is not enough. `receipt`: send until the peer has stored it. */
  readonly resentUntil: 'answer' | 'receipt';
  readonly message: Message;
}

type Owed = readonly [to: NodeId, about: string, resentUntil: OutboxEntry['resentUntil'], content: MessageContent];

/**
 * The messages a node must keep sending: a function of its saved state alone (R13), so that a crash between saving
 * and sending loses nothing. A recovering node only asks its peers; a superseded one is silent.
 * On a slice it gives the entries of that slice; when a peer's fence or the mode changed, all entries to that peer
 * (or all) have changed and must be derived from the whole state.
 */
export function outboxOf(state: CustodyState, rules: RuleSwitches = allRules): OutboxEntry[] {
  return owedBy(state, rules).flatMap(([to, about, resentUntil, content]) => {
    const peer = state.peers[to];
    if (!peer) return [];
    const heading = { from: state.self, to, incarnation: state.incarnation, addresseeIncarnation: peer.fence };
    const key = [content.type, to, about, state.incarnation, peer.fence].join(' ');
    return [{ key, resentUntil, message: { ...heading, ...content } }];
  });
}

function owedBy(state: CustodyState, rules: RuleSwitches): Owed[] {
  if (state.mode === 'superseded') return [];
  if (state.mode === 'recovering') {
    return rowsOf<NodeId, PeerRecord>(state.peers).filter(([, peer]) => !peer.done).map(([node]) => [node, 'recovery', 'answer', { type: 'SYNC' }]);
  }
  return [
    ...rowsOf(state.outgoing).flatMap(([handoverId, outgoing]) => owedAsSender(state, handoverId, outgoing)),
    ...rowsOf(state.incoming).flatMap(([handoverId, incoming]) => owedAsReceiver(handoverId, incoming)),
    ...trackings(state, rules),
    ...rowsOf(state.intakes).flatMap(([childId, { asked, witnessedBy }]) => asked.filter((node) => !witnessedBy.includes(node))
      .map((node): Owed => [node, childId, 'answer', { type: 'BEACON', childId }])),
    ...rowsOf(state.witnessed).map(([childId, origin]): Owed => [origin, childId, 'receipt', { type: 'WITNESS', childId }]),
  ];
}

function owedAsSender(state: CustodyState, handoverId: Uuid, outgoing: Outgoing): Owed[] {
  const { to, group, mode, status, revision } = outgoing;
  const about = `${handoverId} ${revision}`;
  if (status === 'offered') return [[to, about, 'answer', { type: 'OFFER', handoverId, group, mode }]];
  if (status === 'committed') return [[to, about, 'answer', { type: 'COMMIT', handoverId, group: withOrigins(state, group) }]];
  if (status === 'withdrawn') return [[to, about, 'receipt', { type: 'WITHDRAW', handoverId, ending: outgoing.ending! }]];
  return [];
}

function owedAsReceiver(handoverId: Uuid, incoming: Incoming): Owed[] {
  const { from, group, mode, status, revision } = incoming;
  const about = `${handoverId} ${revision}`;
  switch (status) {
    case 'accepted': return [[from, about, 'answer', { type: mode === 'pull' ? 'REQUEST' : 'ACCEPT', handoverId, group }]];
    case 'retracting': return [[from, about, 'answer', { type: 'RETRACT', handoverId, group, mode }]];
    case 'declined': return [[from, about, 'receipt', { type: 'DECLINE', handoverId, ending: incoming.ending! }]];
    case 'taken': return [[from, about, 'receipt', { type: 'ACK', handoverId, group }]];
    case 'proposed': case 'withdrawn': return [];
  }
}

/** To each origin, once per handover, where everyone who moved in it and is still held here is (R26). */
function trackings(state: CustodyState, rules: RuleSwitches): Owed[] {
  const groups = new Map<string, { handoverId: Uuid; previous: NodeId; childIds: ChildId[] }>();
  for (const [childId, record] of rowsOf<ChildId, CustodyRecord>(state.custody)) {
    if (record.status !== 'hold' || record.handoverId === null) continue;
    const name = rules.groupTracked ? record.handoverId : childId;
    const entry = groups.get(name) ?? { handoverId: record.handoverId, previous: record.previous, childIds: [] };
    entry.childIds.push(childId);
    groups.set(name, entry);
  }
  return [...groups.values()].flatMap(({ handoverId, previous, childIds }) => {
    const group = withOrigins(state, childIds.sort().map((childId) => ({ childId, epoch: state.custody[childId]!.epoch })));
    const origins = new Set(group.map(({ origin }) => origin).filter((origin) => origin !== state.self));
    const about = `${handoverId} ${group.map(({ childId, epoch }) => `${childId}@${epoch}`).join(',')}`;
    return [...origins].map((origin): Owed => [origin, about, 'receipt', { type: 'TRACK', handoverId, group, previous }]);
  });
}

const withOrigins = (state: CustodyState, group: readonly GroupMember[]) =>
  group.map(({ childId, epoch }) => ({ childId, epoch, origin: state.custody[childId]!.origin }));
