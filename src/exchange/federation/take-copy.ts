import type { ChildId, NodeId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { NewOperation, Operation } from '#kernel/operation.ts';
import type { Problem } from '#kernel/problem.ts';
import { record, recordCompleted } from '#platform/ledger/record.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { claimedIn } from '#platform/vault/index.ts';
import { listErased, recordLinks } from '#rooms/handover/index.ts';
import { readCaseFile } from './case-file/content.ts';
import { takeCaseFiles } from './case-file/take.ts';
import { linksOfMembers } from './custody/blocks.ts';
import { saidIn } from './custody/receive.ts';
import type { Copy } from './copies-out.ts';
import { childrenOf } from './envelope-children.ts';
import { openCaseLetter, openEnvelope, verifyBlock, verifyCaseLetter, verifyCommit, type Envelope, type VerifiedBlock } from './envelope/index.ts';
import type { FederationParts } from './ports.ts';
import { signersOf } from './signers.ts';

/** What came of a copy: what was recorded, about whom, or why it could not be read. */
export interface TakenCopy {
  readonly type: string;
  readonly childIds: readonly ChildId[];
  readonly recorded: readonly Operation[];
  readonly problem: Problem | null;
}

/**
 * Takes up a message that a peer gave back, as a record only: who is responsible is told by facts and epochs, never by a
 * former message. It is proven like any other, by the key that counted when its sender says that it signed. Throws when it cannot be recorded.
 */
export async function takeCopy(parts: FederationParts, unit: UnitOfWork, peer: NodeId, copy: Copy): Promise<TakenCopy> {
  const isOurs = copy.of === 'yours';
  const opened = await openEnvelope(copy.jws, { self: isOurs ? peer : unit.node.nodeId, findSigner: signersOf(unit), now: (claimedIn(copy.jws) as { sentAt: Instant }).sentAt });
  if (!opened.ok) return { type: '', childIds: [], recorded: [], problem: opened.problem };
  const { envelope } = opened.value;
  const named = childrenOf(envelope);
  const erased = await erasedSince(unit, named, envelope.sentAt);
  const childIds = named.filter((childId) => !erased.has(childId));
  const about = { type: envelope.typ, childIds, problem: null };
  if (envelope.mid !== copy.mid || envelope.from !== (isOurs ? unit.node.nodeId : peer)) return { ...about, recorded: [], problem: { code: 'message-not-for-us', details: {} } };
  // what was said of a child before she was erased here does not come back
  if (named.length > 0 && childIds.length === 0) return { ...about, recorded: [] };
  if (envelope.typ === 'COMMIT') return { ...about, ...(await takeCommit(parts, unit, envelope, copy, childIds)) };
  if (envelope.typ === 'BEACON') return { ...about, recorded: isOurs ? await takeIntake(unit, envelope) : [] };
  const port = parts.ports.find(({ types }) => types.includes(envelope.typ));
  if (port?.recall) return { ...about, recorded: await port.recall(unit, envelope, isOurs) };
  return { ...about, recorded: await record(unit, stepsOf(envelope, copy.jws, unit.node.nodeId, childIds)) };
}

/** Which of these children were erased here after something was said of them. */
const erasedSince = async (unit: UnitOfWork, childIds: readonly ChildId[], saidAt: Instant): Promise<Set<ChildId>> =>
  new Set((await listErased(unit.transaction, childIds)).filter(({ at }) => at >= saidAt).map(({ childId }) => childId));

/** What was said with a handover, as a step in the file of each child: terms, plans, reasons. */
function stepsOf(envelope: Envelope, jws: string, self: NodeId, childIds: readonly ChildId[]): NewOperation[] {
  const said = saidIn(envelope, jws, self);
  return said ? childIds.map((childId) => ({ kind: said.kind, childId, body: said.bodyFor(childId) })) : [];
}

async function takeCommit(parts: FederationParts, unit: UnitOfWork, envelope: Envelope<'COMMIT'>, copy: Copy, childIds: readonly ChildId[]): Promise<Pick<TakenCopy, 'recorded' | 'problem'>> {
  const blocks = await verifyCommit(envelope, signersOf(unit));
  if (!blocks.ok) return { recorded: [], problem: blocks.problem };
  const links = await recordLinks(unit, linksOfMembers(envelope.body.members, blocks.value, envelope.body.acceptance));
  if (copy.of === 'mine') {
    const files = await takeCaseFiles(parts, unit, envelope, blocks.value, childIds);
    return { recorded: [...links, ...files.recorded], problem: files.problem };
  }
  const recorded = [...links];
  for (const { cid, letter } of copy.files) if (childIds.includes(cid as ChildId)) recorded.push(...(await takeOwnFile(unit, envelope.to, cid as ChildId, letter, blocks.value)));
  return { recorded, problem: null };
}

/** A file that this node had signed to a peer: what it had recorded itself and lost. */
async function takeOwnFile(unit: UnitOfWork, to: NodeId, cid: ChildId, letter: string, blocks: readonly VerifiedBlock[]): Promise<Operation[]> {
  const proven = blocks.find(({ block }) => block.cid === cid);
  if (!proven) return [];
  const address = { from: unit.node.nodeId, to, cid, blockHash: proven.hash };
  const verified = await verifyCaseLetter(letter, address, { findSigner: signersOf(unit), committedAt: proven.block.committedAt });
  const file = verified.ok ? readCaseFile(verified.value, cid) : verified;
  return file.ok ? recordCompleted(unit, file.value.operations) : [];
}

/** What was recorded when a child was received here: sealed to this node itself, kept by the witness. */
async function takeIntake(unit: UnitOfWork, { body: { cid, genesis, intake } }: Envelope<'BEACON'>): Promise<Operation[]> {
  const proven = await verifyBlock({ release: genesis, acceptance: null }, signersOf(unit));
  if (intake === null || !proven.ok) return [];
  const letter = await openCaseLetter(unit.node.vault, intake, proven.value.hash);
  return letter.ok ? takeOwnFile(unit, unit.node.nodeId, cid, letter.value, [proven.value]) : [];
}
