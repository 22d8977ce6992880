import type { NodeId } from '#kernel/identifier.ts';
import { addMilliseconds } from '#kernel/instant.ts';
import type { Operation } from '#kernel/operation.ts';
import type { Problem } from '#kernel/problem.ts';
import { refuse, succeed, valueOf, type Result } from '#kernel/result.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { sha256Of, verifyDetached } from '#platform/vault/index.ts';
import { getActivePeer, type TrustedPeer } from '#rooms/governance/index.ts';
import { takeCaseFile } from './case-file/take.ts';
import { bindingOfPart, filePartPurpose, signedPart, type FilePartAnswer } from './files-out.ts';
import type { Engine, FederationParts } from './ports.ts';
import { leaveWithRelay } from './relay/leave.ts';
import { askPeer, parsedObject, randomName } from './request.ts';
import { busyPause, largestPart, lease, pauseAfter, smallerPart } from './rules.ts';
import { inNodeTransaction, requestKeyOf } from './signers.ts';
import { bytesHere, completeFile, dropParts, findWanted, learnPartSize, partSizeOf, listParts, saveFileAttempt, savePart, takeDueFiles, type FileWantedRow } from './store.ts';

const partContext = 'federation.file_part';
/** Bytes of one file fetched in one go: the line belongs to the messages first. */
const bytesAtOnce = 4 * 1024 * 1024;
/** A question that lies with a relay is left again after this long. */
const answerPause = 60 * 60_000;
/** So many parts without a break, and the next are twice as large. */
const partsToGrow = 4;

/** Fetches what is wanted and due, each file from the part at which it stopped. @returns how many files are complete now */
export async function fetchFiles(parts: Engine): Promise<number> {
  const due = await inNodeTransaction(parts, (unit) => takeDueFiles(unit.transaction, unit.now, addMilliseconds(unit.now, lease)));
  let completed = 0;
  for (const file of due) {
    const { outcome, hasCome } = await fetchFile(parts, file);
    if (outcome.ok && outcome.value === 'complete') completed++;
    else if (outcome.ok && outcome.value === 'asked') await inNodeTransaction(parts, async (unit) => saveFileAttempt(unit.transaction, file, null, addMilliseconds(unit.now, answerPause)));
    else await inNodeTransaction(parts, (unit) => postpone(unit, { ...file, attempts: hasCome ? 1 : file.attempts }, outcome.ok ? null : outcome.problem));
  }
  return completed;
}

/** A file that only needs more parts goes on at once; one that failed waits longer each time that nothing of it came, for as long as it takes. */
async function postpone(unit: UnitOfWork, file: FileWantedRow, problem: Problem | null): Promise<void> {
  const chance = unit.node.randomBytes(1)[0]!;
  const isBusy = problem?.code === 'too-many-requests';
  const pause = problem === null ? 0 : isBusy ? busyPause(problem, chance) : pauseAfter(file.attempts, chance);
  await saveFileAttempt(unit.transaction, { ...file, attempts: problem === null || isBusy ? 0 : file.attempts }, isBusy ? null : problem, addMilliseconds(unit.now, pause));
}

/** How far a file came; `hasCome` when parts of it were fetched that stay. */
interface Fetched {
  readonly outcome: Result<'complete' | 'more' | 'asked'>;
  readonly hasCome: boolean;
}

/** Fetches from where the parts that are here end. A line that breaks is tried with smaller parts at once, one that holds with larger ones. */
async function fetchFile(parts: Engine, file: FileWantedRow): Promise<Fetched> {
  const peer = await inNodeTransaction(parts, (unit) => getActivePeer(unit, file.peer));
  if (!peer.ok) return { outcome: peer, hasCome: false };
  let [have, size] = await inNodeTransaction(parts, async ({ transaction }) => [await bytesHere(transaction, file), await partSizeOf(transaction, file.peer)] as const);
  // who is reached through a relay only answers the same way; where none takes the question, the line is tried all the same
  if (peer.value.card.relays) {
    const asks = [{ hash: file.hash, from: have, token: file.token }];
    if ((await leaveWithRelay(parts, peer.value, `ask ${file.hash} ${have}`, { messages: [], receipts: [], asks })).ok) return { outcome: succeed('asked'), hasCome: false };
  }
  const before = have;
  const until = have + bytesAtOnce;
  let most = largestPart;
  const learn = (learnt: number) => inNodeTransaction(parts, ({ transaction }) => learnPartSize(transaction, file.peer, learnt));
  for (let inARow = 1; have < until; inARow++) {
    const fetched = await fetchPart(parts, peer.value, file, have, size);
    if (fetched.ok) {
      have += fetched.value.length;
      // what did not fit together is fetched anew: nothing of it stays
      if (have >= fetched.value.total) return { outcome: await completeWanted(parts, file), hasCome: false };
      if (inARow % partsToGrow === 0 && size < most) await learn((size = Math.min(most, size * 2)));
      continue;
    }
    const smaller = fetched.problem.code === 'peer-unreachable' ? smallerPart(size, fetched.problem.details['reason']) : null;
    if (smaller === null) return { outcome: fetched, hasCome: have > before };
    most = smaller;
    await learn((size = smaller));
    inARow = 0;
  }
  return { outcome: succeed('more'), hasCome: have > before };
}

