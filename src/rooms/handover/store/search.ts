import { sql } from 'kysely';
import { instantOf } from '#kernel/hybrid-clock.ts';
import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Operation } from '#kernel/operation.ts';
import type { Projector, UnitOfWork } from '#platform/services.ts';
import type { ContactChanged, Noticed, SearchAnswered, SearchAnsweredThere, SearchAsked, SearchCause, SearchClosed, SearchOpened, SearchSent } from '../schema.ts';
import { tablesOf, type HandoverTables } from './tables.ts';

type Unit = Parameters<Projector>[0];
type Reading = Pick<UnitOfWork, 'node' | 'transaction'>;

/** Writes the tables of contact, searches and notices; false when the operation is about something else. Runs as the node. */
export async function projectSearch(unit: Unit, operation: Operation): Promise<boolean> {
  const at = instantOf(operation.madeAt);
  const isOwn = operation.node === unit.node.nodeId;
  switch (operation.kind) {
    case 'handover.contact-changed': if (isOwn) await saveContact(unit, operation.childId!, operation.body as ContactChanged); return true;
    case 'handover.search-opened': await saveSearch(unit, operation.childId!, operation.body as SearchOpened, at); return true;
    case 'handover.search-sent': await saveSent(unit, operation.childId!, operation.body as SearchSent, at); return true;
    case 'handover.search-answered-there': await saveAnswerThere(unit, operation.body as SearchAnsweredThere, at); return true;
    case 'handover.search-closed': await saveClosed(unit, operation.childId!, operation.body as SearchClosed, at); return true;
    case 'handover.search-asked': await saveAsked(unit, operation.body as SearchAsked, at); return true;
    case 'handover.search-answered': await saveAnswer(unit, operation.body as SearchAnswered, at); return true;
    case 'handover.noticed': await saveNotice(unit, operation.body as Noticed, at); return true;
    default: return false;
  }
}

async function saveContact(unit: Unit, childId: ChildId, body: ContactChanged): Promise<void> {
  const content = await unit.node.vault.sealForChild(unit.transaction, childId, body, 'handover.contact');
  const row = { contact: body.contact, since: body.at, search_due_at: body.searchDueAt ?? null, content_sealed: content };
  await tablesOf(unit.transaction).insertInto('handover.contact').values({ child_id: childId, ...row }).onConflict((on) => on.column('child_id').doUpdateSet(row)).execute();
}

/** The receiver has seen the child: what was said of lost contact before is history. */
export const endLostContact = async (unit: Unit, childId: ChildId): Promise<void> =>
  void (await tablesOf(unit.transaction).deleteFrom('handover.contact').where('child_id', '=', childId).execute());

async function saveSearch(unit: Unit, childId: ChildId, { searchId, cause, note }: SearchOpened, at: Instant): Promise<void> {
  const content = await unit.node.vault.sealForChild(unit.transaction, childId, { note: note ?? null, closingNote: null }, 'handover.search');
  await tablesOf(unit.transaction).insertInto('handover.search').values({ child_id: childId, search_id: searchId, cause, opened_at: at, closed_at: null, outcome: null, content_sealed: content })
    .onConflict((on) => on.column('search_id').doNothing()).execute();
}

async function saveSent(unit: Unit, childId: ChildId, { searchId, asked, until }: SearchSent, at: Instant): Promise<void> {
  for (const { peer, agreementId } of asked) {
    const row = { agreement_id: agreementId, asked_at: at, until, answer: null, answered_at: null, evidence: null };
    await tablesOf(unit.transaction).insertInto('handover.search_peer').values({ child_id: childId, search_id: searchId, peer, ...row })
      .onConflict((on) => on.columns(['search_id', 'peer']).doUpdateSet({ until })).execute();
  }
}

const saveAnswerThere = (unit: Unit, { searchId, peer, answer, evidence }: SearchAnsweredThere, at: Instant) =>
  tablesOf(unit.transaction).updateTable('handover.search_peer').set({ answer, answered_at: at, evidence }).where('search_id', '=', searchId).where('peer', '=', peer).execute();

