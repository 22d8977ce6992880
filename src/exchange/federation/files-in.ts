import { addMilliseconds } from '#kernel/instant.ts';
import type { Operation } from '#kernel/operation.ts';
import type { Problem } from '#kernel/problem.ts';
import { refuse, succeed, valueOf, type Result } from '#kernel/result.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { sha256Of } from '#platform/vault/index.ts';
import { getActivePeer } from '#rooms/governance/index.ts';
import { takeCaseFile } from './case-file/take.ts';
import { bindingOfPart, filePartPurpose } from './files-out.ts';
import type { FederationParts } from './ports.ts';
import { askPeer, parsedObject, randomName } from './request.ts';
import { lease, pauseAfter } from './rules.ts';
import { inNodeTransaction } from './signers.ts';
import { completeFile, countParts, dropParts, listParts, saveFileAttempt, savePart, takeDueFiles, type FileWantedRow } from './store.ts';

const partContext = 'federation.file_part';
/** Parts of one file fetched in one go: the line belongs to the messages first. */
const partsAtOnce = 16;

/** Fetches what is wanted and due, each file from the part at which it stopped. @returns how many files are complete now */
export async function fetchFiles(parts: FederationParts): Promise<number> {
  const due = await inNodeTransaction(parts, (unit) => takeDueFiles(unit.transaction, unit.now, addMilliseconds(unit.now, lease)));
  let completed = 0;
  for (const file of due) {
    const outcome = await fetchFile(parts, file);
    if (outcome.ok && outcome.value === 'complete') completed++;
    else await inNodeTransaction(parts, (unit) => postpone(unit, file, outcome.ok ? null : outcome.problem));
  }
  return completed;
}

/** A file that only needs more parts goes on at once; one that failed waits longer each time, for as long as it takes. */
async function postpone(unit: UnitOfWork, file: FileWantedRow, problem: Problem | null): Promise<void> {
  const pause = problem === null ? 0 : pauseAfter(file.attempts, unit.node.randomBytes(1)[0]!);
  await saveFileAttempt(unit.transaction, file, problem, addMilliseconds(unit.now, pause));
}

async function fetchFile(parts: FederationParts, file: FileWantedRow): Promise<Result<'complete' | 'more'>> {
  let have = await inNodeTransaction(parts, (unit) => countParts(unit.transaction, file));
  for (let step = 0; step < partsAtOnce; step++) {
    const fetched = await fetchPart(parts, file, have);
    if (!fetched.ok) return fetched;
    have++;
    if (have >= fetched.value) return complete(parts, file);
  }
  return succeed('more');
}

/** Fetches and keeps one part. @returns how many parts the file has */
async function fetchPart(parts: FederationParts, file: FileWantedRow, part: number): Promise<Result<number>> {
  const peer = await inNodeTransaction(parts, (unit) => getActivePeer(unit, file.peer));
  if (!peer.ok) return peer;
  const path = `/fed/1/files/${file.hash}?part=${part}`;
  const request = { method: 'GET', path, body: '', contentType: 'application/json', idempotencyKey: randomName(parts) } as const;
  const answer = await askPeer(parts, peer.value.card, request, file.token === null ? {} : { 'amparo-token': file.token });
  if (!answer.ok) return answer;
  const { parts: count, sealed } = parsedObject(answer.value);
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 1 || typeof sealed !== 'string') return refuse('message-malformed', { reason: 'file-part' });
  const content = await parts.node.vault.openSealed(sealed, filePartPurpose, bindingOfPart(file.hash, part));
  if (!content.ok) return content;
  await inNodeTransaction(parts, async (unit) => {
    await unit.node.vault.ensureChildKey(unit.transaction, file.child_id);
    const kept = await unit.node.vault.sealBytesForChild(unit.transaction, file.child_id, content.value, partContext);
    await savePart(unit.transaction, { peer: file.peer, hash: file.hash, part, child_id: file.child_id, sealed: kept });
  });
  return succeed(count);
}

/** Puts the parts together, proves the hash, and gives the file to whom it belongs. A file that is not what it should be is fetched anew. */
async function complete(parts: FederationParts, file: FileWantedRow): Promise<Result<'complete'>> {
  const recorded: Operation[] = [];
  const outcome = await inNodeTransaction(parts, async (unit): Promise<Result<'complete'>> => {
    const chunks: Buffer[] = [];
    for (const { sealed } of await listParts(unit.transaction, file)) chunks.push(valueOf(await unit.node.vault.openBytesForChild(unit.transaction, file.child_id, sealed, partContext)));
    const content = Buffer.concat(chunks);
    const problem = sha256Of(content) === file.hash ? await handOver(parts, unit, file, content, recorded) : ({ code: 'file-invalid', details: { reason: 'hash' } } as const);
    if (problem === null) await completeFile(unit.transaction, file, unit.now);
    else await dropParts(unit.transaction, file);
    return problem === null ? succeed('complete') : { ok: false, problem };
  });
  if (recorded.length > 0) parts.node.onRecorded(recorded);
  return outcome;
}

async function handOver(parts: FederationParts, unit: UnitOfWork, file: FileWantedRow, content: Buffer, recorded: Operation[]): Promise<Problem | null> {
  const { child_id: childId, peer, name, hash, size, block_hash: blockHash, committed_at: committedAt } = file;
  if (file.kind === 'attachment') {
    await parts.files.storeFile(unit, childId, { name, hash, size }, content);
    return null;
  }
  const taken = await takeCaseFile(parts, unit, { childId, peer, blockHash, committedAt }, content.toString());
  recorded.push(...taken.recorded);
  return taken.problem;
}
