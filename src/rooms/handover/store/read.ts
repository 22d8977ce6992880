import { sql } from 'kysely';
import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import { asNode } from '#platform/db/transact.ts';
import type { UnitOfWork } from '#platform/services.ts';
import type { Ending, HandoverMode } from '../rules.ts';
import type { ChainLink, MinimalProfile, OfferTerms, StepTaken, Urgency } from '../schema.ts';
import { survivingChild } from './alias.ts';
import { tablesOf, type HandoverTables } from './tables.ts';

type Unit = Pick<UnitOfWork, 'node' | 'transaction'>;

/** One handover as it stands here, seen from either side. */
export interface HandoverRecord {
  readonly handoverId: Uuid;
  readonly direction: 'outgoing' | 'incoming';
  readonly status: string;
  readonly mode: HandoverMode;
  readonly peer: NodeId;
  readonly ending: Ending | null;
  readonly openedAt: Instant;
  readonly changedAt: Instant;
  readonly decideBy: Instant | null;
  readonly urgency: Urgency | null;
  readonly reason: string | null;
  readonly childIds: readonly ChildId[];
}

export async function childrenOfHandover(unit: Unit, handoverId: Uuid): Promise<ChildId[]> {
  const rows = await tablesOf(unit.transaction).selectFrom('handover.member').select('child_id').distinct().where('handover_id', '=', handoverId).execute();
  return rows.map((row) => row.child_id);
}

export const openStatuses = {
  outgoing: ['offered', 'agreed', 'requested', 'committed'],
  incoming: ['proposed', 'accepted', 'retracting'],
} as const;

/** Those that wait for an answer of this agency, and those that wait for the other's. */
export const waitingHere = ['agreed', 'requested', 'proposed'];
export const waitingThere = ['offered', 'committed', 'accepted', 'retracting'];

/** All handovers of this node that match, newest change first. One query gives the rows, so counts are made from them. */
export async function findHandovers(
  unit: Unit, where: { readonly childId?: ChildId; readonly handoverId?: Uuid; readonly isOpen?: boolean; readonly limit?: number },
): Promise<HandoverRecord[]> {
  const only = where.handoverId ? sql`h.handover_id = ${where.handoverId}` : sql`true`;
  const child = where.childId ? sql`exists (select 1 from handover.member m where m.handover_id = h.handover_id and m.child_id = ${where.childId})` : sql`true`;
  const open = [...openStatuses.outgoing, ...openStatuses.incoming];
  const isOpen = where.isOpen === undefined ? sql`true` : where.isOpen ? sql`h.status = any(${open})` : sql`h.status <> all(${open})`;
  const result = await sql<{
    handover_id: Uuid; direction: 'outgoing' | 'incoming'; status: string; mode: HandoverMode; peer: NodeId; ending: Ending | null; opened_at: Instant; changed_at: Instant;
    decide_by: Instant | null; urgency: Urgency | null; reason: string | null; child_ids: ChildId[];
  }>`select h.*, t.decide_by, t.urgency, t.reason,
      (select coalesce(array_agg(m.child_id order by m.position), '{}') from handover.member m where m.handover_id = h.handover_id and m.direction = h.direction) as child_ids
    from (
      select handover_id, 'outgoing' as direction, status, mode, to_node as peer, ending, opened_at, changed_at from handover.outgoing
      union all
      select handover_id, 'incoming', status, mode, from_node, ending, opened_at, changed_at from handover.incoming
    ) h
    left join lateral (select decide_by, urgency, reason from handover.terms where terms.handover_id = h.handover_id limit 1) t on true
    where ${only} and ${child} and ${isOpen}
    order by h.changed_at desc, h.handover_id desc limit ${where.limit ?? 500}`.execute(unit.transaction);
  return result.rows.map((row) => ({
    handoverId: row.handover_id, direction: row.direction, status: row.status, mode: row.mode, peer: row.peer, ending: row.ending, openedAt: row.opened_at, changedAt: row.changed_at,
    decideBy: row.decide_by, urgency: row.urgency, reason: row.reason, childIds: row.child_ids,
  }));
}

/** Whom an offer of ours names to be asked next, in order. */
export async function findOrder(unit: Unit, handoverId: Uuid): Promise<readonly NodeId[]> {
  return (await tablesOf(unit.transaction).selectFrom('handover.outgoing').select('then_to').where('handover_id', '=', handoverId).executeTakeFirst())?.then_to ?? [];
}

