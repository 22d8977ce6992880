import { addDays } from '#kernel/instant.ts';
import type { NodeId } from '#kernel/identifier.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { getActivePeer } from '#rooms/governance/index.ts';
import type { Engine } from '../ports.ts';
import { parsedObject } from '../request.ts';
import { largestPart, leastPart } from '../rules.ts';
import { dropParcels, dropParcelsBefore, hasParcel, keepParcelRow, listParcels, parcelBytes } from '../store.ts';

/* The relay's side: keeps parcels for a while, gives them to whom they are for, and forgets them. */

/** Days for which a parcel lies here. Its sender keeps what is in it until the addressee's receipt, and leaves it again. */
const daysKept = 14;
/** When a box is full, its sender comes back after this long. */
const fullSeconds = 3600;
const parcelForm = /^[A-Za-z0-9_-]{43}$/;

/** Keeps a parcel for a peer; the same again changes nothing. Refuses `not-found` (this node is no relay), as `getActivePeer`, `message-malformed`, and `too-many-requests` while the peer's box is full. */
export async function keepParcel(parts: Engine, unit: UnitOfWork, to: NodeId, name: string, sealed: string): Promise<Result<{ kept: true }>> {
  if (!parts.isRelay) return refuse('not-found', { what: 'relay' });
  const peer = await getActivePeer(unit, to);
  if (!peer.ok) return peer;
  if (!parcelForm.test(name) || sealed.length === 0) return refuse('message-malformed', { reason: 'parcel' });
  await dropParcelsBefore(unit.transaction, addDays(unit.now, -daysKept));
  if (await hasParcel(unit.transaction, to, name)) return succeed({ kept: true });
  if ((await parcelBytes(unit.transaction, to)) + sealed.length > parts.limits.relayed) return refuse('too-many-requests', { seconds: fullSeconds });
  await keepParcelRow(unit.transaction, { addressee: to, name, sealed, size: sealed.length, received_at: unit.now });
  return succeed({ kept: true });
}

/** The oldest parcels of the peer that asks, as many as its line carries, at least one. @param most characters */
export async function giveParcels(unit: UnitOfWork, peer: NodeId, most: number): Promise<{ parcels: { name: string; sealed: string }[] }> {
  const parcels: { name: string; sealed: string }[] = [];
  let size = 0;
  for (const { name, sealed } of await listParcels(unit.transaction, peer, 50)) {
    size += sealed.length;
    if (size > Math.min(Math.max(most, leastPart), largestPart * 4) && parcels.length > 0) break;
    parcels.push({ name, sealed });
  }
  return { parcels };
}

/** Forgets what the peer that asks has taken. Refuses `message-malformed`. */
export async function forgetParcels(unit: UnitOfWork, peer: NodeId, body: string): Promise<Result<{ forgotten: true }>> {
  const { names } = parsedObject(body);
  if (!Array.isArray(names) || names.length > 100 || !names.every((name) => typeof name === 'string')) return refuse('message-malformed', { reason: 'parcel' });
  await dropParcels(unit.transaction, peer, names);
  return succeed({ forgotten: true });
}
