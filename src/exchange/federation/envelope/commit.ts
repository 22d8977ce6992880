import type { ChildId } from '#kernel/identifier.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { claimedIn, verifyDetached, type Vault } from '#platform/vault/index.ts';
import type { Instant } from '#kernel/instant.ts';
import { countersigned } from './block-form.ts';
import { hashOfBlock, verifyBlock, type CustodyBlock, type VerifiedBlock } from './block.ts';
import type { Envelope } from './schema.ts';
import { signingKeyOf, type FindSigner } from './signers.ts';

/**
 * Proves what a COMMIT carries: a well-signed block for every child of the group, released by the sender to us in this
 * handover, with our own acceptance (R19). Refuses with what `verifyBlock` refuses, or `message-malformed` and the
 * reason `commit-other` when a block is of another child, epoch, handover or node, or the group is not complete.
 * @returns the blocks in the order of the members
 */
export async function verifyCommit({ from, to, hid, body }: Envelope<'COMMIT'>, findSigner: FindSigner): Promise<Result<VerifiedBlock[]>> {
  const verified: VerifiedBlock[] = [];
  for (const { cid, epoch, release } of body.members) {
    const one = await verifyBlock({ release, acceptance: body.acceptance }, findSigner);
    if (!one.ok) return one;
    const { block } = one.value;
    const isOfThis = block.cid === cid && block.epoch === epoch && block.hid === hid && block.from === from && block.to === to;
    const isWholeGroup = block.group.length === body.members.length && block.group.every((member) => body.members.some((other) => other.cid === member.cid && other.epoch === member.epoch));
    if (!isOfThis || !isWholeGroup) return refuse('message-malformed', { reason: 'commit-other' });
    verified.push(one.value);
  }
  return succeed(verified);
}

/**
 * Proves what a TRACK claims: every child of the group was released to its sender in this handover, which it had accepted. Else any
 * member could draw the pointers of a child to itself. Refuses what `verifyBlock` refuses, or `message-malformed`, reason `track-other`.
 * @returns the blocks in the order of the members
 */
export async function verifyTrack({ from, hid, body }: Envelope<'TRACK'>, findSigner: FindSigner): Promise<Result<VerifiedBlock[]>> {
  const verified: VerifiedBlock[] = [];
  for (const { cid, epoch, release } of body.members) {
    if (release === null) return refuse('message-malformed', { reason: 'track-other' });
    const one = await verifyBlock({ release, acceptance: body.acceptance }, findSigner);
    if (!one.ok) return one;
    const { block } = one.value;
    if (block.kind !== 'handover' || block.cid !== cid || block.epoch !== epoch || block.hid !== hid || block.to !== from) return refuse('message-malformed', { reason: 'track-other' });
    verified.push(one.value);
  }
  return succeed(verified);
}

/** The sealed files in a COMMIT, each with the hash of the block that it is bound to. Those that are fetched are not among them. */
export const sealedFilesOf = ({ members }: Envelope<'COMMIT'>['body']): { cid: ChildId; blockHash: string; sealed: string }[] =>
  members.flatMap(({ cid, release, caseFile }) => ('sealed' in caseFile ? [{ cid, blockHash: hashOfSigned(release), sealed: caseFile.sealed }] : []));

/** The hash of the block in a signed text, unproven. */
const hashOfSigned = (release: string): string => hashOfBlock(claimedIn(release) as CustodyBlock);

/** The receiver's signature over the blocks it took, for the ACK: detached, both sides have the blocks. */
export const countersign = (vault: Vault, hid: string, blockHashes: readonly string[]): Promise<string> =>
  vault.signDetached('custody-countersignature', countersigned(hid, blockHashes));

/**
 * Proves the countersignature of an ACK over the blocks that we released. Refuses with `message-malformed`,
 * `unknown-sender` or `signature-invalid`.
 * @param blockHashes of our own blocks in this handover
 */
export async function verifyAck(
  { from, hid, body }: Envelope<'ACK'>,
  blockHashes: readonly string[],
  findSigner: FindSigner,
  now: Instant,
): Promise<Result<void>> {
  const named = body.group.map(({ blockHash }) => blockHash).sort();
  if (named.join() !== [...blockHashes].sort().join()) return refuse('message-malformed', { reason: 'ack-other' });
  const verified = await verifyDetached('custody-countersignature', body.countersignature, countersigned(hid, blockHashes), (kid) =>
    signingKeyOf(findSigner, from, kid, now),
  );
  return verified.ok ? succeed(undefined) : verified;
}
