import type { ChildId } from '#kernel/identifier.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { NodeServices, UnitOfWork } from '#platform/services.ts';
import { getClock, prioritiesOf, startClocks } from '#rooms/law/index.ts';
import { getProfileState, requireOpenFile } from '#rooms/person/index.ts';
import type { OpenFile } from '../rules/decide-record.ts';
import type { Law } from '../rules/deadlines.ts';
import { sealedCodes } from '../rules/shapes.ts';
import { openDeadlinesOf } from '../store/deadlines.ts';
import { findCaseState } from '../store/file.ts';

/** The law of the node's country. */
export const lawOf = ({ settings }: NodeServices): Law => ({
  country: settings.country,
  startClocks: (happening) => startClocks({ ...happening, country: settings.country }),
  getClock,
  isSealed: (code) => sealedCodes.has(code),
  prioritiesOf,
});

/**
 * A file to write in. Refuses with `not-found` (nothing, or out of reach), `child-not-held` (handed over), `child-closed`.
 * @param options `isClosedToo` for the acts that a closed file still allows
 */
export async function loadOpenFile(unit: UnitOfWork, childId: string, options: { readonly isClosedToo?: boolean } = {}): Promise<Result<OpenFile>> {
  const child = childId as ChildId;
  const scope = await requireOpenFile(unit, child);
  if (!scope.ok) return scope;
  const file = (await findCaseState(unit, child)) ?? refuse('not-found');
  if (!file.ok) return file;
  if (file.value.closure !== null && !options.isClosedToo) return refuse('child-closed');
  const profile = await getProfileState(unit, child);
  if (!profile.ok) return profile;
  return succeed({ scope: scope.value, file: file.value, values: profile.value.values, law: lawOf(unit.node), openDeadlines: await openDeadlinesOf(unit, child) });
}