/** Whether an offer of ours ended without an answer to what follows. */
export async function isUnsettled(unit: Unit, handoverId: Uuid): Promise<boolean> {
  return (await tablesOf(unit.transaction).selectFrom('handover.unanswered_offer').select('handover_id').where('handover_id', '=', handoverId).executeTakeFirst()) !== undefined;
}

/** What was said with an offer about one child. */
export interface TermsRecord {
  readonly terms: OfferTerms;
  readonly profile: MinimalProfile;
  readonly teamId: Uuid | null;
  readonly signedOffer?: string;
}

/** What was said with an offer about the children whom the caller may see or decide on. */
export async function readTerms(unit: Unit, handoverIds: readonly Uuid[]): Promise<Map<string, TermsRecord>> {
  if (handoverIds.length === 0) return new Map();
  const rows = await tablesOf(unit.transaction).selectFrom('handover.terms').select(['child_id', 'handover_id', 'terms_sealed', 'team_id']).where('handover_id', 'in', handoverIds).execute();
  const opened = new Map<string, TermsRecord>();
  for (const row of rows) {
    const content = await unit.node.vault.openForChild(unit.transaction, row.child_id, row.terms_sealed, 'handover.terms');
    if (content.ok) opened.set(`${row.handover_id} ${row.child_id}`, { ...(content.value as Omit<TermsRecord, 'teamId'>), teamId: row.team_id });
  }
  return opened;
}

/** A step as people read it, with who took it. */
export interface StepRecord {
  readonly kind: string;
  readonly at: Instant;
  readonly body: StepTaken;
  readonly actorLabel: string;
}

/** The steps of one handover in the file of one child, oldest first. */
export async function readSteps(unit: Unit, handoverId: Uuid, childId: ChildId): Promise<StepRecord[]> {
  const rows = await tablesOf(unit.transaction).selectFrom('handover.step').select(['kind', 'at', 'step_sealed'])
    .where('handover_id', '=', handoverId).where('child_id', '=', childId).orderBy('at').execute();
  const steps: StepRecord[] = [];
  for (const row of rows) {
    const content = await unit.node.vault.openForChild(unit.transaction, childId, row.step_sealed, 'handover.step');
    if (content.ok) steps.push({ kind: row.kind, at: row.at, ...(content.value as { body: StepTaken; actorLabel: string }) });
  }
  return steps;
}

export type CustodyRow = HandoverTables['handover.custody'];

export const findCustody = (unit: Unit, childId: ChildId): Promise<CustodyRow | undefined> =>
  asNode(unit.transaction, () => tablesOf(unit.transaction).selectFrom('handover.custody').selectAll().where('child_id', '=', childId).executeTakeFirst());

/** As `findCustody`, of many children at once. */
export const findCustodies = (unit: Unit, childIds: readonly ChildId[]): Promise<Map<ChildId, CustodyRow>> =>
  asNode(unit.transaction, async () => {
    const rows = childIds.length === 0 ? [] : await tablesOf(unit.transaction).selectFrom('handover.custody').selectAll().where('child_id', 'in', [...childIds]).execute();
    return new Map(rows.map((row) => [row.child_id, row]));
  });

/** The children who are held here since the same handover. */
export const heldWith = async (unit: Unit, handoverId: Uuid): Promise<ChildId[]> =>
  (await tablesOf(unit.transaction).selectFrom('handover.custody').select('child_id').where('handover_id', '=', handoverId).where('status', '=', 'hold').where('closed', '=', false).orderBy('child_id').execute()).map((row) => row.child_id);

export interface TenureRow {
  readonly epoch: number;
  readonly node_id: NodeId;
  readonly from: Instant;
  readonly until: Instant | null;
  readonly handover_id: Uuid | null;
  readonly block_hash: string | null;
  readonly has_both: boolean;
  readonly is_appointed: boolean;
}

/**
 * Who was responsible when, as far as this node knows, newest first: from its own record, and for the time before from
 * the signed links that came with the file.
 */
