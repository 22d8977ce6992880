import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { ChildId } from '#kernel/identifier.ts';
import { keyedHash } from '#platform/vault/index.ts';
import { comparison } from '#rooms/tracing/index.ts';
import { privately } from '#rooms/tracing/rules.ts';
import type { FederationParts } from '../ports.ts';
import { shuffled } from './shuffle.ts';

/*
 * Tier 2: keyed, hardened encodings of all who may be compared, joined at the side that asked, in memory alone and forgotten with the run.
 */

const keyBytes = 128;
/** A place and its encoding. */
export const entryBytes = keyBytes + 4;

/** The encodings of children and of the invented among them, with their places, in an order of chance; and which child stands at which place. */
export function encodingsOf(people: readonly comparison.ComparedPerson[], key: Uint8Array, chance: FederationParts['node']['randomBytes']): { readonly content: Buffer; readonly places: (ChildId | null)[] } {
  const count = privately.filledCount(Math.ceil(people.length * (1 + privately.decoyShare)));
  const invented = comparison.inventPersons(count - people.length, chance).map((record) => ({ childId: null, record }));
  const all = shuffled([...people.map(({ childId, record }) => ({ childId, record })), ...invented], chance);
  const { keys, owners } = comparison.encode(all.map(({ record }) => record), keyedHash(key));
  const bytes = Buffer.from(keys.buffer, keys.byteOffset, keys.byteLength);
  const entries = Array.from(owners, (place, index) => {
    const entry = Buffer.alloc(entryBytes);
    entry.writeUInt32BE(place);
    bytes.copy(entry, 4, index * keyBytes, (index + 1) * keyBytes);
    return entry;
  });
  keys.fill(0);
  return { content: Buffer.concat(shuffled(entries, chance)), places: all.map(({ childId }) => childId) };
}

/** Refuses `message-malformed`. */
function readEncodings(content: Buffer): Result<comparison.Encodings> {
  if (content.length === 0 || content.length % entryBytes !== 0) return refuse('message-malformed', { reason: 'comparison' });
  const count = content.length / entryBytes;
  const keys = new Uint32Array((count * keyBytes) / 4);
  const bytes = Buffer.from(keys.buffer);
  const owners = Int32Array.from({ length: count }, (_, index) => {
    content.copy(bytes, index * keyBytes, index * entryBytes + 4, (index + 1) * entryBytes);
    return content.readUInt32BE(index * entryBytes) & 0x3ffffff;
  });
  return succeed({ keys, owners });
}

/** The most pairs that one run puts before people, the most alike first. */
const mostOfRun = 300;

/** Joins the own people with what came, and forgets both. Refuses `message-malformed`. */
export async function joinEncodings(people: readonly comparison.ComparedPerson[], content: Buffer, key: Uint8Array): Promise<Result<comparison.Nominated[]>> {
  const theirs = readEncodings(content);
  if (!theirs.ok) return theirs;
  const ours = comparison.encode(people.map(({ record }) => record), keyedHash(key));
  const pairs = await comparison.nominatePairs(ours, theirs.value, privately.leastLikeness, privately.mostNominated);
  for (const bytes of [ours.keys, theirs.value.keys, content]) bytes.fill(0);
  return succeed(pairs.slice(0, mostOfRun).map(({ left, right, likeness }) => ({ person: people[left]!, place: right, band: privately.bandOfLikeness(likeness) })));
}