/** Fetches, proves and keeps one part. @returns its length, and that of the whole file */
async function fetchPart(parts: FederationParts, peer: TrustedPeer, file: FileWantedRow, from: number, size: number): Promise<Result<{ length: number; total: number }>> {
  const path = `/fed/1/files/${file.hash}?from=${from}&size=${size}`;
  const request = { method: 'GET', path, body: '', contentType: 'application/json', idempotencyKey: randomName(parts) } as const;
  const answer = await askPeer(parts, peer.card, request, file.token === null ? {} : { 'amparo-token': file.token });
  if (!answer.ok) return answer;
  const part = partIn(parsedObject(answer.value));
  return part ? keepPart(parts, peer, file, from, part) : refuse('message-malformed', { reason: 'file-part' });
}

function partIn({ size, sealed, signature }: Record<string, unknown>): FilePartAnswer | null {
  return typeof size === 'number' && Number.isInteger(size) && size >= 0 && typeof sealed === 'string' && typeof signature === 'string' ? { size, sealed, signature } : null;
}

/** Opens a part, proves who cut it from this file, and keeps it under the child's key. Refuses `message-malformed`, `signature-invalid`. */
export async function keepPart(parts: FederationParts, peer: TrustedPeer, file: FileWantedRow, from: number, { size: total, sealed, signature }: FilePartAnswer): Promise<Result<{ length: number; total: number }>> {
  const content = await parts.node.vault.openSealed(sealed, filePartPurpose, bindingOfPart(file.hash, from));
  if (!content.ok) return content;
  const proven = await verifyDetached('file-part', signature, signedPart({ hash: file.hash, from, content: content.value }, total), (kid) => requestKeyOf(peer, kid));
  if (!proven.ok) return proven;
  if (content.value.length === 0 && total > 0) return refuse('message-malformed', { reason: 'file-part' });
  await inNodeTransaction(parts, async (unit) => {
    await unit.node.vault.ensureChildKey(unit.transaction, file.child_id);
    const kept = await unit.node.vault.sealBytesForChild(unit.transaction, file.child_id, content.value, partContext);
    await savePart(unit.transaction, { peer: file.peer, hash: file.hash, position: from, size: content.value.length, child_id: file.child_id, sealed: kept });
  });
  return succeed({ length: content.value.length, total });
}

/** Takes a file that came whole, on a stick. @returns whether it was wanted, is what it should be, and is here now */
export async function takeWhole(parts: FederationParts, peer: NodeId, hash: string, content: Buffer): Promise<boolean> {
  const file = await inNodeTransaction(parts, async (unit) => {
    const wanted = await findWanted(unit.transaction, peer, hash);
    if (!wanted || sha256Of(content) !== hash) return null;
    await dropParts(unit.transaction, wanted);
    await unit.node.vault.ensureChildKey(unit.transaction, wanted.child_id);
    const sealed = await unit.node.vault.sealBytesForChild(unit.transaction, wanted.child_id, content, partContext);
    await savePart(unit.transaction, { peer, hash, position: 0, size: content.length, child_id: wanted.child_id, sealed });
    return wanted;
  });
  return file !== null && (await completeWanted(parts, file)).ok;
}

/** Puts the parts together, proves the hash, and gives the file to whom it belongs. A file that is not what it should be is fetched anew. */
export async function completeWanted(parts: FederationParts, file: FileWantedRow): Promise<Result<'complete'>> {
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
