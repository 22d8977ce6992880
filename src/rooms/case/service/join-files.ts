import type { ChildId } from '#kernel/identifier.ts';
import type { NewOperation } from '#kernel/operation.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { getProfileState } from '#rooms/person/index.ts';
import { joinOperations, takenOver, type JoinedFile } from '../rules/join.ts';
import { deadlinesOf } from '../store/deadlines.ts';
import { findCaseState } from '../store/file.ts';
import { loadOpenFile } from './open-file.ts';

const openDeadlines = async (unit: UnitOfWork, childId: ChildId) => (await deadlinesOf(unit, childId, unit.now)).filter(({ status }) => status === 'open');

async function loadJoined(unit: UnitOfWork, childId: ChildId): Promise<Result<JoinedFile>> {
  const open = await loadOpenFile(unit, childId);
  if (!open.ok) return open;
  const profile = await getProfileState(unit, childId);
  if (!profile.ok) return profile;
  return succeed({ childId, file: open.value.file, profile: profile.value, deadlines: await openDeadlines(unit, childId) });
}

/**
 * What a file takes over from another one of the same child whose acts are copied beside its own: the graver urgency, and the deadlines
 * that run there and not here. Refuses `not-found`, `erased`.
 */
export async function joiningOf(unit: UnitOfWork, joined: ChildId, kept: ChildId): Promise<Result<NewOperation[]>> {
  const running = async (childId: ChildId) => {
    const file = await findCaseState(unit, childId);
    return file?.ok ? succeed({ childId, file: file.value, deadlines: await openDeadlines(unit, childId) }) : (file ?? refuse('not-found'));
  };
  const [into, from] = [await running(kept), await running(joined)];
  if (!into.ok) return into;
  if (!from.ok) return from;
  const { urgency, deadlines } = takenOver(into.value, from.value, unit.newIdentifier);
  return succeed([...urgency, ...deadlines]);
}

/** What makes one file of two that are both open and held here (`rules/join.ts`). Refuses as `loadOpenFile` does. */
export async function joinOf(unit: UnitOfWork, kept: ChildId, joined: ChildId, reason: string): Promise<Result<NewOperation[]>> {
  const first = await loadJoined(unit, kept);
  if (!first.ok) return first;
  const second = await loadJoined(unit, joined);
  return second.ok ? succeed(joinOperations(first.value, second.value, reason, unit.newIdentifier)) : second;
}
