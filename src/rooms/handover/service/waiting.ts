import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { UnitOfWork } from '#platform/services.ts';
import type { Alarm } from '../schema.ts';
import { findAlarms } from '../store/alarms.ts';
import { findHandovers } from '../store/read.ts';
import { findReferrals } from '../store/referrals.ts';
import { agencyBook } from './agencies.ts';
import { clockHours } from './clock-hours.ts';

export interface WaitingHandover {
  readonly handoverId: Uuid;
  readonly status: string;
  readonly peer: string;
  readonly children: number;
  readonly initials: string | null;
  readonly urgency: string | null;
  readonly decideBy: Instant | null;
  readonly isOverdue: boolean;
}

/** Offers and requests of others that wait for this agency's answer, the most pressing first. */
export async function waitingHandovers(unit: UnitOfWork): Promise<WaitingHandover[]> {
  const agency = agencyBook(unit);
  const open = (await findHandovers(unit, { isOpen: true, limit: 2000 })).filter(({ status }) => status === 'proposed' || status === 'requested');
  const waiting = await Promise.all(open.map(async (record): Promise<WaitingHandover> => ({
    handoverId: record.handoverId, status: record.status, peer: (await agency(record.peer)).shortName, children: record.childIds.length, initials: null,
    urgency: record.urgency, decideBy: record.decideBy, isOverdue: record.decideBy !== null && record.decideBy < unit.now,
  })));
  return waiting.toSorted((one, other) => (one.decideBy ?? '~').localeCompare(other.decideBy ?? '~'));
}

/** Referrals of others that wait for this agency's answer. */
export async function waitingReferrals(unit: UnitOfWork): Promise<{ referralId: Uuid; peer: string; service: string; urgency: string; decideBy: Instant }[]> {
  const agency = agencyBook(unit);
  const waiting = (await findReferrals(unit)).filter(({ direction, status }) => direction === 'incoming' && status === 'sent');
  return Promise.all(waiting.map(async ({ referralId, peer, service, urgency, decideBy }) => ({ referralId, peer: peer ? (await agency(peer)).shortName : '', service, urgency, decideBy })));
}

/** What stands still between agencies, as the first page counts it. */
export async function waitingAlarms(unit: UnitOfWork): Promise<{ kind: Alarm['kind']; handoverId: Uuid | null; childId: ChildId | null; dueAt: Instant; peer: string | null }[]> {
  const agency = agencyBook(unit);
  const found = await findAlarms(unit, clockHours);
  return Promise.all(found.map(async (row) => ({
    kind: row.kind, handoverId: row.handover_id, childId: row.child_id, dueAt: row.due_at, peer: row.peer && (await agency(row.peer)).shortName,
  })));
}

/** Short names of agencies. */
export async function agencyNames(unit: UnitOfWork, nodeIds: readonly NodeId[]): Promise<Map<NodeId, string>> {
  const agency = agencyBook(unit);
  return new Map(await Promise.all([...new Set(nodeIds)].map(async (nodeId) => [nodeId, (await agency(nodeId)).shortName] as const)));
}
