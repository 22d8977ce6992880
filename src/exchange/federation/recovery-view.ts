import { succeed } from '#kernel/result.ts';
import type { Role } from '#kernel/role.ts';
import { query } from '#platform/ledger/query.ts';
import { listPeers } from '#rooms/governance/index.ts';
import { nodeStanding } from '#rooms/handover/index.ts';
import { viewRecovery } from './schema.ts';
import { listCopies, listLinks, returnedCounts } from './store.ts';

const everyone: readonly Role[] = ['case_worker', 'supervisor', 'lawyer', 'consular_officer', 'shelter_staff', 'coordinator', 'monitoring_officer', 'administrator'];

/** How this node stands and what its peers have answered and given back: counts alone, no word about a child. */
export const viewRecoveryVerb = query({
  name: 'federation.view-recovery',
  input: viewRecovery.input,
  scope: { roles: everyone, allowsNode: true },
  read: async (unit) => {
    const { peers, ...standing } = await nodeStanding(unit);
    const cards = new Map((await listPeers(unit.transaction)).map((peer) => [peer.nodeId, peer]));
    const links = new Map((await listLinks(unit.transaction)).map((link) => [link.peer, link]));
    const copies = (await listCopies(unit.transaction)).filter(({ incarnation }) => incarnation === standing.incarnation);
    const counts = await returnedCounts(unit.transaction, standing.incarnation);
    return succeed({
      ...standing,
      peers: peers.map(({ nodeId, hasAnswered, isComplete, changedAt }) => {
        const [card, row] = [cards.get(nodeId), copies.find(({ peer }) => peer === nodeId)];
        const answer = isComplete ? ('complete' as const) : hasAnswered ? ('incomplete' as const) : ('asked' as const);
        const { recorded = 0, known = 0, unreadable = 0, operations = 0 } = counts.find(({ peer }) => peer === nodeId) ?? {};
        return {
          nodeId, name: card?.name ?? nodeId, dutyPhone: card?.dutyPhone ?? '', answer, since: changedAt ?? standing.since, lastHeardAt: links.get(nodeId)?.last_heard_at ?? null,
          copies: row ? { recorded, known, unreadable, operations, completedAt: row.completed_at, problem: row.problem && { code: row.problem.code, details: { ...row.problem.details } } } : null,
        };
      }),
    });
  },
});
