import type { NodeServices, Caller } from '#platform/services.ts';
import { transact, nodeScope } from '#platform/db/transact.ts';
import { unitOf } from '#platform/ledger/verb.ts';
import { custodyVerb } from './step.ts';
import { Type } from 'typebox';
import { endpoint } from '#kernel/endpoint.ts';
import type { NodeId } from '#kernel/identifier.ts';
import { refuse, succeed } from '#kernel/result.ts';
import { UuidText } from '#kernel/text-types.ts';
import { findSearchesDue } from '../store/search.ts';
import { open } from './search.ts';
import { factsOfChildren } from './child-facts.ts';
import { findEndedOffer } from './ended-offer.ts';
import { prepareOffer } from './prepare-offer.ts';
import { findExpiredOffers, findOffersToContinue } from '../store/clocks.ts';

const byNode = (path: string) => endpoint({ method: 'POST', path, summary: 'A clock of the node', input: Type.Object({ handoverId: UuidText }), output: Type.Object({}) });

const expire = custodyVerb('handover.expire', byNode('/clock/expire'), {
  roles: [],
  ask: (_unit, input) => Promise.resolve(succeed({ command: { kind: 'withdraw', handoverId: input.handoverId, reason: 'expired' } })),
});

/** Asks the next in order whom an agreement covers and no lock forbids; the others are passed over. Refuses `no-agreement` when that leaves nobody. */
const offerNext = custodyVerb('handover.offer-next', byNode('/clock/next'), {
  roles: [],
  ask: async (unit, { handoverId }) => {
    const ended = await findEndedOffer(unit, handoverId);
    if (!ended) return refuse('handover-not-open', { handoverId });
    const facts = await factsOfChildren(unit, ended.childIds);
    const passOver: NodeId[] = [];
    for (const to of ended.order) {
      const prepared = await prepareOffer(unit, facts, to, ended.terms);
      if (prepared.ok) return succeed({ command: { kind: 'offer-next', handoverId, newHandoverId: unit.newIdentifier(), passOver }, details: { offer: prepared.value } });
      passOver.push(to);
    }
    return refuse('no-agreement', { handoverId });
  },
});

/**
 * Ends this node's own offers whose time is over and asks the next receiver in order (custody/1 section 9). A clock
 * never moves custody: it only ends offers and raises alarms.
 * A search that must be open by now is opened: the loop of a forced event ends only with a new custodian or a search.
 * @returns how many offers ended, how many went on to the next receiver, how many searches were opened
 */
export async function runHandoverClocks(node: NodeServices, caller: Caller): Promise<{ expired: number; continued: number; searches: number }> {
  const look = <T>(work: (unit: ReturnType<typeof unitOf>) => Promise<T>) =>
    transact(node.database, nodeScope(node.clock.now()), (transaction) => work(unitOf(node, transaction, caller)));
  const due = await look(findExpiredOffers);
  for (const handoverId of due) await expire.run(node, caller, { handoverId });
  let continued = 0;
  for (const handoverId of await look(findOffersToContinue)) {
    const answer = await offerNext.run(node, caller, { handoverId });
    if (answer.ok) continued += 1;
  }
  const searches = await look(findSearchesDue);
  for (const { childId, cause } of searches) await open.run(node, caller, { childId, cause });
  return { expired: due.length, continued, searches: searches.length };
}
