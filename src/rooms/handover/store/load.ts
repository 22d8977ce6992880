import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import { asNode } from '#platform/db/transact.ts';
import { lockHead } from '#platform/ledger/chain.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { emptyState, type CustodyState, type GroupMember, type SliceSeeds } from '../rules.ts';
import { disputedOf } from './dispute.ts';
import { tablesOf, type HandoverTables } from './tables.ts';

type Unit = Pick<UnitOfWork, 'node' | 'transaction'>;

/**
 * Loads what one step of the protocol needs (see `rules/slice.ts`), behind the lock that every writer takes first: the ledger.
 * So the steps of a node come one after the other, also from two processes on one database, and no two wait for each other.
 */
export function loadCustody(unit: Unit, seeds: SliceSeeds): Promise<CustodyState> {
  return asNode(unit.transaction, async () => {
    await lockHead(unit.transaction, 'operation');
    const tables = tablesOf(unit.transaction);
    const self = await tables.selectFrom('handover.node_state').selectAll().executeTakeFirstOrThrow();
    const peers = await tables.selectFrom('handover.peer_state').selectAll().execute();
    const rows = seeds.scope === 'whole' ? await wholeRows(unit) : await sliceRows(unit, seeds.childIds, seeds.handoverIds);
    const disputed = await disputedOf(unit, Object.keys(rows.custody) as ChildId[]);
    return {
      ...emptyState(unit.node.nodeId, self.incarnation),
      mode: self.mode,
      peers: Object.fromEntries(peers.map(({ node_id: node, fence, synced, done }) => [node, { fence, synced, done }])),
      ...rows,
      ...(disputed.size > 0 ? { disputed } : {}),
    };
  });
}

type Rows = Pick<CustodyState, 'custody' | 'outgoing' | 'incoming' | 'intakes' | 'witnessed'>;

async function wholeRows(unit: Unit): Promise<Rows> {
  const tables = tablesOf(unit.transaction);
  return stateOf({
    custody: await tables.selectFrom('handover.custody').selectAll().execute(),
    outgoing: await tables.selectFrom('handover.outgoing').selectAll().execute(),
    incoming: await tables.selectFrom('handover.incoming').selectAll().execute(),
    members: await tables.selectFrom('handover.member').selectAll().orderBy('position').execute(),
    intakes: await tables.selectFrom('handover.intake').selectAll().execute(),
    witnessed: await tables.selectFrom('handover.witnessed').selectAll().execute(),
  });
}

async function sliceRows(unit: Unit, childIds: readonly ChildId[], handoverIds: readonly Uuid[]): Promise<Rows> {
  const tables = tablesOf(unit.transaction);
  const membersOf = (ids: readonly Uuid[]) => (ids.length === 0 ? [] : tables.selectFrom('handover.member').selectAll().where('handover_id', 'in', ids).orderBy('position').execute());
  const touching = (children: readonly ChildId[]) => (children.length === 0 ? [] : tables.selectFrom('handover.member').selectAll().where('child_id', 'in', children).execute());

  const named = new Set([...childIds, ...(await membersOf(handoverIds)).map((row) => row.child_id)]);
  const about = await touching([...named]);
  const handovers = new Set([...handoverIds, ...about.map((row) => row.handover_id)]);
  const live = await outgoingIn(unit, about, ['offered', 'agreed', 'committed']);
  const near = new Set([...named, ...(await membersOf(live)).map((row) => row.child_id), ...(await movedTogether(unit, [...named]))]);
  const alsoLive = await outgoingIn(unit, await touching([...near]), ['offered', 'agreed']);
  const wanted = [...new Set([...handovers, ...alsoLive])];
  const none = wanted.length === 0;
  return stateOf({
    custody: near.size === 0 ? [] : await tables.selectFrom('handover.custody').selectAll().where('child_id', 'in', [...near]).execute(),
    outgoing: none ? [] : await tables.selectFrom('handover.outgoing').selectAll().where('handover_id', 'in', wanted).execute(),
    incoming: none ? [] : await tables.selectFrom('handover.incoming').selectAll().where('handover_id', 'in', wanted).execute(),
    members: await membersOf(wanted),
    intakes: named.size === 0 ? [] : await tables.selectFrom('handover.intake').selectAll().where('child_id', 'in', [...named]).execute(),
    witnessed: named.size === 0 ? [] : await tables.selectFrom('handover.witnessed').selectAll().where('child_id', 'in', [...named]).execute(),
  });
}

/** The outgoing handovers of these members that have one of these statuses. */
async function outgoingIn(unit: Unit, members: readonly HandoverTables['handover.member'][], statuses: readonly HandoverTables['handover.outgoing']['status'][]): Promise<Uuid[]> {
  const handoverIds = members.filter((row) => row.direction === 'outgoing').map((row) => row.handover_id);
  if (handoverIds.length === 0) return [];
  const rows = await tablesOf(unit.transaction).selectFrom('handover.outgoing').select('handover_id')
    .where('handover_id', 'in', handoverIds).where('status', 'in', statuses).execute();
  return rows.map((row) => row.handover_id);
}

/** The children held or released in the same handover as one of these: tracking speaks of all of them. */
async function movedTogether(unit: Unit, childIds: readonly ChildId[]): Promise<ChildId[]> {
  if (childIds.length === 0) return [];
  const tables = tablesOf(unit.transaction);
  const rows = await tables.selectFrom('handover.custody').select('child_id')
    .where('handover_id', 'in', tables.selectFrom('handover.custody').select('handover_id').where('child_id', 'in', childIds).where('handover_id', 'is not', null))
    .execute();
  return rows.map((row) => row.child_id);
}

interface RawRows {
  readonly custody: readonly HandoverTables['handover.custody'][];
  readonly outgoing: readonly HandoverTables['handover.outgoing'][];
  readonly incoming: readonly HandoverTables['handover.incoming'][];
  readonly members: readonly HandoverTables['handover.member'][];
  readonly intakes: readonly HandoverTables['handover.intake'][];
  readonly witnessed: readonly HandoverTables['handover.witnessed'][];
}

function stateOf({ custody, outgoing, incoming, members, intakes, witnessed }: RawRows): Rows {
  const groupOf = (handoverId: Uuid, direction: 'outgoing' | 'incoming'): GroupMember[] =>
    members.filter((row) => row.handover_id === handoverId && row.direction === direction).map(({ child_id: childId, epoch }) => ({ childId, epoch }));
  return {
    custody: Object.fromEntries(custody.map((row) => [row.child_id, {
      status: row.status, epoch: row.epoch, pointer: row.pointer, previous: row.previous, handoverId: row.handover_id, origin: row.origin,
      encumberedBy: row.encumbered_by, closed: row.closed,
    }])),
    outgoing: Object.fromEntries(outgoing.map((row) => [row.handover_id, {
      to: row.to_node, group: groupOf(row.handover_id, 'outgoing'), mode: row.mode, status: row.status, parallel: row.parallel, thenTo: row.then_to,
      ending: row.ending, revision: row.revision,
    }])),
    incoming: Object.fromEntries(incoming.map((row) => [row.handover_id, {
      from: row.from_node, group: groupOf(row.handover_id, 'incoming'), mode: row.mode, status: row.status, ending: row.ending, revision: row.revision,
    }])),
    intakes: Object.fromEntries(intakes.map((row) => [row.child_id, { asked: row.asked, witnessedBy: row.witnessed_by }])),
    witnessed: Object.fromEntries(witnessed.map(({ child_id: childId, origin }): [ChildId, NodeId] => [childId, origin])),
  };
}
