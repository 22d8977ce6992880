import { sql, type RawBuilder } from 'kysely';
import type { ChildId } from '#kernel/identifier.ts';
import type { Day } from '#kernel/instant.ts';
import { succeed, type Result } from '#kernel/result.ts';
import type { Transaction } from '#platform/db/transact.ts';
import type { Projector, UnitOfWork } from '#platform/services.ts';
import type { AccompanimentLabel } from '#rooms/law/schema.ts';
import { codedFactsOf, identifiersOf } from '../rules/facts.ts';
import { entryOf, foldProfile, type PersonEntry, type ProfileState } from '../rules/profile.ts';
import type { PartialProfile } from '../schema.ts';

type ChildRow = {
  child_id: ChildId;
  sex: string | null;
  birth_earliest: Day | null;
  birth_latest: Day | null;
  nationalities: string[];
  languages: string[];
  label_mexican: AccompanimentLabel;
  label_international: AccompanimentLabel;
  has_disputes: boolean;
  profile_sealed: Buffer;
  history_sealed: Buffer;
};

type PersonTables = {
  'person.child': ChildRow;
  'person.identifier_token': { child_id: ChildId; kind: 'phone' | 'document'; token: string };
};

/** What a reader or the projector needs of a unit of work. */
export type Within = Pick<UnitOfWork, 'node' | 'transaction'>;

/** Her file is being erased: whoever follows the log finds her no more. Shapes nothing. */
const forgottenKind = 'person.forgotten';
const profileContext = 'person.profile';
const historyContext = 'person.history';
const tablesOf = (transaction: Transaction) => transaction.withTables<PersonTables>();

async function entriesOf({ node, transaction }: Within, childId: ChildId): Promise<Result<PersonEntry[]> | null> {
  const row = await tablesOf(transaction).selectFrom('person.child').select('history_sealed').where('child_id', '=', childId).executeTakeFirst();
  return row ? ((await node.vault.openForChild(transaction, childId, row.history_sealed, historyContext)) as Result<PersonEntry[]>) : null;
}

/** Who the child is, with every answer behind it: null when nothing was recorded or it is out of reach; refuses with `erased`. */
export async function findProfileState(within: Within, childId: ChildId): Promise<Result<ProfileState> | null> {
  const entries = await entriesOf(within, childId);
  if (entries === null || !entries.ok) return entries;
  return succeed(foldProfile(entries.value));
}

/** Writes the room's tables: adds what was recorded to the child's history and folds that anew, once for all of a run. */
export const projectPerson: Projector = async (within, run) => {
  const { node, transaction } = within;
  const { childId } = run[0]!;
  if (childId === null) throw new Error(`${run[0]!.kind} belongs to no child`);
  const added = run.filter(({ kind }) => kind !== forgottenKind).map((operation) => entryOf(operation, node.nodeId)).filter((entry) => entry !== null);
  if (added.length === 0) return;
  const known = await entriesOf(within, childId);
  // what an erased child's earlier key sealed is gone for good: the history begins anew
  const entries = [...(known?.ok ? known.value : []), ...added];
  const state = foldProfile(entries);
  const facts = codedFactsOf(state.values);
  const row: Omit<ChildRow, 'child_id'> = {
    sex: facts.sex,
    birth_earliest: facts.birthEarliest,
    birth_latest: facts.birthLatest,
    nationalities: [...facts.nationalities],
    languages: [...facts.languages],
    label_mexican: facts.labels.mexican.label,
    label_international: facts.labels.international.label,
    has_disputes: state.disputes.length > 0,
    profile_sealed: await node.vault.sealForChild(transaction, childId, state.values, profileContext),
    history_sealed: await node.vault.sealForChild(transaction, childId, entries, historyContext),
  };
  await tablesOf(transaction).insertInto('person.child').values({ child_id: childId, ...row })
    .onConflict((conflict) => conflict.column('child_id').doUpdateSet(row)).execute();
  await replaceTokens(within, childId, state.values);
};

