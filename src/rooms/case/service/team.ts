import { succeed } from '#kernel/result.ts';
import { agencyWideRoles, custodyRoles } from '#kernel/role.ts';
import { command } from '#platform/ledger/command.ts';
import { decideClosure, decideMove, decideMoveAnswer, decideReopening, decideWorker } from '../rules/decide-team.ts';
import { answerMove, assignWorker, closeFile, moveTeam, reopenFile } from '../schema.ts';
import { findColleague, hasTeam } from './colleagues.ts';
import { loadOpenFile } from './open-file.ts';

/** Each refuses as `loadOpenFile` does, and as its decision says. */
export const assign = command({
  name: 'case.assign-worker',
  input: assignWorker.input,
  scope: { roles: custodyRoles },
  async load(unit, { childId, workerId }) {
    const open = await loadOpenFile(unit, childId);
    return open.ok ? succeed({ ...open.value, colleague: workerId === null ? null : await findColleague(unit.transaction, workerId) }) : open;
  },
  decide: decideWorker,
});

export const move = command({
  name: 'case.move-team',
  input: moveTeam.input,
  scope: { roles: custodyRoles },
  async load(unit, { childId, teamId }) {
    const open = await loadOpenFile(unit, childId);
    return open.ok ? succeed({ ...open.value, hasTeam: await hasTeam(unit.transaction, teamId) }) : open;
  },
  decide: decideMove,
});

export const answerProposedMove = command({
  name: 'case.answer-move',
  input: answerMove.input,
  scope: { roles: agencyWideRoles },
  load: (unit, { childId }) => loadOpenFile(unit, childId),
  decide: decideMoveAnswer,
});

export const close = command({
  name: 'case.close-file',
  input: closeFile.input,
  scope: { roles: agencyWideRoles },
  load: (unit, { childId }) => loadOpenFile(unit, childId),
  decide: decideClosure,
});

export const reopen = command({
  name: 'case.reopen-file',
  input: reopenFile.input,
  scope: { roles: custodyRoles },
  load: (unit, { childId }) => loadOpenFile(unit, childId, { isClosedToo: true }),
  decide: decideReopening,
});
