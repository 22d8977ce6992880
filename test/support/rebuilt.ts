import { sql } from 'kysely';
import { expect } from 'vitest';
import type { Operation } from '#kernel/operation.ts';
import { valueOf } from '#kernel/result.ts';
import { nodeCaller } from '#platform/access/index.ts';
import { nodeScope, transact, type Transaction } from '#platform/db/transact.ts';
import { openOperation, type OperationTables } from '#platform/ledger/operations.ts';
import { project } from '#platform/ledger/record.ts';
import { unitOf } from '#platform/ledger/verb.ts';
import type { NodeServices, UnitOfWork } from '#platform/services.ts';
import { listTables } from '../security/planted-rows.ts';
import { createTestDatabase } from './database.ts';
import type { TestNode } from './node.ts';

/** Tables that no operation gives, each with the reason. Every other table is rebuilt and compared. */
export const notDerived: Readonly<Record<string, string>> = {
  'public.migration': 'which files ran',
  'platform.operation': 'the log itself',
  'platform.access_log': 'who looked: a log of its own, with its own chain',
  'platform.chain_head': 'the newest link of both logs',
  'platform.request_answer': 'answers remembered for repeated requests',
  'vault.child_key': 'keys: derived from nothing, saved with the backup',
  'access.credential': 'secrets: one that was changed must not stay in a log',
  'access.passkey': 'secrets',
  'access.session': 'who is signed in now',
  'access.sign_in_challenge': 'half-way of a sign-in',
  'access.sign_in_guard': 'failed attempts',
  'federation.link': 'how far each line has come: peers tell again',
  'federation.deposited_head': 'what peers gave to hold: their own log has it',
  'federation.late_key_use': 'when a key was needed last: what came is not sent again',
  'federation.line_out': 'how far each line has come',
  'federation.inbox': 'what came, as it came, with the receipts given',
  'federation.sent': 'what was sent, as it was signed',
  'federation.parked': 'received and not applied yet',
  'federation.file_offer': 'bytes that a peer may fetch',
  'federation.file_wanted': 'bytes still to fetch',
  'federation.file_part': 'bytes that have come',
  'federation.case_file': 'what became of the received files',
  'federation.relay_parcel': 'parcels of others, sealed, for a while',
  'federation.message_part': 'parts of messages that are still coming',
  'federation.carried': 'what peers said on the last stick: they say it again',
  'federation.conscience_alarm': 'what the daily comparison found: the next one finds it again',
  'federation.conscience_look': 'when each peer was compared with',
  'federation.copies': 'how far the copies of each peer have come in a recovery',
  'federation.returned': 'what peers gave back in a recovery',
  'handover.folio': 'numbers given to papers: none is given twice, also after a rebuild',
  'handover.printed': 'which paper has which number',
  'tracing.comparison_place': 'which child stands where in a run that was answered: gone after its time, and then no request for contact can name her',
  'tracing.comparison_asked': 'which request was put to which peer: it is put again',
  'case.doomed_file': 'bytes still to be taken from the disk',
  'tracing.seen': 'when each worker last looked: a mark on the screen',
  'tracing.standing': 'how far the standing questions have read the log: they read it again',
};

/** Where sealed columns of a child's tables are sealed for; `access.reason` is stored as it was sealed. */
const childContexts: Readonly<Record<string, string>> = {
  'person.child.profile_sealed': 'person.profile', 'person.child.history_sealed': 'person.history', 'case.file.history_sealed': 'case.history', 'case.deadline.title_sealed': 'case.deadline-title',
  'case.attachment.label_sealed': 'case.attachment-label', 'handover.terms.terms_sealed': 'handover.terms', 'handover.step.step_sealed': 'handover.step', 'handover.referral.content_sealed': 'handover.referral',
  'tracing.request.history_sealed': 'tracing.request', 'tracing.request.questions_sealed': 'tracing.questions', 'tracing.pair.history_sealed': 'tracing.pair', 'tracing.contact.history_sealed': 'tracing.contact', 'handover.closing.content_sealed': 'handover.closing', 'handover.care.content_sealed': 'handover.care',
  'handover.paper_acceptance.content_sealed': 'handover.paper-acceptance', 'handover.consulate.content_sealed': 'handover.consulate', 'handover.return_act.content_sealed': 'handover.return-act',
  'handover.legal_hold.content_sealed': 'handover.legal-hold', 'handover.erasure_proposal.content_sealed': 'handover.erasure-proposal',
  'handover.contact.content_sealed': 'handover.contact', 'handover.search.content_sealed': 'handover.search',
};
const nodeContexts: Readonly<Record<string, string>> = { 'access.account.sealed': 'access.account', 'tracing.comparison.by_sealed': 'tracing.comparison', 'interchange.batch.sealed': 'interchange.batch', 'handover.search_asked.content_sealed': 'handover.search-asked', 'handover.notice.content_sealed': 'handover.notice', 'handover.return_case.content_sealed': 'handover.return-case', 'handover.erasure.content_sealed': 'handover.erasure' };
const sealedOnce = new Set(['access.child_grant.reason_sealed', 'access.child_request.reason_sealed']);

