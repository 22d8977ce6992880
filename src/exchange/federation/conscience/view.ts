import { agencyWideRoles } from '#kernel/role.ts';
import { succeed } from '#kernel/result.ts';
import { query } from '#platform/ledger/query.ts';
import { listPeers } from '#rooms/governance/index.ts';
import { viewConscience } from '../schema.ts';
import { listLooks, openFindings } from '../store.ts';
import { conscienceKinds } from '../rules/conscience.ts';

/** What was found, the gravest first, and who could be asked. */
export const viewConscienceVerb = query({
  name: 'federation.view-conscience',
  input: viewConscience.input,
  scope: { roles: agencyWideRoles, allowsNode: true },
  read: async (unit) => {
    const peers = await listPeers(unit.transaction);
    const looks = new Map((await listLooks(unit.transaction)).map((look) => [look.peer, look]));
    const alarms = (await openFindings(unit.transaction)).map(({ kind, child_id: childId, peer, first_seen_at: since, last_seen_at: lastSeenAt }) => {
      const known = peers.find(({ nodeId }) => nodeId === peer);
      return { kind, childId, since, lastSeenAt, peer: known ? { nodeId: peer, name: known.name, dutyPhone: known.dutyPhone } : null };
    });
    return succeed({
      lookedAt: looks.get(unit.node.nodeId)?.looked_at ?? null,
      alarms: alarms.sort((one, other) => conscienceKinds.indexOf(one.kind) - conscienceKinds.indexOf(other.kind)),
      peers: peers.filter(({ status }) => status === 'active').map(({ nodeId, name, dutyPhone }) => {
        const look = looks.get(nodeId);
        return { nodeId, name, dutyPhone, lookedAt: look?.looked_at ?? null, answeredAt: look?.answered_at ?? null, children: look?.children ?? 0 };
      }),
    });
  },
  shows: ({ alarms }) => alarms.map(({ childId }) => childId),
});
