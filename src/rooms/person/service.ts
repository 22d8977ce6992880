import type { ChildId } from '#kernel/identifier.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { custodyRoles, fileRoles } from '#kernel/role.ts';
import { command } from '#platform/ledger/command.ts';
import { query } from '#platform/ledger/query.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { decideObservation, decideSettlement } from './rules/decide.ts';
import { profileViewOf, type ProfileState } from './rules/profile.ts';
import { fieldHistory, observePerson, settleField, viewProfile } from './schema.ts';
import { findProfileState } from './store/child.ts';
import { requireOpenFile } from './store/scope.ts';

/** Who the child is. Refuses with `not-found` when nothing is known or it is out of reach, `erased` when her key was destroyed. */
export async function getProfileState(unit: Pick<UnitOfWork, 'node' | 'transaction'>, childId: ChildId): Promise<Result<ProfileState>> {
  return (await findProfileState(unit, childId)) ?? refuse('not-found');
}

async function loadForWriting(unit: UnitOfWork, input: { childId: string }): Promise<Result<ProfileState>> {
  const open = await requireOpenFile(unit, input.childId as ChildId);
  return open.ok ? getProfileState(unit, input.childId as ChildId) : open;
}

/** Records what was said or seen. Refuses with `not-found`, `child-not-held`, `input-invalid`. */
export const observe = command({
  name: 'person.observe',
  input: observePerson.input,
  scope: { roles: fileRoles, allowsNode: true },
  load: loadForWriting,
  decide: (state, input, facts) => decideObservation(state, input, facts.now),
});

/** Decides between answers. Refuses with `not-found`, `child-not-held`, `input-invalid`, `state-changed`. */
export const settle = command({
  name: 'person.settle',
  input: settleField.input,
  scope: { roles: custodyRoles },
  load: loadForWriting,
  decide: (state, input, facts) => decideSettlement(state, input, facts.now),
});

export const readProfile = query({
  name: 'person.view-profile',
  input: viewProfile.input,
  scope: { roles: fileRoles },
  child: (input) => input.childId,
  async read(unit, input) {
    const state = await getProfileState(unit, input.childId);
    return state.ok ? succeed(profileViewOf(state.value)) : state;
  },
});

export const readFieldHistory = query({
  name: 'person.field-history',
  input: fieldHistory.input,
  scope: { roles: fileRoles },
  child: (input) => input.childId,
  async read(unit, input) {
    const state = await getProfileState(unit, input.childId);
    return state.ok ? succeed({ field: input.field, answers: [...(state.value.provenance[input.field] ?? [])] }) : state;
  },
});
