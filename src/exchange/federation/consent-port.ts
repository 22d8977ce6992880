import type { ChildId } from '#kernel/identifier.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { takeWithdrawal, withdrawals } from '#rooms/case/index.ts';
import { neighboursOf, referredTo, takeReferralConsent } from '#rooms/handover/index.ts';
import type { DueMessage, MessagePort, Reception } from './ports.ts';

/**
 * Consent that was withdrawn reaches every agency that has had the child (custody/1 section 11): each tells those from whom it had
 * her and to whom it gave her, who tell theirs, and those to whom it referred her for a service. So it goes the way she went, also
 * where nobody may know of more than the next stop.
 */
export const consentPort: MessagePort = {
  types: ['CONSENT'],
  async dueMessages(unit: UnitOfWork, childIds?: readonly ChildId[]) {
    const known = await withdrawals(unit, childIds);
    const children = [...new Set(known.map(({ child_id: childId }) => childId))];
    const [neighbours, services] = [await neighboursOf(unit, children), await referredTo(unit, children)];
    return known.flatMap(({ operation_id: operationId, child_id: cid, purposes, at, told_by: toldBy }): DueMessage[] =>
      [...new Set([...(neighbours.get(cid) ?? []), ...(services.get(cid) ?? [])])].filter((node) => node !== toldBy).map((to) => ({
        key: `CONSENT ${operationId}`, resentUntil: 'receipt', to, typ: 'CONSENT', body: { cid, change: 'withdrawn', purposes, at }, childIds: [cid],
      })));
  },
  /** Only who gave her to this node, had her from it, or referred her here speaks of her consent. */
  async receive(unit, { envelope }): Promise<Reception> {
    if (envelope.typ !== 'CONSENT') throw new Error(`not about consent: ${envelope.typ}`);
    const { body: { cid, purposes, at }, from: toldBy } = envelope;
    const isNeighbour = (await neighboursOf(unit, [cid])).get(cid)?.includes(toldBy) ?? false;
    const inFile = isNeighbour ? await takeWithdrawal(unit, { childId: cid, purposes, at, toldBy }) : null;
    const inReferrals = await takeReferralConsent(unit, cid, { purposes, at, toldBy });
    if (inFile === null && inReferrals === null) return { outcome: 'parked', problem: { code: 'not-found', details: { what: isNeighbour ? 'file' : 'handover' } } };
    return { outcome: 'applied', recorded: [...(inFile ?? []), ...(inReferrals ?? [])], answers: [], taken: [] };
  },
};
