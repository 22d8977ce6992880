import { Type, type Static } from 'typebox';
import { Check } from 'typebox/value';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { canonicalJson, sha256Of, verifyJson, type Vault } from '#platform/vault/index.ts';
import { signingKeyOf, type FindSigner } from './signers.ts';
import { ChildIdText, closed, Code, Epoch, Group, Hash, Incarnation, InstantText, NodeIdText, orNull, Reference, UuidText } from './words.ts';

const HandoverMode = Type.Enum(['push', 'pull', 'forced']);

/** One link of a child's custody chain (custody/1 section 3). No name, no place, no reason. */
const blockSchema = Type.Object(
  {
    typ: Type.Literal('custody-block/1'),
    kind: Type.Enum(['genesis', 'handover', 'close', 'merge']),
    cid: ChildIdText,
    epoch: Epoch,
    prevHash: orNull(Hash),
    hid: orNull(UuidText),
    group: Group,
    from: NodeIdText,
    fromInc: Incarnation,
    to: NodeIdText,
    toInc: Incarnation,
    mode: orNull(HandoverMode),
    agreement: orNull(Reference),
    purpose: orNull(Code),
    committedAt: InstantText,
    /** SHA-256 of the receiver's signed acceptance. */
    acceptHash: orNull(Hash),
    /** Of a merge: the child under whom this identity goes on. */
    into: orNull(ChildIdText),
  },
  closed,
);
export type CustodyBlock = Static<typeof blockSchema>;

/** The receiver's binding word (R5): it makes the released child its own before it hears of the release. */
const acceptanceSchema = Type.Object(
  {
    typ: Type.Literal('custody-acceptance/1'),
    acceptId: UuidText,
    hid: UuidText,
    from: NodeIdText,
    to: NodeIdText,
    mode: HandoverMode,
    /** Of a pull the epochs are 0: the custodian assigns them. */
    group: Group,
    acceptedAt: InstantText,
  },
  closed,
);
export type Acceptance = Static<typeof acceptanceSchema>;

/** A block as it is kept and sent: signed by who released, and for a handover by who accepted. */
export interface SignedBlock {
  readonly release: string;
  readonly acceptance: string | null;
}
export interface VerifiedBlock {
  readonly block: CustodyBlock;
  readonly hash: string;
}

export const hashOfBlock = (block: CustodyBlock): string => sha256Of(canonicalJson(block));

/** Signs a block as its releaser. Throws when it is not one that a peer would take. */
export async function signBlock(vault: Vault, block: CustodyBlock): Promise<{ readonly release: string; readonly hash: string }> {
  if (!Check(blockSchema, block) || !isWellFormed(block) || block.from !== vault.nodeId) throw new Error(`not a ${block.kind} block of this node`);
  return { release: await vault.sign('custody-block', block), hash: hashOfBlock(block) };
}

export const signAcceptance = (vault: Vault, acceptance: Omit<Acceptance, 'typ' | 'to'>): Promise<string> =>
  vault.sign('custody-acceptance', { typ: 'custody-acceptance/1', to: vault.nodeId, ...acceptance } satisfies Acceptance);

/** Reads and proves an acceptance against the key that its signer had when it accepted. */
export async function verifyAcceptance(text: string, findSigner: FindSigner): Promise<Result<Acceptance>> {
  const verified = await verifyJson('custody-acceptance', text, (kid, claimed) =>
    Check(acceptanceSchema, claimed) ? signingKeyOf(findSigner, claimed.to, kid, claimed.acceptedAt) : malformed('acceptance'),
  );
  return verified.ok ? succeed(verified.value.payload as Acceptance) : verified;
}

/**
 * Proves one block by itself: its form, the releaser's signature with the key of that time, and for a handover the
 * receiver's acceptance of this very child, epoch and group. Refuses with `message-malformed` and the reason `block`,
 * `acceptance` or `acceptance-other`, `unknown-sender`, or `signature-invalid`.
 */
export async function verifyBlock({ release, acceptance }: SignedBlock, findSigner: FindSigner): Promise<Result<VerifiedBlock>> {
  const verified = await verifyJson('custody-block', release, (kid, claimed) => {
    if (!Check(blockSchema, claimed) || !isWellFormed(claimed)) return malformed('block');
    return signingKeyOf(findSigner, claimed.from, kid, claimed.committedAt);
  });
  if (!verified.ok) return verified;
  const block = verified.value.payload as CustodyBlock;
  const hash = hashOfBlock(block);
  if (block.kind !== 'handover') return acceptance === null ? succeed({ block, hash }) : malformed('acceptance-other');
  if (acceptance === null || sha256Of(acceptance) !== block.acceptHash) return malformed('acceptance-other');
  const accepted = await verifyAcceptance(acceptance, findSigner);
  if (!accepted.ok) return accepted;
  return isAcceptanceOf(accepted.value, block) ? succeed({ block, hash }) : malformed('acceptance-other');
}

/** Epoch and group belong to each kind in one way only, so that two readers cannot take a block for two things. */
function isWellFormed(block: CustodyBlock): boolean {
  const isInGroup = block.group.some(({ cid, epoch }) => cid === block.cid && epoch === block.epoch);
  const areDifferent = new Set(block.group.map(({ cid }) => cid)).size === block.group.length;
  const isFirst = block.epoch === 0;
  if (!isInGroup || !areDifferent || isFirst !== (block.prevHash === null) || isFirst !== (block.kind === 'genesis')) return false;
  const terms = [block.hid, block.mode, block.agreement, block.purpose, block.acceptHash];
  if (block.kind === 'handover') return block.from !== block.to && block.into === null && terms.every((term) => term !== null);
  const isMerged = block.kind === 'merge';
  return block.from === block.to && block.group.length === 1 && terms.every((term) => term === null) && isMerged === (block.into !== null) && block.into !== block.cid;
}

function isAcceptanceOf(acceptance: Acceptance, block: CustodyBlock): boolean {
  const { hid, from, to, mode } = block;
  const isSameHandover = acceptance.hid === hid && acceptance.from === from && acceptance.to === to && acceptance.mode === mode;
  const accepted = new Map(acceptance.group.map(({ cid, epoch }) => [cid, epoch]));
  const isSameGroup = acceptance.group.length === block.group.length && block.group.every(({ cid, epoch }) => accepted.get(cid) === (mode === 'pull' ? 0 : epoch));
  return isSameHandover && isSameGroup;
}

const malformed = (reason: string) => refuse('message-malformed', { reason });
