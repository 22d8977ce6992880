import { Type, type Static } from 'typebox';
import { ChildIdText, closed, Code, Epoch, Group, Hash, Incarnation, InstantText, NodeIdText, orNull, Reference, UuidText } from './words.ts';

/* The form of the chain, free of any cryptography: the same for a node and for an outsider who checks a proof. */

const HandoverMode = Type.Enum(['push', 'pull', 'forced', 'succession']);

/** One link of a child's custody chain (custody/1 section 3). No name, no place, no reason. */
export const blockSchema = Type.Object(
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
export const acceptanceSchema = Type.Object(
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

/** Epoch and group belong to each kind in one way only, so that two readers cannot take a block for two things. */
export function isWellFormed(block: CustodyBlock): boolean {
  const isInGroup = block.group.some(({ cid, epoch }) => cid === block.cid && epoch === block.epoch);
  const areDifferent = new Set(block.group.map(({ cid }) => cid)).size === block.group.length;
  const isFirst = block.epoch === 0;
  if (!isInGroup || !areDifferent || isFirst !== (block.prevHash === null) || isFirst !== (block.kind === 'genesis')) return false;
  const terms = [block.hid, block.mode, block.agreement, block.purpose, block.acceptHash];
  if (block.kind === 'handover') return block.from !== block.to && block.into === null && terms.every((term) => term !== null);
  const isMerged = block.kind === 'merge';
  return block.from === block.to && block.group.length === 1 && terms.every((term) => term === null) && isMerged === (block.into !== null) && block.into !== block.cid;
}

export function isAcceptanceOf(acceptance: Acceptance, block: CustodyBlock): boolean {
  const { hid, from, to, mode } = block;
  const isSameHandover = acceptance.hid === hid && acceptance.from === from && acceptance.to === to && acceptance.mode === mode;
  const accepted = new Map(acceptance.group.map(({ cid, epoch }) => [cid, epoch]));
  const isSameGroup = acceptance.group.length === block.group.length && block.group.every(({ cid, epoch }) => accepted.get(cid) === (mode === 'pull' ? 0 : epoch));
  return isSameHandover && isSameGroup;
}

/** Why a block cannot stand at this place after the one before it, by the code of the refusal; nothing when it can. */
export function breakBetween(previous: { readonly block: CustodyBlock; readonly hash: string } | undefined, block: CustodyBlock, epoch: number): string | undefined {
  if (block.epoch !== epoch) return 'chain-epoch';
  if (!previous) return undefined;
  if (block.cid !== previous.block.cid) return 'chain-child';
  if (block.prevHash !== previous.hash) return 'chain-hash';
  // whoever follows a lost node was appointed by the root of its country: the lost node itself could sign nothing any more
  if (block.from !== previous.block.to && block.mode !== 'succession') return 'chain-custodian';
  return previous.block.kind === 'merge' ? 'chain-ended' : undefined;
}

/** What the receiver signs, with its ACK, over the blocks of the children whom it took. */
export const countersigned = (hid: string, blockHashes: readonly string[]) => ({ typ: 'custody-countersignature/1', hid, blocks: [...blockHashes].sort() });
