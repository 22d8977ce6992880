import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { succession } from '#rooms/handover/index.ts';
import { verifyAcceptance, verifyCommit, verifyTrack, type Envelope, type VerifiedBlock } from './envelope/index.ts';
import { signersOf } from './signers.ts';

/**
 * Proves the signed words inside a message before any room acts on them. A COMMIT must carry well-signed blocks with our own
 * acceptance, a TRACK blocks released to its sender: the one who says "she is here" must have been given her. An ACCEPT or REQUEST must carry a binding word of its sender for exactly this handover and group: released
 * on another, the children could be taken by nobody. Refuses what `verifyCommit`, `verifyTrack` and `verifyAcceptance` refuse, or
 * `message-malformed`, reason `acceptance-other`.
 * @returns the blocks of a COMMIT or TRACK in the order of its members; none for all others
 */
export async function proveContents(unit: UnitOfWork, envelope: Envelope): Promise<Result<VerifiedBlock[]>> {
  if (envelope.typ === 'COMMIT') return ofRoots(unit, await verifyCommit(envelope, signersOf(unit)));
  if (envelope.typ === 'TRACK') return ofRoots(unit, await verifyTrack(envelope, signersOf(unit)));
  if (envelope.typ === 'OFFER' && envelope.body.mode === 'succession') {
    const allowed = await succession.requireAppointment(unit, envelope.from, envelope.body.group.map(({ cid, epoch }) => ({ childId: cid, epoch })));
    return allowed.ok ? succeed([]) : allowed;
  }
  if (envelope.typ !== 'ACCEPT' && envelope.typ !== 'REQUEST') return succeed([]);
  const accepted = await verifyAcceptance(envelope.body.acceptance, signersOf(unit));
  if (!accepted.ok) return accepted;
  const { hid, from, to, mode, group } = accepted.value;
  const isOfThis = hid === envelope.hid && from === envelope.to && to === envelope.from && (mode === 'pull') === (envelope.typ === 'REQUEST');
  return isOfThis && namesTheSame(group, envelope.body.group) ? succeed([]) : refuse('message-malformed', { reason: 'acceptance-other' });
}

/** Blocks by which a child of a lost node passed on count only when its root has signed them. */
async function ofRoots(unit: UnitOfWork, blocks: Result<VerifiedBlock[]>): Promise<Result<VerifiedBlock[]>> {
  for (const { block } of blocks.ok ? blocks.value : []) {
    const allowed = block.mode === 'succession' ? await succession.requireAppointment(unit, block.from, [{ childId: block.cid, epoch: block.epoch }]) : succeed(true);
    if (!allowed.ok) return allowed;
  }
  return blocks;
}

type Members = readonly { readonly cid: string; readonly epoch: number }[];

const namesTheSame = (one: Members, other: Members): boolean =>
  one.length === other.length && one.every(({ cid, epoch }) => other.some((member) => member.cid === cid && member.epoch === epoch));