async function saveClosed(unit: Unit, childId: ChildId, { searchId, outcome, note }: SearchClosed, at: Instant): Promise<void> {
  const search = (await findSearches(unit, { searchId }))[0];
  if (!search) return;
  const content = await unit.node.vault.sealForChild(unit.transaction, childId, { note: search.note, closingNote: note }, 'handover.search');
  await tablesOf(unit.transaction).updateTable('handover.search').set({ closed_at: at, outcome, content_sealed: content }).where('search_id', '=', searchId).execute();
}

async function saveAsked(unit: Unit, { searchId, peer, childId, until, tokens, matches }: SearchAsked, at: Instant): Promise<void> {
  const row = { received_at: at, until, matches: [...matches], answer: null, answered_at: null, content_sealed: unit.node.vault.sealForNode({ childId, tokens }, 'handover.search-asked') };
  await tablesOf(unit.transaction).insertInto('handover.search_asked').values({ search_id: searchId, peer, ...row }).onConflict((on) => on.columns(['search_id', 'peer']).doNothing()).execute();
}

const saveAnswer = (unit: Unit, { searchId, peer, answer }: SearchAnswered, at: Instant) =>
  tablesOf(unit.transaction).updateTable('handover.search_asked').set({ answer, answered_at: at }).where('search_id', '=', searchId).where('peer', '=', peer).execute();

async function saveNotice(unit: Unit, { noticeId, direction, peers, reason, place, expectedAt, headcount, childIds }: Noticed, at: Instant): Promise<void> {
  for (const peer of peers) {
    await tablesOf(unit.transaction).insertInto('handover.notice').values({
      notice_id: noticeId, direction, peer, reason, headcount, expected_at: expectedAt, at, child_ids: [...childIds], content_sealed: unit.node.vault.sealForNode({ place }, 'handover.notice'),
    }).onConflict((on) => on.columns(['notice_id', 'direction', 'peer']).doNothing()).execute();
  }
}

export interface SearchRecord {
  readonly searchId: Uuid;
  readonly childId: ChildId;
  readonly cause: SearchCause;
  readonly openedAt: Instant;
  readonly closedAt: Instant | null;
  readonly outcome: string | null;
  readonly note: string | null;
  readonly closingNote: string | null;
}

/** Searches of this agency within the caller's reach, open ones first. */
export async function findSearches(unit: Reading, where: { readonly searchId?: Uuid; readonly childId?: ChildId; readonly isOpen?: boolean } = {}): Promise<SearchRecord[]> {
  let query = tablesOf(unit.transaction).selectFrom('handover.search').selectAll().orderBy('closed_at', (order) => order.desc().nullsFirst()).orderBy('opened_at', 'desc').limit(500);
  if (where.searchId !== undefined) query = query.where('search_id', '=', where.searchId);
  if (where.childId !== undefined) query = query.where('child_id', '=', where.childId);
  if (where.isOpen) query = query.where('closed_at', 'is', null);
  const records: SearchRecord[] = [];
  for (const row of await query.execute()) {
    const content = await unit.node.vault.openForChild(unit.transaction, row.child_id, row.content_sealed, 'handover.search');
    if (!content.ok) continue;
    records.push({ searchId: row.search_id, childId: row.child_id, cause: row.cause, openedAt: row.opened_at, closedAt: row.closed_at, outcome: row.outcome, ...(content.value as { note: string | null; closingNote: string | null }) });
  }
  return records;
}

/** What is on record about the contact with a child within the caller's reach. */
export const findContact = (unit: Reading, childId: ChildId): Promise<Pick<HandoverTables['handover.contact'], 'contact' | 'since'> | undefined> =>
  tablesOf(unit.transaction).selectFrom('handover.contact').select(['contact', 'since']).where('child_id', '=', childId).executeTakeFirst();

