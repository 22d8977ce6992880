import type { Uuid } from '#kernel/identifier.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { custodyRoles, fileRoles } from '#kernel/role.ts';
import { asNode } from '#platform/db/transact.ts';
import { logAccess } from '#platform/ledger/access-log.ts';
import { lockHead } from '#platform/ledger/chain.ts';
import { command } from '#platform/ledger/command.ts';
import { query } from '#platform/ledger/query.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { hasTeam } from '#rooms/case/index.ts';
import { getProfileState, requireOpenFile } from '#rooms/person/index.ts';
import { decideAmendment, decideClosing, decideOpening, decideQuestions, type AskingChild } from '../rules/decide-request.ts';
import { isWaiting, nextStepOf, standingOf, type TracingRequest } from '../rules/request.ts';
import { soughtName } from '../rules/sought.ts';
import { amendTracing, closeTracing, listTracing, markSeen, openTracing, readQuestions, setQuestions, tracingFigures, type RequestItem } from '../schema.ts';
import { consentingAmong } from './standing.ts';
import { countRequests, findQuestions, findRequest, findRequests, lastSeen, saveSeen } from '../store/requests.ts';

export async function getRequest(unit: Pick<UnitOfWork, 'node' | 'transaction'>, requestId: Uuid): Promise<Result<TracingRequest>> {
  const request = await findRequest(unit, requestId);
  return request ? succeed(request) : refuse('not-found');
}

/** Opens a request. Refuses `input-invalid`, `not-found` (the team, or the child who asks), `child-not-held`, `consent-missing` (the child's own). */
export const openRequest = command({
  name: 'tracing.open-request',
  input: openTracing.input,
  scope: { roles: fileRoles },
  async load(unit, { childId, teamId }): Promise<Result<{ teamId: Uuid | undefined; child: AskingChild | null }>> {
    if (teamId !== undefined && !unit.caller.teamIds.includes(teamId) && !(await hasTeam(unit.transaction, teamId))) return refuse('not-found', { what: 'team' });
    if (childId === undefined) return succeed({ teamId, child: null });
    const scope = await requireOpenFile(unit, childId);
    if (!scope.ok) return scope;
    const profile = await getProfileState(unit, childId);
    if (!profile.ok) return profile;
    const { values, versions } = profile.value;
    return succeed({ teamId: teamId ?? scope.value.teamId, child: { childId, consents: (await consentingAmong(unit, [childId])).has(childId), values, versions } });
  },
  decide: ({ teamId, child }, input, facts) => decideOpening(input, teamId, child, facts),
});

interface AboutRequest { readonly requestId: Uuid }

/** One act on a request after the other: each decides on what the one before left. */
async function load(unit: UnitOfWork, { requestId }: AboutRequest): Promise<Result<TracingRequest>> {
  await lockHead(unit.transaction, 'operation');
  return getRequest(unit, requestId);
}

/** Each refuses `not-found` and as its decision says. */
export const amendRequest = command({ name: 'tracing.amend-request', input: amendTracing.input, scope: { roles: fileRoles }, load, decide: decideAmendment });
export const closeRequest = command({ name: 'tracing.close-request', input: closeTracing.input, scope: { roles: custodyRoles }, load, decide: decideClosing });
export const saveQuestions = command({ name: 'tracing.set-questions', input: setQuestions.input, scope: { roles: custodyRoles }, load, decide: decideQuestions });

/** The questions with their answers, for who verifies. Logged under the number of the one sought. */
export const showQuestions = query({
  name: 'tracing.read-questions',
  input: readQuestions.input,
  scope: { roles: custodyRoles },
  async read(unit, { requestId }) {
    const request = await getRequest(unit, requestId);
    if (!request.ok) return request;
    await logAccess(unit.transaction, unit.caller, request.value.childId, 'tracing.read-questions', unit.now);
    return succeed({ questions: [...(await findQuestions(unit, requestId))] });
  },
});

/** From now on only what comes later is new to this worker. A mark on the screen, no act on the request. */
export const seeRequest = command({
  name: 'tracing.mark-seen',
  input: markSeen.input,
  scope: { roles: fileRoles },
  load: (unit, { requestId }) => getRequest(unit, requestId),
  decide: () => succeed({ operations: [], output: {} }),
  save: async (unit, _decision, _request, { requestId }) => {
    if (unit.caller.workerId !== null) await saveSeen(unit, requestId, unit.caller.workerId, unit.now);
  },
});

export const listRequests = query({
  name: 'tracing.list-requests',
  input: listTracing.input,
  scope: { roles: fileRoles },
  async read(unit, { standing }) {
    const requests = await findRequests(unit, standing);
    const seen = await lastSeen(unit, requests.map(({ requestId }) => requestId));
    return succeed({ items: requests.map((request) => itemOf(request, seen.get(request.requestId) ?? null)) });
  },
});

function itemOf(request: TracingRequest, seenAt: string | null): RequestItem {
  const { requestId, side, told, requestedAt, teamId, closing } = request;
  const waiting = [...request.candidates.values()].filter(isWaiting);
  return {
    requestId, side, standing: standingOf(request), outcome: closing?.outcome ?? null, sought: soughtName(told.sought), inquirer: told.inquirer.name, relation: told.inquirer.relation, requestedAt, teamId,
    candidates: { open: waiting.length, likely: waiting.filter(({ band }) => band !== 'possible').length, fresh: waiting.filter(({ foundAt }) => seenAt === null || foundAt > seenAt).length },
    next: nextStepOf(request),
  };
}

/** How many were sought and found, and in how many days: counts alone, for who reads indicators. */
export const figures = query({
  name: 'tracing.figures',
  input: tracingFigures.input,
  scope: { roles: ['supervisor', 'coordinator', 'monitoring_officer'] },
  read: async (unit) => succeed(await asNode(unit.transaction, () => countRequests(unit))),
});
