import type { NodeId, Uuid } from '#kernel/identifier.ts';
import type { Operation } from '#kernel/operation.ts';
import { contactEntryOf, foldContact, stateOfContact, type Contact, type ContactEntry } from '../rules/contact.ts';
import { probabilityBands, type ContactState, type ProbabilityBand } from '../schema.ts';
import { tablesOf, type ContactRow, type Within } from './tables.ts';

const historyContext = 'tracing.contact';
type Kept = Pick<ContactRow, 'child_id' | 'history_sealed'>;
const columns = ['child_id', 'history_sealed'] as const;

async function entriesOf({ node, transaction }: Within, row: Kept): Promise<ContactEntry[] | null> {
  const opened = await node.vault.openForChild(transaction, row.child_id, row.history_sealed, historyContext);
  return opened.ok ? (opened.value as ContactEntry[]) : null;
}

async function foldRows(within: Within, rows: readonly Kept[]): Promise<Contact[]> {
  await within.node.vault.loadChildKeys(within.transaction, rows.map((row) => row.child_id));
  const contacts: Contact[] = [];
  for (const row of rows) {
    const entries = await entriesOf(within, row);
    const contact = entries && foldContact(row.child_id, entries);
    if (contact) contacts.push(contact);
  }
  return contacts;
}

export async function findContact(within: Within, contactId: Uuid): Promise<Contact | null> {
  const rows = await tablesOf(within.transaction).selectFrom('tracing.contact').select(columns).where('contact_id', '=', contactId).execute();
  return (await foldRows(within, rows))[0] ?? null;
}

/** Within reach; what waits for people first, then the newest. */
export const findContacts = async (within: Within, limit: number): Promise<Contact[]> =>
  foldRows(within, await tablesOf(within.transaction).selectFrom('tracing.contact').select(columns).orderBy('changed_at', 'desc').orderBy('contact_id').limit(limit).execute());

/** Those in one of these states: what may be owed to a peer. */
export const contactsIn = async (within: Within, states: readonly ContactState[]): Promise<Contact[]> =>
  foldRows(within, await tablesOf(within.transaction).selectFrom('tracing.contact').select(columns).where('state', 'in', [...states]).orderBy('opened_at').execute());

export const contactsOfRun = async ({ transaction }: Within, runId: Uuid): Promise<number> =>
  Number((await tablesOf(transaction).selectFrom('tracing.contact').select((count) => count.fn.countAll<string>().as('count')).where('run_id', '=', runId).executeTakeFirstOrThrow()).count);

/** What other agencies may hold of one request: the agency, and the best band. */
export async function peersWithContact({ transaction }: Within, requestId: Uuid): Promise<{ readonly peer: NodeId; readonly band: ProbabilityBand }[]> {
  const rows = await tablesOf(transaction).selectFrom('tracing.contact').select(['peer', 'band']).where('request_id', '=', requestId).where('state', '<>', 'declined').orderBy('peer').execute();
  return [...Map.groupBy(rows, ({ peer }) => peer)].map(([peer, own]) => ({ peer, band: probabilityBands.find((band) => own.some((row) => row.band === band))! }));
}

/** Pairs that were nominated before, whatever became of them: by child and peer. */
export async function knownPairs({ transaction }: Within, peer: NodeId): Promise<{ readonly childId: string; readonly state: ContactState }[]> {
  const rows = await tablesOf(transaction).selectFrom('tracing.contact').select(['child_id', 'state']).where('peer', '=', peer).where('side', '=', 'asking').execute();
  return rows.map((row) => ({ childId: row.child_id, state: row.state }));
}

/** Writes a contact from operations about it, in their order. */
export async function projectContact(within: Within, operations: readonly Operation[]): Promise<void> {
  const { node, transaction } = within;
  const childId = operations[0]!.childId!;
  const fresh = operations.map(contactEntryOf);
  const { contactId } = fresh[0]!.body;
  const known = await tablesOf(transaction).selectFrom('tracing.contact').select(columns).where('contact_id', '=', contactId).executeTakeFirst();
  const entries = [...((known && (await entriesOf(within, known))) ?? []), ...fresh];
  const contact = foldContact(childId, entries);
  if (!contact) return;
  const { runId, peer, side, band, requestId, openedAt, changedAt } = contact;
  const row = {
    child_id: childId, request_id: requestId, run_id: runId, peer, side, band, state: stateOfContact(contact), opened_at: openedAt, changed_at: changedAt,
    history_sealed: await node.vault.sealForChild(transaction, childId, entries, historyContext),
  };
  await tablesOf(transaction).insertInto('tracing.contact').values({ contact_id: contactId, ...row }).onConflict((conflict) => conflict.column('contact_id').doUpdateSet(row)).execute();
}
