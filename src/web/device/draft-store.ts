import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { addDays, instantFrom, type Instant } from '#kernel/instant.ts';
import { newDraftKey, openDraft, sealDraft, type SealedDraft } from './draft-seal.ts';

/** Days after its last change that a draft is kept on the device. */
export const draftDays = 14;

interface StoredDraft extends SealedDraft {
  readonly place: string;
  readonly owner: string;
  readonly savedAt: Instant;
}

interface Shelves extends DBSchema {
  keys: { key: string; value: { readonly owner: string; readonly key: CryptoKey } };
  drafts: { key: string; value: StoredDraft; indexes: { owner: string } };
}

/** A draft, opened. `label` and `href` say what it is and where it goes on. */
export interface Draft<Value = unknown> {
  readonly key: string;
  readonly label: string;
  readonly href: string;
  readonly value: Value;
  readonly savedAt: Instant;
}

let database: Promise<IDBPDatabase<Shelves>> | undefined;
const open = (): Promise<IDBPDatabase<Shelves>> =>
  (database ??= openDB<Shelves>('amparo', 1, {
    upgrade(fresh) {
      fresh.createObjectStore('keys', { keyPath: 'owner' });
      fresh.createObjectStore('drafts', { keyPath: 'place' }).createIndex('owner', 'owner');
    },
  }));

/** Encryption needs a secure address (https or this machine); without it no draft is kept. */
export const canKeepDrafts = (): boolean => window.isSecureContext && 'indexedDB' in window;

const placeOf = (owner: string, key: string): string => `${owner}/${key}`;
const hasExpired = (draft: StoredDraft): boolean => addDays(draft.savedAt, draftDays) < instantFrom(Date.now());

async function keyOf(owner: string): Promise<CryptoKey> {
  const store = await open();
  const kept = await store.get('keys', owner);
  if (kept) return kept.key;
  const key = await newDraftKey();
  await store.put('keys', { owner, key });
  return key;
}

async function opened(draft: StoredDraft): Promise<Draft | null> {
  const content = (await openDraft(await keyOf(draft.owner), draft.place, draft)) as Omit<Draft, 'savedAt' | 'key'> | null;
  return content && { ...content, key: draft.place.slice(draft.owner.length + 1), savedAt: draft.savedAt };
}

/** Keeps a draft, in place of the former one under the same key. */
export async function keepDraft(owner: string, draft: Omit<Draft, 'savedAt'>): Promise<Instant> {
  const { key, ...content } = draft;
  const place = placeOf(owner, key);
  const savedAt = instantFrom(Date.now());
  await (await open()).put('drafts', { place, owner, savedAt, ...(await sealDraft(await keyOf(owner), place, content)) });
  return savedAt;
}

/** The worker's draft under a key, if there is one. */
export async function findDraft(owner: string, key: string): Promise<Draft | null> {
  const stored = await (await open()).get('drafts', placeOf(owner, key));
  return stored && !hasExpired(stored) ? await opened(stored) : null;
}

/** All drafts of a worker, the latest first; those past their time are destroyed on the way. */
export async function listDrafts(owner: string): Promise<Draft[]> {
  const store = await open();
  const stored = await store.getAllFromIndex('drafts', 'owner', owner);
  await Promise.all(stored.filter(hasExpired).map((draft) => store.delete('drafts', draft.place)));
  const drafts = await Promise.all(stored.filter((draft) => !hasExpired(draft)).map(opened));
  return drafts.filter((draft) => draft !== null).toSorted((one, other) => other.savedAt.localeCompare(one.savedAt));
}

export const removeDraft = async (owner: string, key: string): Promise<void> =>
  await (await open()).delete('drafts', placeOf(owner, key));

/** Destroys the worker's key, and with it every draft: after signing out on purpose. */
export async function forgetDrafts(owner: string): Promise<void> {
  const store = await open();
  await store.delete('keys', owner);
  await Promise.all((await store.getAllKeysFromIndex('drafts', 'owner', owner)).map((place) => store.delete('drafts', place)));
}
