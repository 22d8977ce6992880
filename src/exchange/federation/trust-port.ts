import { exportMembership, listActivePeers, takeMembership } from '#rooms/governance/index.ts';
import type { DueMessage, MessagePort } from './ports.ts';
import { listLinks } from './store.ts';
import { receptionOf } from './reception.ts';

/**
 * The trust lists of the countries, passed on from node to node: every peer is owed every line that is known here, whoever brought
 * it, and once more when it has come back from a backup. Each line carries its own proof, so nobody on the way has to be believed.
 */
export const trustPort: MessagePort = {
  types: ['TRUST'],
  async dueMessages(unit, childIds) {
    if (childIds !== undefined) return [];
    const lines = await exportMembership(unit);
    const links = new Map((await listLinks(unit.transaction)).map(({ peer, incarnation }) => [peer, incarnation]));
    const peers = await listActivePeers(unit.transaction);
    return peers.flatMap(({ nodeId }) => lines.map((line): DueMessage => ({
      key: `TRUST ${line.entry.country} ${line.seq} ${links.get(nodeId) ?? 0}`, resentUntil: 'receipt', to: nodeId, typ: 'TRUST', body: line, childIds: [],
    })));
  },
  receive: async (unit, { envelope }) => {
    if (envelope.typ !== 'TRUST') throw new Error(`not a line of a trust list: ${envelope.typ}`);
    const taken = await takeMembership(unit, envelope.body as Parameters<typeof takeMembership>[1]);
    return receptionOf(taken);
  },
};
