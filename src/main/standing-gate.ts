import type { NodeServices } from '#platform/services.ts';
import { findLeaving } from '#rooms/governance/index.ts';
import { nodeMode } from '#rooms/handover/index.ts';
import { whyNotWhileLeaving } from '#rooms/handover/rules.ts';

/**
 * What no worker may do as the node stands (custody/1 section 7): on a machine that a newer one has replaced nothing but to look
 * and to mind one's own account, for nobody else will ever see what is written there; on a restored node no file is closed until
 * all peers have answered, for its child may be in another agency's care by now; a node that leaves the network takes on nobody new.
 */
export const whyNotNow: NodeServices['whyNotNow'] = async (unit, verb) => {
  const departure = whyNotWhileLeaving(await findLeaving(unit.transaction), verb);
  if (departure) return { code: 'state-changed', details: { reason: departure } };
  const mode = await nodeMode(unit);
  if (mode === 'superseded' && !verb.startsWith('access.')) return { code: 'superseded', details: {} };
  return mode === 'recovering' && verb === 'case.close-file' ? { code: 'recovering', details: {} } : null;
};
