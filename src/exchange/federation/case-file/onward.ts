import type { ChildId, NodeId } from '#kernel/identifier.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { findCaseState } from '#rooms/case/index.ts';
import { findAgreement, findAgreementVersion } from '#rooms/governance/index.ts';
import { onwardJudge, type OnwardJudge } from '#rooms/governance/rules.ts';
import { keepSilence, readLinks, saidOfHandover } from '#rooms/handover/index.ts';

/**
 * What of a child's file may go on to a third: what came from others follows the agreements under which it came, the strictest of
 * them. Where that holds back why she must not be found, the silence itself goes along in this node's own word.
 */
export async function onwardOf(unit: UnitOfWork, childId: ChildId, to: NodeId): Promise<OnwardJudge> {
  const { nodeId: self } = unit.node;
  const received = (await readLinks(unit, childId)).filter((link) => link.to === self && link.from !== self);
  if (received.length === 0) return () => null;
  const rules = [];
  for (const { from, handoverId } of received) {
    const terms = handoverId === null ? null : (await saidOfHandover(unit, handoverId))?.terms;
    const agreement = terms ? await findAgreementVersion(unit, terms.agreementId, terms.agreementVersion) : await findAgreement(unit, from, 'custody_transfer');
    rules.push({ from, onwardSharing: agreement?.terms.onwardSharing ?? ('with_consent' as const) });
  }
  const state = await findCaseState(unit, childId);
  const judge = onwardJudge({ self, to, received: rules, hasConsent: state?.ok === true && state.value.consents.get('sharing')?.answer === 'granted' });
  await keepSilence(unit, childId);
  return judge;
}
