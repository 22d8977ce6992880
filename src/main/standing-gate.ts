import type { NodeServices } from '#platform/services.ts';
import { nodeMode } from '#rooms/handover/index.ts';

/**
 * What no worker may do as the node stands (custody/1 section 7): on a machine that a newer one has replaced nothing but to look
 * and to mind one's own account, for nobody else will ever see what is written there; on a restored node no file is closed until
 * all peers have answered, for its child may be in another agency's care by now.
 */
export const whyNotNow: NodeServices['whyNotNow'] = async (unit, verb) => {
  const mode = await nodeMode(unit);
  if (mode === 'superseded' && !verb.startsWith('access.')) return { code: 'superseded', details: {} };
  return mode === 'recovering' && verb === 'case.close-file' ? { code: 'recovering', details: {} } : null;
};
