import type { ChildId } from '#kernel/identifier.ts';
import { valueOf } from '#kernel/result.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { sha256Of } from '#platform/vault/index.ts';
import { record } from '#platform/ledger/record.ts';
import { findCustody, nodeStanding, owedMessages, readLinks, recordLinks, saidOfHandover, unsignedBlocks, type SaidOfHandover } from '#rooms/handover/index.ts';
import type { BlockSigned, ChainLink } from '#rooms/handover/schema.ts';
import { signBlock, verifyAcceptance, type CustodyBlock, type VerifiedBlock } from '../envelope/index.ts';
import { signersOf } from '../signers.ts';
import { linkOf } from './sync.ts';

interface Release {
  readonly said: SaidOfHandover;
  readonly group: readonly { readonly childId: ChildId; readonly epoch: number }[];
  readonly incarnations: { readonly ours: number; readonly theirs: number };
}

/**
 * The signed links of the chain for children whom this node has released: made once, put on record in the file of each
 * child, and read from there ever after. The first release also signs the child's registration, if she was registered here.
 */
export async function ensureBlocks(unit: UnitOfWork, { said, group, incarnations }: Release): Promise<ChainLink[]> {
  const made: ChainLink[] = [];
  for (const { childId, epoch } of group) {
    const known = new Map((await readLinks(unit, childId)).map((link) => [link.epoch, link]));
    const release = known.get(epoch);
    if (release) {
      made.push(release);
      continue;
    }
    const fresh: ChainLink[] = [];
    if (epoch === 1 && !known.has(0)) fresh.push(await genesisOf(unit, childId, incarnations.ours));
    const previousHash = known.get(epoch - 1)?.blockHash ?? fresh[0]?.blockHash;
    if (previousHash === undefined) throw new Error(`the chain of a child lacks link ${epoch - 1}`);
    fresh.push(await releaseOf(unit, childId, epoch, { said, group, incarnations }, previousHash));
    await recordLinks(unit, fresh);
    made.push(fresh.at(-1)!);
  }
  return made;
}

/**
 * Signs every release that is under way and not signed yet. Before a peer in recovery is told of a release: were both sides set back
 * behind it, the link that nobody had signed could never be made again, and the child could not be taken.
 */
export async function signReleases(unit: UnitOfWork): Promise<void> {
  const { entries } = await owedMessages(unit, { scope: 'whole' });
  for (const { message } of entries) {
    if (message.type !== 'COMMIT') continue;
    const said = await saidOfHandover(unit, message.handoverId);
    if (!said?.acceptance) continue;
    const isLinked = await Promise.all(message.group.map(async ({ childId, epoch }) => epoch === 1 || (await readLinks(unit, childId)).some((link) => link.epoch === epoch - 1)));
    if (isLinked.every(Boolean)) await ensureBlocks(unit, { said, group: message.group, incarnations: { ours: message.incarnation, theirs: message.addresseeIncarnation } });
  }
}

/** The signed registration of a child of this node: made once, when the first witness is asked or she is first released. */
export async function ensureGenesis(unit: UnitOfWork, childId: ChildId, incarnation: number): Promise<ChainLink> {
  const known = (await readLinks(unit, childId)).find(({ epoch }) => epoch === 0);
  if (known) return known;
  const genesis = await genesisOf(unit, childId, incarnation);
  await recordLinks(unit, [genesis]);
  return genesis;
}

/**
 * Signs the last words that this node owes the chains of its own children (a merge into another file, a closing): derived
 * from saved state, so a crash in between loses none. A chain of which only a pointer is known here cannot be continued.
 */
export async function signLastBlocks(unit: UnitOfWork, childIds?: readonly ChildId[]): Promise<void> {
  for (const { operation_id: operationId, child_id: childId, kind, epoch, into_child_id: into, at } of await unsignedBlocks(unit, childIds)) {
    const { incarnation } = await nodeStanding(unit);
    const previous = epoch === 1 ? await ensureGenesis(unit, childId, incarnation) : (await readLinks(unit, childId)).find((link) => link.epoch === epoch - 1);
    if (!previous) continue;
    const self = unit.node.nodeId;
    const { release, hash } = await signBlock(unit.node.vault, {
      typ: 'custody-block/1', kind, cid: childId, epoch, prevHash: previous.blockHash, group: [{ cid: childId, epoch }], ...noTerms, into, from: self, fromInc: incarnation, to: self, toInc: incarnation, committedAt: at,
    });
    await record(unit, [{ kind: 'handover.block-signed', childId, body: { operationId, blockHash: hash, release } satisfies BlockSigned }]);
  }
}

const noTerms = { hid: null, mode: null, agreement: null, purpose: null, acceptHash: null, into: null } as const;

async function genesisOf(unit: UnitOfWork, childId: ChildId, incarnation: number): Promise<ChainLink> {
  const self = unit.node.nodeId;
  const block: CustodyBlock = {
    typ: 'custody-block/1', kind: 'genesis', cid: childId, epoch: 0, prevHash: null, group: [{ cid: childId, epoch: 0 }], ...noTerms,
    from: self, fromInc: incarnation, to: self, toInc: incarnation, committedAt: unit.now,
  };
  const { release, hash } = await signBlock(unit.node.vault, block);
  return { childId, epoch: 0, from: self, to: self, handoverId: null, committedAt: unit.now, blockHash: hash, release, acceptance: null };
}

async function releaseOf(unit: UnitOfWork, childId: ChildId, epoch: number, { said, group, incarnations }: Release, previousHash: string): Promise<ChainLink> {
  const self = unit.node.nodeId;
  const committedAt = (await findCustody(unit, childId))?.since ?? unit.now;
  if (said.acceptance === null) throw new Error('a release without the acceptance of its receiver');
  // after a restore only the receiver's word still says whether it had asked for the child or was asked
  const { mode } = valueOf(await verifyAcceptance(said.acceptance, signersOf(unit)));
  const block: CustodyBlock = {
    typ: 'custody-block/1', kind: 'handover', cid: childId, epoch, prevHash: previousHash, hid: said.handoverId,
    group: group.map((member) => ({ cid: member.childId, epoch: member.epoch })), from: self, fromInc: incarnations.ours, to: said.peer, toInc: incarnations.theirs,
    mode, agreement: said.terms?.agreementId ?? 'request', purpose: said.terms?.purpose ?? 'custody_transfer', committedAt, acceptHash: sha256Of(said.acceptance), into: null,
  };
  const { release, hash } = await signBlock(unit.node.vault, block);
  return { childId, epoch, from: self, to: said.peer, handoverId: said.handoverId, committedAt, blockHash: hash, release, acceptance: said.acceptance };
}

/** Proven blocks of a COMMIT or TRACK as links for the file. */
export const linksOfMembers = (members: readonly { readonly release: string | null }[], blocks: readonly VerifiedBlock[], acceptance: string | null): ChainLink[] =>
  blocks.map((proven, index) => linkOf(proven.block.cid, proven, members[index]!.release!, acceptance));
