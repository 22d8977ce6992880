import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Instant } from '#kernel/instant.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { Transaction } from '#platform/db/transact.ts';
import { openBytes, sealBytes } from './aead.ts';
import { canonicalJson } from './canonical.ts';
import type { KeyCache } from './key-cache.ts';
import type { MasterKey } from './master-key.ts';
import { jsonBytes } from './node-secrets.ts';

export type VaultTables = {
  'vault.child_key': {
    child_id: string;
    /** 8 random bytes that name the key; what it seals carries them, so a later key of the same child is told apart. */
    key_id: Buffer;
    /** The key under the node's master key; null once destroyed. */
    wrapped: Buffer | null;
    created_at: Instant;
    destroyed_at: Instant | null;
  };
};

/** One AES-256-GCM key per child: destroying it erases the child everywhere her data lie (crypto-shredding). */
export interface ChildKeys {
  /** Makes the child's key, unless there is one. A child who comes back after her key was destroyed gets a new one. */
  ensureChildKey(transaction: Transaction, childId: string): Promise<void>;
  /** Takes many keys into memory with one query, before many openings: at most as many as the cache holds. */
  loadChildKeys(transaction: Transaction, childIds: readonly string[]): Promise<void>;
  /**
   * Seals a JSON value under the child's key. Throws when the child has none.
   * @param context table and purpose, e.g. `person.name`: the same must be given to open it
   */
  sealForChild(transaction: Transaction, childId: string, value: unknown, context: string): Promise<Buffer>;
  /** As `sealForChild`, for many values at once: the database is asked once which key is the child's. */
  sealAllForChild(transaction: Transaction, childId: string, values: readonly unknown[], context: string): Promise<Buffer[]>;
  /** Refuses with `erased` when the key was destroyed. Throws when bytes, child or context are not those sealed. */
  openForChild(transaction: Transaction, childId: string, sealed: Uint8Array, context: string): Promise<Result<unknown>>;
  /** As `sealForChild`, for the bytes of a photo or document. */
  sealBytesForChild(transaction: Transaction, childId: string, content: Uint8Array, context: string): Promise<Buffer>;
  /** As `openForChild`, for bytes. */
  openBytesForChild(transaction: Transaction, childId: string, sealed: Uint8Array, context: string): Promise<Result<Buffer>>;
  /** Erases the child: nothing sealed under the key can be read again. */
  destroyChildKey(transaction: Transaction, childId: string): Promise<void>;
  /** Wraps up to `limit` keys again under the newest master key. @returns how many; 0 when none is left */
  rewrapChildKeys(transaction: Transaction, limit: number): Promise<number>;
}

/** The first byte of everything sealed for a child: the form that follows. */
const form = 1;
const keyIdLength = 8;
const headLength = 1 + keyIdLength;

export function createChildKeys(master: MasterKey, cache: KeyCache, now: () => Instant): ChildKeys {
  const rowOf = async (transaction: Transaction, childId: string) => {
    const query = transaction.withTables<VaultTables>().selectFrom('vault.child_key').select(['key_id', 'wrapped']);
    const row = await query.where('child_id', '=', childId).executeTakeFirst();
    if (!row) throw new Error(`no key was ever made for child ${childId}`);
    return row;
  };

  const keyFor = async (childId: string, keyId: Buffer, wrapped: Buffer): Promise<Buffer> => {
    const known = cache.find(childId, keyId);
    if (known) return known;
    const key = await master.unwrap(wrapped, childId);
    cache.keep(childId, keyId, key);
    return key;
  };

  /**
   * Always asks the database which key is the child's. Memory could name a key whose making was rolled back, or one
   * that another process has destroyed: what is sealed under such a key is lost. Opening names its key itself.
   */
  const sealAllBytes = async (transaction: Transaction, childId: string, contents: readonly Uint8Array[], context: string): Promise<Buffer[]> => {
    const { key_id: keyId, wrapped } = await rowOf(transaction, childId);
    if (!wrapped) throw new Error(`the key of child ${childId} was destroyed`);
    const key = await keyFor(childId, keyId, wrapped);
    return contents.map((content) => Buffer.concat([Buffer.of(form), keyId, sealBytes(key, content, bindingOf(childId, context))]));
  };
  const sealBytesForChild: ChildKeys['sealBytesForChild'] = async (transaction, childId, content, context) => (await sealAllBytes(transaction, childId, [content], context))[0]!;

  const openBytesForChild: ChildKeys['openBytesForChild'] = async (transaction, childId, sealed, context) => {
    if (sealed[0] !== form) throw new Error(`a sealed value of ${context} has an unknown form`);
    const keyId = Buffer.from(sealed.subarray(1, headLength));
    let key = cache.find(childId, keyId);
    if (!key) {
      const row = await rowOf(transaction, childId);
      if (!row.wrapped || !row.key_id.equals(keyId)) return refuse('erased');
      key = await keyFor(childId, keyId, row.wrapped);
    }
    const content = openBytes(key, sealed.subarray(headLength), bindingOf(childId, context));
    if (!content) throw new Error(`a sealed value of ${context} was altered or belongs elsewhere`);
    return succeed(content);
  };

  return {
    sealBytesForChild,
    openBytesForChild,
    sealForChild: (transaction, childId, value, context) => sealBytesForChild(transaction, childId, jsonBytes(value), context),
    sealAllForChild: (transaction, childId, values, context) => sealAllBytes(transaction, childId, values.map(jsonBytes), context),
    async openForChild(transaction, childId, sealed, context) {
      const content = await openBytesForChild(transaction, childId, sealed, context);
      return content.ok ? succeed(JSON.parse(content.value.toString()) as unknown) : content;
    },

    async ensureChildKey(transaction, childId) {
      const wrapped = await master.wrap(randomBytes(32), childId);
      const row = { key_id: randomBytes(keyIdLength), wrapped, created_at: now(), destroyed_at: null };
      await transaction
        .withTables<VaultTables>()
        .insertInto('vault.child_key')
        .values({ child_id: childId, ...row })
        .onConflict((conflict) => conflict.column('child_id').doUpdateSet(row).where('vault.child_key.wrapped', 'is', null))
        .execute();
    },

    async loadChildKeys(transaction, childIds) {
      const query = transaction.withTables<VaultTables>().selectFrom('vault.child_key').select(['child_id', 'key_id', 'wrapped']);
      const rows = await query.where('child_id', '=', sql<string>`any(${childIds})`).execute();
      for (const row of rows) if (row.wrapped) await keyFor(row.child_id, row.key_id, row.wrapped);
    },

    async destroyChildKey(transaction, childId) {
      const table = transaction.withTables<VaultTables>().updateTable('vault.child_key');
      await table.set({ wrapped: null, destroyed_at: now() }).where('child_id', '=', childId).where('wrapped', 'is not', null).execute();
      cache.forget(childId);
    },

    async rewrapChildKeys(transaction, limit) {
      const tables = transaction.withTables<VaultTables>();
      const rows = await tables
        .selectFrom('vault.child_key')
        .select(['child_id', 'wrapped'])
        .where(sql<boolean>`substring(wrapped from 1 for ${master.id.length}) <> ${master.id}`)
        .orderBy('child_id')
        .limit(limit)
        .forUpdate()
        .execute();
      for (const { child_id: childId, wrapped } of rows) {
        const again = await master.wrap(await master.unwrap(wrapped!, childId), childId);
        await tables.updateTable('vault.child_key').set({ wrapped: again }).where('child_id', '=', childId).execute();
      }
      return rows.length;
    },
  };
}

const bindingOf = (childId: string, context: string): string => canonicalJson(['child', childId, context]);
