import type { ChildId } from '#kernel/identifier.ts';
import type { NewOperation } from '#kernel/operation.ts';
import { succeed, type Result } from '#kernel/result.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { getProfileState } from '#rooms/person/index.ts';
import { joinOperations, type JoinedFile } from '../rules/join.ts';
import { deadlinesOf } from '../store/deadlines.ts';
import { loadOpenFile } from './open-file.ts';

async function loadJoined(unit: UnitOfWork, childId: ChildId): Promise<Result<JoinedFile>> {
  const open = await loadOpenFile(unit, childId);
  if (!open.ok) return open;
  const profile = await getProfileState(unit, childId);
  if (!profile.ok) return profile;
  const deadlines = (await deadlinesOf(unit, childId, unit.now)).filter(({ status }) => status === 'open');
  return succeed({ childId, file: open.value.file, profile: profile.value, deadlines });
}

/** What makes one file of two that are both open and held here (`rules/join.ts`). Refuses as `loadOpenFile` does. */
export async function joinOf(unit: UnitOfWork, kept: ChildId, joined: ChildId, reason: string): Promise<Result<NewOperation[]>> {
  const first = await loadJoined(unit, kept);
  if (!first.ok) return first;
  const second = await loadJoined(unit, joined);
  return second.ok ? succeed(joinOperations(first.value, second.value, reason, unit.newIdentifier)) : second;
}
