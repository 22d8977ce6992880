import type { ChildId, Uuid } from '#kernel/identifier.ts';
import { valueOf, type Result } from '#kernel/result.ts';
import { receive } from '#rooms/case/index.ts';
import { accept, deliver, offer } from '#rooms/handover/index.ts';
import type { Agency } from './agency.ts';

/* What workers do on the way of a child from one agency to the next, as tests of whole nodes put it to the verbs. */

const plan = { place: 'Tapachula', at: '2026-03-10T15:00:00.000Z' };

export const receiveAt = async (agency: Agency): Promise<ChildId> => (valueOf(await agency.run(receive as never, {
  searchedFirst: { candidatesShown: 0 }, source: 'child', found: { by: 'shelter' }, teamId: agency.team,
  profile: { givenNames: 'Xochitl', firstSurname: 'Prueba', birth: { precision: 'year', year: 2014 }, sex: 'F', nationalities: ['HN'], company: 'alone' },
})) as { childId: ChildId }).childId;

export const offerTo = (from: Agency, to: Agency, childIds: readonly ChildId[]): Promise<Result<{ handoverId: Uuid }>> => from.run(offer as never, {
  childIds, to: to.nodeId, reason: 'care', urgency: 'planned', plan, consentOverride: { reason: 'imminent_harm', note: 'prueba' },
});

export const acceptAt = (agency: Agency, handoverId: Uuid): Promise<Result<unknown>> => agency.run(accept as never, { handoverId, plan, teamId: agency.team });

/** The children are handed over: from now on the other agency is responsible. */
export const deliverFrom = (agency: Agency, handoverId: Uuid): Promise<Result<unknown>> => agency.run(deliver as never, {
  handoverId, delivery: { at: agency.services.clock.now(), place: 'Tapachula', deliveredBy: 'Ana', receivedBy: 'Luz', condition: 'bien' },
});