async function replaceTokens({ node, transaction }: Within, childId: ChildId, values: PartialProfile): Promise<void> {
  const tokens = new Map<string, PersonTables['person.identifier_token']>();
  for (const { kind, text } of identifiersOf(values)) {
    const token = node.vault.searchToken(kind, text);
    if (token !== undefined) tokens.set(`${kind} ${token}`, { child_id: childId, kind, token });
  }
  await tablesOf(transaction).deleteFrom('person.identifier_token').where('child_id', '=', childId).execute();
  if (tokens.size > 0) await tablesOf(transaction).insertInto('person.identifier_token').values([...tokens.values()]).execute();
}

/** Children within reach who carry this phone or document, however it is written. Compare after opening: tokens of phones keep eight digits. */
export async function findChildrenByIdentifier({ node, transaction }: Within, kind: 'phone' | 'document', text: string): Promise<ChildId[]> {
  const token = node.vault.searchToken(kind, text);
  if (token === undefined) return [];
  const rows = await tablesOf(transaction).selectFrom('person.identifier_token').select('child_id').where('kind', '=', kind).where('token', '=', token).limit(50).execute();
  return rows.map((row) => row.child_id);
}

/** What lists show of one child. */
export interface PersonSummary {
  readonly childId: ChildId;
  readonly values: PartialProfile;
  readonly hasDisputes: boolean;
}

async function open(within: Within, rows: readonly Pick<ChildRow, 'child_id' | 'profile_sealed' | 'has_disputes'>[]): Promise<PersonSummary[]> {
  const { node, transaction } = within;
  await node.vault.loadChildKeys(transaction, rows.map((row) => row.child_id));
  const summaries: PersonSummary[] = [];
  for (const row of rows) {
    const values = await node.vault.openForChild(transaction, row.child_id, row.profile_sealed, profileContext);
    // an erased child has no values left to show
    if (values.ok) summaries.push({ childId: row.child_id, values: values.value as PartialProfile, hasDisputes: row.has_disputes });
  }
  return summaries;
}

const summaryColumns = ['child_id', 'profile_sealed', 'has_disputes'] as const;

/** The children asked for that are within reach, in no particular order. */
export async function summariesOf(within: Within, childIds: readonly ChildId[]): Promise<PersonSummary[]> {
  if (childIds.length === 0) return [];
  return open(within, await tablesOf(within.transaction).selectFrom('person.child').select([...summaryColumns]).where('child_id', '=', sql<ChildId>`any(${childIds})`).execute());
}

/** Children within reach in the order of their identifiers, `limit` at a time: to fill a search index. */
export async function summariesAfter(within: Within, childId: ChildId | null, limit: number): Promise<PersonSummary[]> {
  const query = tablesOf(within.transaction).selectFrom('person.child').select([...summaryColumns]).orderBy('child_id').limit(limit);
  return open(within, await (childId === null ? query : query.where('child_id', '>', childId)).execute());
}

/** How many children are within reach. */
export async function countChildren(transaction: Transaction): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from person.child`.execute(transaction);
  return rows[0]!.count;
}

export interface PersonFilter {
  readonly nationality?: string | undefined;
  readonly label?: AccompanimentLabel | undefined;
  /** Completed years today, in the child's favour: from (inclusive) and below. `unknown` when nothing is known of the birth. */
  readonly age?: { readonly from: number; readonly below: number } | 'unknown' | undefined;
  readonly today: Day;
}

/** A condition on the child named by `childId` (a column), for the lists of higher rooms; null when nothing is filtered. */
export function personMatches(childId: RawBuilder<string>, { nationality, label, age, today }: PersonFilter): RawBuilder<boolean> | null {
  const conditions = [
    ...(nationality === undefined ? [] : [sql`p.nationalities @> array[${nationality}]`]),
    ...(label === undefined ? [] : [sql`${label} in (p.label_mexican, p.label_international)`]),
    ...(age === undefined ? [] : age === 'unknown' ? [sql`p.birth_latest is null`] : [
      sql`p.birth_latest <= ${today}::date - make_interval(years => ${age.from}) and p.birth_latest > ${today}::date - make_interval(years => ${age.below})`,
    ]),
  ];
  return conditions.length === 0 ? null : sql<boolean>`exists (select 1 from person.child p where p.child_id = ${childId} and ${sql.join(conditions, sql` and `)})`;
}