export async function readTenures(unit: Unit, childId: ChildId): Promise<readonly TenureRow[]> {
  const result = await sql<TenureRow>`select epoch, node_id, starts as from, coalesce(ends, lead(starts) over (order by epoch)) as until, handover_id, block_hash, has_both, is_appointed
    from (
      select coalesce(t.epoch, l.epoch) as epoch, coalesce(t.node_id, l.to_node) as node_id, coalesce(lower(t.during), l.committed_at) as starts, upper(t.during) as ends,
        coalesce(t.handover_id, l.handover_id) as handover_id, l.block_hash, l.acceptance is not null as has_both,
        coalesce(l.from_node <> lag(l.to_node) over (order by coalesce(t.epoch, l.epoch)), false) as is_appointed
      from (select * from handover.tenure where child_id = ${childId}) t
      full join (select * from handover.chain_link where child_id = ${childId}) l on l.epoch = t.epoch) known
    order by epoch desc`.execute(unit.transaction);
  return result.rows;
}

/** The signed links of a child's chain that are here, oldest first. */
export async function readLinks(unit: Unit, childId: ChildId): Promise<ChainLink[]> {
  const rows = await tablesOf(unit.transaction).selectFrom('handover.chain_link').selectAll().where('child_id', '=', childId).orderBy('epoch').execute();
  return rows.map(linkOf);
}

const linkOf = (row: HandoverTables['handover.chain_link']): ChainLink => ({
  childId: row.child_id, epoch: row.epoch, from: row.from_node, to: row.to_node, handoverId: row.handover_id, committedAt: row.committed_at, blockHash: row.block_hash,
  release: row.release, acceptance: row.acceptance,
});

/** As `readLinks`, of many children at once. */
export async function readLinksOf(unit: Unit, childIds: readonly ChildId[]): Promise<Map<ChildId, ChainLink[]>> {
  const rows = childIds.length === 0 ? [] : await tablesOf(unit.transaction).selectFrom('handover.chain_link').selectAll().where('child_id', 'in', childIds).orderBy('epoch').execute();
  return Map.groupBy(rows.map(linkOf), ({ childId }) => childId);
}

/** For each of these children the nodes from which this one had her, and to which it gave her. */
export async function neighboursOf(unit: Unit, childIds: readonly ChildId[]): Promise<Map<ChildId, NodeId[]>> {
  if (childIds.length === 0) return new Map();
  const { rows } = await sql<{ child_id: ChildId; nodes: NodeId[] }>`select child_id, array_agg(distinct case when from_node = ${unit.node.nodeId} then to_node else from_node end) as nodes
    from handover.chain_link where child_id = any(${[...childIds]}) and from_node <> to_node and ${unit.node.nodeId} in (from_node, to_node) group by child_id`.execute(unit.transaction);
  return new Map(rows.map(({ child_id: childId, nodes }) => [childId, nodes]));
}

/** The links by which children left for a node in a handover whose receipt is still awaited; null when none is. */
export async function awaitedLinks(unit: Unit, handoverId: Uuid, to: NodeId): Promise<ChainLink[] | null> {
  const release = await tablesOf(unit.transaction).selectFrom('handover.outgoing').select('handover_id')
    .where('handover_id', '=', handoverId).where('to_node', '=', to).where('status', '=', 'committed').executeTakeFirst();
  if (!release) return null;
  const rows = await tablesOf(unit.transaction).selectFrom('handover.chain_link').selectAll().where('handover_id', '=', handoverId).where('to_node', '=', to).execute();
  return rows.map(linkOf);
}

/** The child of a card that still counts. */
export async function childOfCard(unit: Unit, cardId: string): Promise<ChildId | null> {
  const row = await asNode(unit.transaction, () => tablesOf(unit.transaction).selectFrom('handover.card').select('child_id').where('card_id', '=', cardId).where('revoked_at', 'is', null).executeTakeFirst());
  return row ? survivingChild(unit, row.child_id) : null;
}

/** The team that was named with the acceptance, else the one that held the child before, else the first of the agency. */
export async function findReceivingTeam(unit: Unit, handoverId: Uuid | null): Promise<Uuid> {
  const result = await sql<{ team_id: Uuid | null }>`select coalesce(
      (select team_id from handover.terms where handover_id = ${handoverId} and team_id is not null limit 1),
      (select (s.team_id) from access.child_scope s join handover.member m on m.child_id = s.child_id where m.handover_id = ${handoverId} limit 1),
      (select id from access.team order by id limit 1)) as team_id`.execute(unit.transaction);
  const teamId = result.rows[0]?.team_id;
  if (!teamId) throw new Error('this agency has no team that could take a child');
  return teamId;
}