async function log(agency: Rebuildable): Promise<Operation[]> {
  return agency.within(async ({ node, transaction }) => {
    const rows = await transaction.withTables<OperationTables>().selectFrom('platform.operation').selectAll().orderBy('sequence').execute();
    const operations: Operation[] = [];
    for (const row of rows) {
      const opened = await openOperation(node, transaction, row);
      // of a child who was erased nothing can be read, and what proves her custody stands in the act of erasing
      if (opened.ok || opened.problem.code !== 'erased') operations.push(valueOf(opened));
    }
    return operations;
  });
}

/** Every row of every derived table, with what is sealed opened, in an order of its own content. */
async function contentOf(node: NodeServices, transaction: Transaction, tables: readonly string[]): Promise<Record<string, string[]>> {
  const content: Record<string, string[]> = {};
  for (const name of tables) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(transaction);
    const read = async (row: Record<string, unknown>, column: string, value: unknown): Promise<unknown> => {
      const place = `${name}.${column}`;
      if (value === null || !Buffer.isBuffer(value)) return value;
      if (sealedOnce.has(place)) return value.toString('base64url');
      if (nodeContexts[place] !== undefined) return node.vault.openForNode(value, nodeContexts[place]);
      if (childContexts[place] === undefined) throw new Error(`${place}: say for what it is sealed`);
      return valueOf(await node.vault.openForChild(transaction, String(row['child_id']), value, childContexts[place]));
    };
    const opened: string[] = [];
    for (const row of rows) {
      const values: [string, unknown][] = [];
      for (const [column, value] of Object.entries(row)) values.push([column, await read(row, column, value)]);
      opened.push(JSON.stringify(Object.fromEntries(values)));
    }
    content[name] = opened.toSorted();
  }
  return content;
}

/** What is rebuilt: an agency of several, or a node alone. */
export interface Rebuildable {
  readonly name: string;
  readonly services: NodeServices;
  within<T>(work: (unit: UnitOfWork) => Promise<T>): Promise<T>;
}

export const nodeAlone = ({ services, nodeCaller: caller }: TestNode): Rebuildable => ({
  name: services.settings.name, services,
  within: (work) => transact(services.database, nodeScope(services.clock.now()), (transaction) => work(unitOf(services, transaction, caller))),
});

/** The tables of an agency that its operations give. */
export const derivedTables = async (agency: Rebuildable): Promise<string[]> =>
  (await listTables(agency.services.database)).map(({ name }) => name).filter((name) => !(name in notDerived));

/**
 * Projects every operation of an agency again into an empty database.
 * @returns each derived table as it is and as it came out
 */
export async function rebuild(agency: Rebuildable): Promise<{ readonly name: string; readonly before: string[]; readonly after: string[] }[]> {
  const derived = await derivedTables(agency);
  const operations = await log(agency);
  const { database, drop } = await createTestDatabase();
  try {
    const rebuilt: NodeServices = { ...agency.services, database, onRecorded: () => undefined };
    const keys = await agency.within(async ({ transaction }) => (await sql<object>`select to_jsonb(k) as row from vault.child_key k`.execute(transaction)).rows as { row: object }[]);
    const after = await transact(database, nodeScope(agency.services.clock.now()), async (transaction) => {
      for (const { row } of keys) await sql`insert into vault.child_key select * from jsonb_populate_record(null::vault.child_key, ${JSON.stringify(row)}::jsonb)`.execute(transaction);
      const unit = unitOf(rebuilt, transaction, nodeCaller(rebuilt));
      for (const operation of operations) await project(unit, [operation]);
      return contentOf(rebuilt, transaction, derived);
    });
    const before = await agency.within(({ node, transaction }) => contentOf(node, transaction, derived));
    return derived.map((name) => ({ name, before: before[name]!, after: after[name]! }));
  } finally {
    await drop();
  }
}

/** Fails where a derived table of one of the agencies does not come out of the log as it is, or one of `filled` held no row to compare; `spoiled` were altered behind the log's back. */
export async function expectRebuilt(agencies: readonly Rebuildable[], filled: readonly string[], spoiled: readonly string[] = []): Promise<void> {
  const held = new Set<string>();
  for (const agency of agencies) {
    for (const { name, before, after } of await rebuild(agency)) {
      if (spoiled.includes(name)) continue;
      if (before.length > 0) held.add(name);
      expect(after, `${agency.name}: ${name}`).toEqual(before);
    }
  }
  expect(filled.filter((name) => !held.has(name))).toEqual([]);
}
