import type { ChildId, NodeId } from '#kernel/identifier.ts';
import type { Operation } from '#kernel/operation.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Problem } from '#kernel/problem.ts';
import { recordCompleted } from '#platform/ledger/record.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { readLinks } from '#rooms/handover/index.ts';
import { openCaseFile, type BodyOf, type Envelope, type VerifiedBlock } from '../envelope/index.ts';
import type { FederationParts } from '../ports.ts';
import { signersOf } from '../signers.ts';
import { caseFileState, inSavepoint, isPassing, setCaseFile, wantFile, type FileWantedRow } from '../store.ts';
import { admissible } from './content.ts';

type Parts = Pick<FederationParts, 'shapes'>;

/** Which file, of which child, from whom, with which block. */
export interface CaseFileOrigin {
  readonly childId: ChildId;
  readonly peer: NodeId;
  readonly blockHash: string;
  /** When custody was released: the moment at which the sender's key must have counted. */
  readonly committedAt: Instant;
}

export interface TakenFile {
  readonly recorded: readonly Operation[];
  /** Why it could not be opened or recorded. */
  readonly problem: Problem | null;
}

/**
 * Opens the files of the children who were taken by a COMMIT and records them, in the same transaction as custody. A file
 * that is too large for the message is wanted instead; one that cannot be read is noted: neither holds up custody.
 */
export async function takeCaseFiles(parts: Parts, unit: UnitOfWork, envelope: Envelope<'COMMIT'>, blocks: readonly VerifiedBlock[], taken: readonly ChildId[]): Promise<TakenFile> {
  const recorded: Operation[] = [];
  let problem: Problem | null = null;
  for (const [index, { cid, caseFile }] of envelope.body.members.entries()) {
    const { hash: blockHash, block } = blocks[index]!;
    const origin = { childId: cid, peer: envelope.from, blockHash, committedAt: block.committedAt };
    if (!taken.includes(cid) || (await caseFileState(unit.transaction, cid, blockHash)) === 'verified') continue;
    if ('sealed' in caseFile) {
      const file = await takeCaseFile(parts, unit, origin, caseFile.sealed);
      recorded.push(...file.recorded);
      problem ??= file.problem;
    } else await wantCaseFile(unit, origin, caseFile);
  }
  return { recorded, problem };
}

/** A file that somebody who had the child before gives her successor: recorded beside what is here, fetched first where it is large. */
export async function takeFileCopy(parts: Parts, unit: UnitOfWork, { from, body: { cid, blockHash, caseFile } }: Envelope<'FILE_COPY'>): Promise<TakenFile> {
  const committedAt = (await readLinks(unit, cid)).find((link) => link.blockHash === blockHash)!.committedAt;
  const origin = { childId: cid, peer: from, blockHash, committedAt };
  if ('sealed' in caseFile) return takeCaseFile(parts, unit, origin, caseFile.sealed);
  await wantCaseFile(unit, origin, caseFile);
  return { recorded: [], problem: null };
}

type CaseFileElsewhere = Exclude<BodyOf<'COMMIT'>['members'][number]['caseFile'], { sealed: string }>;

async function wantCaseFile(unit: UnitOfWork, origin: CaseFileOrigin, { hash, size, token }: CaseFileElsewhere): Promise<void> {
  const { childId, peer, blockHash } = origin;
  await setCaseFile(unit.transaction, { child_id: childId, block_hash: blockHash, peer, state: 'pending', problem: null, changed_at: unit.now });
  await wantFile(unit.transaction, wanted(unit, origin, { kind: 'case-file', name: hash, hash, size, token }));
}

const wanted = (unit: UnitOfWork, origin: CaseFileOrigin, file: Pick<FileWantedRow, 'kind' | 'name' | 'hash' | 'size' | 'token'>): FileWantedRow => ({
  ...file, peer: origin.peer, child_id: origin.childId, block_hash: origin.blockHash, committed_at: origin.committedAt,
  attempts: 0, next_at: unit.now, problem: null, wanted_since: unit.now, completed_at: null,
});

/** Opens one sealed file and records it; what it names is fetched afterwards. The outcome is noted either way. */
export async function takeCaseFile(parts: Parts, unit: UnitOfWork, origin: CaseFileOrigin, sealed: string): Promise<TakenFile> {
  const { childId, peer, blockHash, committedAt } = origin;
  const note = async (state: 'verified' | 'unreadable', problem: Problem | null, recorded: readonly Operation[]): Promise<TakenFile> => {
    await setCaseFile(unit.transaction, { child_id: childId, block_hash: blockHash, peer, state, problem, changed_at: unit.now });
    return { recorded, problem };
  };
  const { vault, nodeId } = unit.node;
  const opened = await openCaseFile(vault, sealed, { from: peer, to: nodeId, cid: childId, blockHash }, { findSigner: signersOf(unit), committedAt });
  const file = opened.ok ? admissible(opened.value, childId, nodeId, parts.shapes) : opened;
  if (!file.ok) return note('unreadable', file.problem, []);
  try {
    const recorded = await inSavepoint(unit.transaction, () => recordCompleted(unit, file.value.operations));
    for (const { name, hash, size } of file.value.files) await wantFile(unit.transaction, wanted(unit, origin, { kind: 'attachment', name, hash, size, token: null }));
    return note('verified', null, recorded);
  } catch (error) {
    if (isPassing(error)) throw error;
    return note('unreadable', { code: 'conflict', details: { reason: 'not-recordable' } }, []);
  }
}
