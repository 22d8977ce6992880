import type { NodeId } from '#kernel/identifier.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { mayAppoint } from '../rules/roots.ts';
import { findMember, findRoot } from '../store/membership.ts';
import { findPeer } from '../store.ts';

/** Whether a node acts for the root of a country, as this node knows both: it may say who follows a node of that country that is lost. */
export async function actsForRoot({ transaction, node }: UnitOfWork, nodeId: NodeId, country: string): Promise<boolean> {
  const known = nodeId === node.nodeId ? { country: node.settings.country } : await findPeer(transaction, nodeId);
  if (!known) return false;
  const isListed = (await findRoot(transaction, country)) !== null;
  const member = isListed ? await findMember(transaction, nodeId) : null;
  const { country: home, bodyKind } = known as { country: string; bodyKind?: NonNullable<Awaited<ReturnType<typeof findPeer>>>['bodyKind'] };
  return mayAppoint({ country: home, ...(bodyKind === undefined ? {} : { bodyKind }), coordinates: isListed ? member?.status === 'active' && member.country === country && member.roles.includes('coordinator') : null }, { country });
}
