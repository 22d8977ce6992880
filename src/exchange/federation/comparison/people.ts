import type { ChildId } from '#kernel/identifier.ts';
import type { UnitOfWork } from '#platform/services.ts';
import type { TrustedPeer } from '#rooms/governance/index.ts';
import { consularLock, whyWithheld } from '#rooms/governance/rules.ts';
import type { Agreement } from '#rooms/governance/schema.ts';
import { factsOfChildren, findCustody, tellable } from '#rooms/handover/index.ts';
import { summariesAfter } from '#rooms/person/index.ts';
import { toSearchRecord } from '#rooms/person/rules.ts';
import { comparison } from '#rooms/tracing/index.ts';
import { privately } from '#rooms/tracing/rules.ts';
import type { ComparisonKind } from '#rooms/tracing/schema.ts';
import { logLook } from '#platform/ledger/access-log.ts';
import type { FederationParts } from '../ports.ts';
import { inNodeTransaction } from '../signers.ts';

const pageOfChildren = 200;

/**
 * The children who may be compared with a peer: this node answers for them, they consent to being looked for, nothing hides their way from
 * that agency, no lock of the law keeps them from it, and the agreement covers them. All others take no part, not even unseen.
 */
export async function comparablePeople(parts: FederationParts, peer: TrustedPeer, agreement: Agreement, kind: ComparisonKind): Promise<comparison.ComparedPerson[]> {
  const people: comparison.ComparedPerson[] = [];
  for (let after: ChildId | null = null; ;) {
    const page: { found: comparison.ComparedPerson[]; last: ChildId | null } = await inNodeTransaction(parts, async (unit) => {
      const summaries = await summariesAfter(unit, after, pageOfChildren);
      const may = await permittedAmong(unit, peer, agreement, kind, summaries.map(({ childId }) => childId));
      const found = summaries.filter(({ childId }) => may.has(childId)).map(({ childId, values }) => ({ childId, requestId: null, record: toSearchRecord(values, childId) }));
      if (found.length > 0) await logLook(unit.transaction, unit.caller, { child_id: null, shown: found.map(({ childId }) => childId), asked: null }, 'tracing.compare-privately', unit.now);
      return { found, last: summaries.length < pageOfChildren ? null : summaries.at(-1)!.childId };
    });
    people.push(...page.found);
    if (page.last === null) return people;
    after = page.last;
  }
}

async function permittedAmong(unit: UnitOfWork, peer: TrustedPeer, { terms }: Agreement, kind: ComparisonKind, childIds: readonly ChildId[]): Promise<Set<ChildId>> {
  const consenting = [...(await comparison.consentingToTracing(unit, childIds))];
  const permitted = new Set<ChildId>();
  for (const { childId, category, lock } of await factsOfChildren(unit, consenting)) {
    const flow = { purpose: 'family_tracing', from: unit.node.nodeId, to: peer.nodeId, receiver: peer.bodyKind, category, country: unit.node.settings.country, moment: 'offer' } as const;
    if (whyWithheld(terms, flow, privately.comparisonFields[kind]) !== null || !consularLock(lock, peer).ok) continue;
    const custody = await findCustody(unit, childId);
    if (custody?.status === 'hold' && (await tellable(unit, childId, peer.nodeId)) === 'all') permitted.add(childId);
  }
  return permitted;
}
