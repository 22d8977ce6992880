import type { ChildId, NodeId } from '#kernel/identifier.ts';
import { refuse, succeed, valueOf, type Result } from '#kernel/result.ts';
import { operationsOf } from '#platform/ledger/operations.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { keyInUse, verifyNodeCard } from '#platform/vault/index.ts';
import { findOwnCard } from '#rooms/governance/index.ts';
import { readLinks } from '#rooms/handover/index.ts';
import type { MessageOf } from '#rooms/handover/rules.ts';
import type { ChainLink } from '#rooms/handover/schema.ts';
import { travelling, type CaseFile } from '../case-file/content.ts';
import { inlineCaseFileLimit, sealCaseFile, verifyBlock, type BodyOf } from '../envelope/index.ts';
import { signersOf } from '../signers.ts';
import { ensureGenesis } from './blocks.ts';
import { linkOf } from './sync.ts';

/**
 * Asks a peer to hold a child's registration too (R12): the signed genesis, and what was recorded at her reception, sealed to
 * this node itself. The witness can read nothing of it; after a loss it gives it back.
 */
export async function beaconBody(unit: UnitOfWork, { childId, incarnation }: MessageOf<'BEACON'>): Promise<BodyOf<'BEACON'>> {
  const genesis = await ensureGenesis(unit, childId, incarnation);
  return { cid: childId, genesis: genesis.release, intake: await sealedIntake(unit, childId, genesis.blockHash) };
}

async function sealedIntake(unit: UnitOfWork, childId: ChildId, blockHash: string): Promise<string | null> {
  const { vault, nodeId } = unit.node;
  const [card, recorded] = [await findOwnCard(unit.transaction), await operationsOf(unit.node, unit.transaction, childId)];
  if (card === null || !recorded.ok) return null;
  const file: CaseFile = { v: 1, operations: travelling(recorded.value), files: [], withheld: null };
  const sealed = await sealCaseFile(vault, keyInUse(valueOf(await verifyNodeCard(card)).sealing, unit.now), { to: nodeId, cid: childId, blockHash }, file);
  return sealed.length <= inlineCaseFileLimit ? sealed : null;
}

/** The signed word that this node holds the genesis of another node's child. */
export async function witnessBody(unit: UnitOfWork, { childId }: MessageOf<'WITNESS'>): Promise<BodyOf<'WITNESS'>> {
  const genesis = (await readLinks(unit, childId)).find(({ epoch }) => epoch === 0);
  const witness = { typ: 'custody-witness/1', from: unit.node.nodeId, cid: childId, genesis: genesis?.blockHash ?? null };
  return { cid: childId, witness: await unit.node.vault.sign('custody-witness', witness) };
}

/** The genesis in a BEACON, proven to be its sender's. Refuses as `verifyBlock`, or `message-malformed`, reason `genesis`. */
export async function genesisOfBeacon(unit: UnitOfWork, from: NodeId, { cid, genesis }: BodyOf<'BEACON'>): Promise<Result<ChainLink>> {
  const verified = await verifyBlock({ release: genesis, acceptance: null }, signersOf(unit));
  if (!verified.ok) return verified;
  const { block } = verified.value;
  if (block.kind !== 'genesis' || block.cid !== cid || block.from !== from) return refuse('message-malformed', { reason: 'genesis' });
  return succeed(linkOf(cid, verified.value, genesis, null));
}
