import type { Uuid } from '#kernel/identifier.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { findScope } from '#rooms/person/index.ts';
import { findHandovers, type HandoverRecord } from '../store/read.ts';

/**
 * The handover that a worker wants to act on. What another agency offers may be answered by whoever decides for this one;
 * what goes out from here only by those who see every child in it. Refuses `not-found`, whether there is none or it is out of reach.
 */
export async function requireHandover(unit: UnitOfWork, handoverId: Uuid, direction: HandoverRecord['direction']): Promise<Result<HandoverRecord>> {
  const record = (await findHandovers(unit, { handoverId })).find((one) => one.direction === direction);
  if (!record) return refuse('not-found');
  if (direction === 'incoming' || unit.caller.kind === 'node') return succeed(record);
  const isWide = unit.caller.roles.some((role) => role === 'supervisor' || role === 'coordinator');
  for (const childId of isWide ? [] : record.childIds) {
    if (!(await findScope(unit.transaction, childId))) return refuse('not-found');
  }
  return succeed(record);
}
