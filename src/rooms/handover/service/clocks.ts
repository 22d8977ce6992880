import type { NodeServices, Caller } from '#platform/services.ts';
import { transact, nodeScope } from '#platform/db/transact.ts';
import { unitOf } from '#platform/ledger/verb.ts';
import { custodyVerb } from './step.ts';
import { Type } from 'typebox';
import { endpoint } from '#kernel/endpoint.ts';
import type { Uuid } from '#kernel/identifier.ts';
import { succeed } from '#kernel/result.ts';
import { UuidText } from '#kernel/text-types.ts';
import { nextReceiver } from '../rules.ts';
import { loadCustody } from '../store/load.ts';
import { findExpiredOffers, findOffersToContinue } from '../store/clocks.ts';

const byNode = (path: string) => endpoint({ method: 'POST', path, summary: 'A clock of the node', input: Type.Object({ handoverId: UuidText }), output: Type.Object({}) });

const expire = custodyVerb('handover.expire', byNode('/clock/expire'), {
  roles: [],
  ask: (_unit, input) => Promise.resolve(succeed({ command: { kind: 'withdraw', handoverId: input.handoverId, reason: 'expired' } })),
});

const offerNext = custodyVerb('handover.offer-next', byNode('/clock/next'), {
  roles: [],
  ask: (unit, input) => Promise.resolve(succeed({ command: { kind: 'offer-next', handoverId: input.handoverId, newHandoverId: unit.newIdentifier() } })),
});

/**
 * Ends this node's own offers whose time is over and asks the next receiver in order (custody/1 section 9). A clock
 * never moves custody: it only ends offers and raises alarms.
 * @returns how many offers ended and how many went on to the next receiver
 */
export async function runHandoverClocks(node: NodeServices, caller: Caller): Promise<{ expired: number; continued: number }> {
  const look = <T>(work: (unit: ReturnType<typeof unitOf>) => Promise<T>) =>
    transact(node.database, nodeScope(node.clock.now()), (transaction) => work(unitOf(node, transaction, caller)));
  const due = await look(findExpiredOffers);
  for (const handoverId of due) await expire.run(node, caller, { handoverId });
  const ended = await look(findOffersToContinue);
  let continued = 0;
  for (const handoverId of ended) if (await look((unit) => hasNext(unit, handoverId))) {
    const answer = await offerNext.run(node, caller, { handoverId });
    if (answer.ok) continued += 1;
  }
  return { expired: due.length, continued };
}

async function hasNext(unit: ReturnType<typeof unitOf>, handoverId: Uuid): Promise<boolean> {
  const state = await loadCustody(unit, { scope: 'slice', childIds: [], handoverIds: [handoverId] });
  const ended = state.outgoing[handoverId];
  return ended !== undefined && nextReceiver(state, ended) !== null;
}
