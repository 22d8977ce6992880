import { addHours } from '#kernel/instant.ts';
import { refuse, succeed } from '#kernel/result.ts';
import { requireOpenFile } from '#rooms/person/index.ts';
import { declineReasons, type DeclineReason } from '../rules.ts';
import { acceptCustody, confirmDelivery, declineCustody, grantRequest, refuseRequest, requestCustody, retractAcceptance } from '../schema.ts';
import { requireHandover } from './reach.ts';
import { requireReturnComplete } from './returning.ts';
import { custodyVerb } from './step.ts';

/** Accepts: signed and binding. Custody moves when the sender confirms the delivery. Refuses `handover-not-open`. */
export const accept = custodyVerb('handover.accept', acceptCustody, {
  allow: (unit, input) => requireHandover(unit, input.handoverId, 'incoming'),
  ask: (unit, input) => {
    const teamId = input.teamId ?? unit.caller.teamIds[0];
    if (teamId === undefined) return Promise.resolve(refuse('input-invalid', { fields: ['/teamId: required'] }));
    return Promise.resolve(succeed({ command: { kind: 'accept', handoverId: input.handoverId }, details: { said: { plan: input.plan, teamId } } }));
  },
});

/** Declines with a reason of the catalogue; the sender stays responsible. Refuses `handover-not-open`, `input-invalid`. */
export const decline = custodyVerb('handover.decline', declineCustody, {
  allow: (unit, input) => requireHandover(unit, input.handoverId, 'incoming'),
  ask: (_unit, input) => {
    if (!(declineReasons as readonly string[]).includes(input.reason)) return Promise.resolve(refuse('input-invalid', { fields: ['/reason: enum'] }));
    return Promise.resolve(succeed({
      command: { kind: 'decline', handoverId: input.handoverId, reason: input.reason as DeclineReason, redirect: input.redirect ?? null, canTake: input.canTake ?? [] },
    }));
  },
});

export const retract = custodyVerb('handover.retract', retractAcceptance, {
  allow: (unit, input) => requireHandover(unit, input.handoverId, 'incoming'),
  ask: (_unit, input) => Promise.resolve(succeed({ command: { kind: 'retract', handoverId: input.handoverId } })),
});

/**
 * Confirms that the children were delivered: the one moment at which custody passes. Refuses `not-found` for who may not
 * see the children, `handover-not-open` without an acceptance, `input-invalid` for a delivery that lies ahead,
 * `return-incomplete` for a return across a border while something that it asks for is neither confirmed nor explained.
 */
export const deliver = custodyVerb('handover.deliver', confirmDelivery, {
  allow: async (unit, input) => {
    if (input.delivery.at > addHours(unit.now, 1)) return refuse('input-invalid', { fields: ['/delivery/at: future'] });
    const handover = await requireHandover(unit, input.handoverId, 'outgoing');
    if (!handover.ok) return handover;
    for (const childId of handover.value.childIds) {
      const open = await requireOpenFile(unit, childId);
      if (!open.ok) return open;
    }
    return requireReturnComplete(unit, handover.value);
  },
  ask: (_unit, input) => Promise.resolve(succeed({ command: { kind: 'commit', handoverId: input.handoverId }, details: { said: { delivery: input.delivery } } })),
});

/** Asks the responsible agency for children who are here. */
export const request = custodyVerb('handover.request', requestCustody, {
  ask: (unit, input) => Promise.resolve(succeed({
    command: { kind: 'request', handoverId: unit.newIdentifier(), childIds: input.childIds, to: input.to }, details: { said: { plan: input.plan, reason: input.evidence } },
  })),
});

export const grant = custodyVerb('handover.grant', grantRequest, {
  allow: (unit, input) => requireHandover(unit, input.handoverId, 'outgoing'),
  ask: (_unit, input) => Promise.resolve(succeed({ command: { kind: 'grant', handoverId: input.handoverId } })),
});

export const refuseRequested = custodyVerb('handover.refuse', refuseRequest, {
  allow: (unit, input) => requireHandover(unit, input.handoverId, 'outgoing'),
  ask: (_unit, input) => Promise.resolve(succeed({ command: { kind: 'refuse', handoverId: input.handoverId } })),
});
