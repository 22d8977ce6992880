import { returnNeeds, type ReturnAct, type ReturnNeed } from '../schema/return.ts';

const returnReasons: readonly string[] = ['assisted_return', 'court_ordered_return'];

interface Wanted {
  readonly purpose: string | null;
  readonly reason: string | null;
  readonly from: string;
  readonly to: string;
}

/** Whether a handover takes a child back across a border: then consulate, sender and receiver act together. */
export const isCrossBorderReturn = ({ purpose, reason, from, to }: Wanted): boolean =>
  from !== to && (purpose === 'assisted_return' || (reason !== null && returnReasons.includes(reason)));

/**
 * How sure it is that each is demanded. Consular notification without delay: Vienna Convention on Consular Relations, articles 36 and 37
 * (known, text not read here). Travel document and consular interview: described for Guatemala's and Honduras' consulates by secondary
 * sources; the hours and points of the 2006 memorandum could not be read. That the authority of origin is told: the same.
 */
export const needCertainty: Readonly<Record<ReturnNeed, 'memory' | 'secondary'>> = { identity: 'secondary', travel_document: 'secondary', authority_notified: 'memory' };

/** What is missing before the child may leave: a named consulate, unless nothing is left for it to say, and each need confirmed or its reason given. */
export function missingOf(hasConsulate: boolean, acts: readonly Pick<ReturnAct, 'what' | 'kind'>[]): ('consulate' | ReturnNeed)[] {
  const open = returnNeeds.filter((need) => !acts.some(({ what }) => what === need));
  const isAllWaived = acts.length > 0 && open.length === 0 && acts.every(({ kind }) => kind === 'waived');
  return [...(hasConsulate || isAllWaived ? [] : ['consulate' as const]), ...open];
}
