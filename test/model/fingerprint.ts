import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import { rowsOf, type CustodyRecord, type CustodyState, type GroupMember, type Incoming, type Intake, type Message, type Outgoing, type PeerRecord } from '#rooms/handover/rules.ts';

/*
 * Texts that are equal for states (or messages) that behave alike. `revision`, a counter that only tells deliveries
 * apart, and `ending`, which only explains, are left out: nothing the explorer does reads them, and with them the
 * state space would have no end.
 */

const groupText = (group: readonly GroupMember[]): string => group.map(({ childId, epoch }) => `${childId}@${epoch}`).join();
const table = <Key extends string, Row>(rows: Readonly<Record<Key, Row>>, text: (row: Row) => string): string =>
  rowsOf(rows).map(([key, row]) => `${key}:${text(row)}`).sort().join(';');

const peerText = (peer: PeerRecord): string => `${peer.fence}${peer.synced ? 's' : ''}${peer.done ? 'd' : ''}`;
const custodyText = (record: CustodyRecord): string =>
  `${record.status},${record.epoch},${record.pointer},${record.previous},${record.handoverId},${record.origin},${record.encumberedBy}${record.closed ? ',closed' : ''}`;
const outgoingText = ({ to, group, mode, status, parallel, thenTo }: Outgoing): string => `${to},${groupText(group)},${mode},${status},${parallel},${thenTo}`;
const incomingText = ({ from, group, mode, status }: Incoming): string => `${from},${groupText(group)},${mode},${status}`;
const intakeText = ({ asked, witnessedBy }: Intake): string => `asked ${[...asked].sort()} by ${[...witnessedBy].sort()}`;

export const stateText = (state: CustodyState): string => [
  state.self, state.incarnation, state.mode,
  table<NodeId, PeerRecord>(state.peers, peerText),
  table<ChildId, CustodyRecord>(state.custody, custodyText),
  table<Uuid, Outgoing>(state.outgoing, outgoingText),
  table<Uuid, Incoming>(state.incoming, incomingText),
  table<ChildId, Intake>(state.intakes, intakeText),
  table<ChildId, NodeId>(state.witnessed, String),
].join('|');

export const messageText = (message: Message): string =>
  JSON.stringify(message, (key, value: unknown) => (key === 'ending' ? undefined : value));
