import { instantOf } from '#kernel/hybrid-clock.ts';
import type { NodeId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Operation } from '#kernel/operation.ts';
import type { Transaction } from '#platform/db/transact.ts';
import { canonicalJson, sha256Of } from '#platform/vault/index.ts';
import { signedPartOf, type CountryRoot, type CountryRootAdopted, type MembershipDocument, type MembershipDraft, type MembershipEntry } from '../schema/membership.ts';

type RootRow = { country: string; version: number; root: CountryRoot; signatures: string; fingerprint: string; adopted_at: Instant };
type LineRow = { country: string; seq: number; hash: string; previous_hash: string | null; node_id: NodeId; entry: MembershipEntry; signatures: string[]; recorded_at: Instant };
type MembershipTables = {
  'governance.country_root': RootRow;
  'governance.membership': Omit<LineRow, 'signatures'> & { signatures: unknown };
};
const tables = (transaction: Transaction) => transaction.withTables<MembershipTables>();

/** By what the next line names this one: the hash of what was signed. */
export const hashOfLine = (line: Pick<MembershipDraft, 'seq' | 'prevHash' | 'entry'>): string => sha256Of(canonicalJson(signedPartOf(line)));

/** The root that counts now for each country. */
export async function listRoots(transaction: Transaction): Promise<RootRow[]> {
  const rows = await tables(transaction).selectFrom('governance.country_root').selectAll().orderBy('country').orderBy('version', 'desc').execute();
  return rows.filter((row, index) => rows[index - 1]?.country !== row.country);
}

export const findRoot = async (transaction: Transaction, country: string): Promise<RootRow | null> => (await listRoots(transaction)).find((row) => row.country === country) ?? null;

/** All lines of all lists, country by country in their order. */
export const listLines = async (transaction: Transaction): Promise<LineRow[]> =>
  (await tables(transaction).selectFrom('governance.membership').selectAll().orderBy('country').orderBy('seq').execute()) as LineRow[];

export const documentOf = ({ seq, previous_hash: prevHash, entry, signatures }: LineRow): MembershipDocument => ({ seq, prevHash, entry, signatures });

/** What the root of its country says last of a node; null when no list names it. */
export async function findMember(transaction: Transaction, nodeId: NodeId): Promise<MembershipEntry | null> {
  const row = await tables(transaction).selectFrom('governance.membership').select('entry').where('node_id', '=', nodeId).orderBy('recorded_at', 'desc').orderBy('seq', 'desc').limit(1).executeTakeFirst();
  return row?.entry ?? null;
}

export async function countryRootAdopted(transaction: Transaction, { body: { document, fingerprint }, madeAt }: Operation<string, CountryRootAdopted>): Promise<void> {
  const { root, signatures } = document;
  await tables(transaction).insertInto('governance.country_root')
    .values({ country: root.country, version: root.version, root, signatures: JSON.stringify(signatures), fingerprint, adopted_at: instantOf(madeAt) }).execute();
}

export async function membershipRecorded(transaction: Transaction, { body, madeAt }: Operation<string, MembershipDocument>): Promise<void> {
  const { seq, prevHash, entry, signatures } = body;
  await tables(transaction).insertInto('governance.membership').values({
    country: entry.country, seq, hash: hashOfLine(body), previous_hash: prevHash, node_id: entry.nodeId, entry, signatures: JSON.stringify(signatures), recorded_at: instantOf(madeAt),
  }).execute();
}