export type AskedPeer = HandoverTables['handover.search_peer'];
export const findAskedPeers = (unit: Reading, searchIds: readonly Uuid[]): Promise<AskedPeer[]> =>
  searchIds.length === 0 ? Promise.resolve([]) : tablesOf(unit.transaction).selectFrom('handover.search_peer').selectAll().where('search_id', 'in', searchIds).orderBy('asked_at').orderBy('peer').execute();

/** Open searches and whom they have asked, for the wire. */
export async function owedSearches(unit: Reading, childIds?: readonly ChildId[]): Promise<AskedPeer[]> {
  let query = tablesOf(unit.transaction).selectFrom('handover.search_peer').innerJoin('handover.search', 'handover.search.search_id', 'handover.search_peer.search_id')
    .selectAll('handover.search_peer').where('handover.search.closed_at', 'is', null).where('handover.search_peer.answer', 'is', null);
  if (childIds !== undefined) query = query.where('handover.search_peer.child_id', 'in', childIds.length === 0 ? [''] as unknown as ChildId[] : [...childIds]);
  return query.execute();
}

export interface ForeignSearchRecord {
  readonly searchId: Uuid;
  readonly peer: NodeId;
  readonly receivedAt: Instant;
  readonly until: Instant;
  readonly matches: readonly ChildId[];
  readonly answer: 'found' | 'not_here' | null;
  /** How the asking agency calls the sought child, and the tokens it sent. */
  readonly childId: ChildId;
  readonly tokens: readonly string[];
}

/** Searches of others that came here, newest first. */
export async function findForeignSearches(unit: Reading): Promise<ForeignSearchRecord[]> {
  const rows = await tablesOf(unit.transaction).selectFrom('handover.search_asked').selectAll().orderBy('received_at', 'desc').limit(500).execute();
  return rows.map((row) => ({
    searchId: row.search_id, peer: row.peer, receivedAt: row.received_at, until: row.until, matches: row.matches, answer: row.answer,
    ...(unit.node.vault.openForNode(row.content_sealed, 'handover.search-asked') as { childId: ChildId; tokens: readonly string[] }),
  }));
}

export interface NoticeRecord extends Omit<HandoverTables['handover.notice'], 'content_sealed'> {
  readonly place: string | null;
}
export async function findNotices(unit: Reading): Promise<NoticeRecord[]> {
  const rows = await tablesOf(unit.transaction).selectFrom('handover.notice').selectAll().orderBy('at', 'desc').limit(500).execute();
  return rows.map(({ content_sealed: sealed, ...row }) => ({ ...row, ...(unit.node.vault.openForNode(sealed, 'handover.notice') as { place: string | null }) }));
}

/** Notices that peers must get. */
export const owedNotices = async (unit: Reading): Promise<NoticeRecord[]> => (await findNotices(unit)).filter(({ direction }) => direction === 'outgoing');

/** Children of this node whose search must be open by now and is not: contact lost too long ago, or a forced offer that nobody took. */
export async function findSearchesDue({ transaction, now }: Pick<UnitOfWork, 'transaction' | 'now'>): Promise<{ childId: ChildId; cause: SearchCause }[]> {
  const rows = await sql<{ child_id: ChildId; cause: SearchCause }>`select due.child_id, min(due.cause) as cause from (
      select child_id, contact as cause from handover.contact where search_due_at < ${now}
      union all
      select m.child_id, 'forced_unanswered' from handover.unanswered_offer o join handover.member m on m.handover_id = o.handover_id and m.direction = 'outgoing' where o.mode = 'forced'
    ) due
    join handover.custody c on c.child_id = due.child_id and c.status = 'hold' and not c.closed
    where not exists (select 1 from handover.search s where s.child_id = due.child_id and s.closed_at is null)
    group by due.child_id`.execute(transaction);
  return rows.rows.map((row) => ({ childId: row.child_id, cause: row.cause }));
}
