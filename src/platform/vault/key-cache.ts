import { millisecondsOf, type Instant } from '#kernel/instant.ts';

/**
 * How long an unwrapped key stays in memory. Another server process of the same node may destroy the key meanwhile:
 * after this time at the latest an erased child cannot be read here either.
 */
const lifetimeMilliseconds = 60_000;

/** The unwrapped keys of the children used last: at most `limit`, each for a minute. */
export interface KeyCache {
  find(childId: string, keyId: Uint8Array): Buffer | undefined;
  keep(childId: string, keyId: Uint8Array, key: Buffer): void;
  forget(childId: string): void;
}

export function createKeyCache(limit: number, now: () => Instant): KeyCache {
  // a Map remembers the order of insertion: its first entry is the one unused for longest
  const entries = new Map<string, { readonly keyId: Uint8Array; readonly key: Buffer; readonly until: number }>();
  const forget = (childId: string): void => {
    entries.get(childId)?.key.fill(0);
    entries.delete(childId);
  };
  return {
    forget,
    find(childId, keyId) {
      const entry = entries.get(childId);
      if (!entry || Buffer.compare(entry.keyId, keyId) !== 0) return undefined;
      if (entry.until < millisecondsOf(now())) {
        forget(childId);
        return undefined;
      }
      entries.delete(childId);
      entries.set(childId, entry);
      return entry.key;
    },
    keep(childId, keyId, key) {
      forget(childId);
      entries.set(childId, { keyId, key, until: millisecondsOf(now()) + lifetimeMilliseconds });
      if (entries.size > limit) forget(entries.keys().next().value!);
    },
  };
}
