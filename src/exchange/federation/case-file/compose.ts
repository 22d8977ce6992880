import type { ChildId, NodeId } from '#kernel/identifier.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { operationsOf } from '#platform/ledger/operations.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { claimedIn, hashToken, randomToken, sha256Of } from '#platform/vault/index.ts';
import { findAgreement, findAgreementVersion, type TrustedPeer } from '#rooms/governance/index.ts';
import { filterOperations } from '#rooms/governance/rules.ts';
import { hashOfBlock, inlineCaseFileLimit, sealCaseFile, type BodyOf, type CustodyBlock } from '../envelope/index.ts';
import type { DueCommit, DueFileCopy, FederationParts } from '../ports.ts';
import { sealingKeyOf } from '../signers.ts';
import { offerFile } from '../store.ts';
import { textsIn, travelling, type CaseFile } from './content.ts';
import { onwardOf } from './onward.ts';

type Parts = Pick<FederationParts, 'files' | 'shapes'>;

/**
 * The file of a child as the agreement lets it leave after acceptance. Without cover there is nothing in it but the
 * reason: custody has moved by then and must not wait for a paper. Refuses `erased`, `not-found` (no such agreement).
 */
async function composeCaseFile(parts: Parts, unit: UnitOfWork, childId: ChildId, to: TrustedPeer, wanted: DueCommit['flow']): Promise<Result<CaseFile>> {
  // a request names no agreement: what is sent then follows the one that counts now
  const agreement = (await findAgreementVersion(unit, wanted.agreementId, wanted.agreementVersion)) ?? (await findAgreement(unit, to.nodeId, wanted.purpose));
  if (!agreement) return refuse('not-found', { agreement: wanted.agreementId });
  const onward = await onwardOf(unit, childId, to.nodeId);
  const recorded = await operationsOf(unit.node, unit.transaction, childId);
  if (!recorded.ok) return recorded;
  const { purpose, category, country } = wanted;
  const flow = { purpose, category, country, from: unit.node.nodeId, to: to.nodeId, receiver: to.bodyKind, moment: 'accepted' } as const;
  const left = filterOperations(agreement.terms, flow, recorded.value, parts.shapes, onward);
  if (!left.ok) return succeed({ v: 1, operations: [], files: [], withheld: String(left.problem.details['reason']) });
  // a photo leaves only when an operation that leaves names it
  const named = textsIn(left.value.map(({ body }) => body));
  const files = (await parts.files.listFiles(unit, childId)).filter(({ name, hash }) => named.has(name) || named.has(hash));
  return succeed({ v: 1, operations: travelling(left.value), files: files.map(({ name, hash, size }) => ({ name, hash, size })), withheld: null });
}


/** Adds to a COMMIT the sealed file of each child; those that do not fit are offered for fetching. */
export async function fillCommit(parts: Parts, unit: UnitOfWork, to: TrustedPeer, due: DueCommit): Promise<BodyOf<'COMMIT'>> {
  let room = inlineCaseFileLimit;
  const members: BodyOf<'COMMIT'>['members'] = [];
  for (const member of due.members) {
    const sealed = await sealedFile(parts, unit, to, due.flow, { cid: member.cid, blockHash: hashOfBlock(claimedIn(member.release) as CustodyBlock) });
    const isInline = sealed.length <= room;
    if (isInline) room -= sealed.length;
    members.push({ ...member, caseFile: isInline ? { sealed } : await offeredInstead(unit, to.nodeId, member.cid, sealed) });
  }
  return { members, acceptance: due.acceptance };
}

async function sealedFile(parts: Parts, unit: UnitOfWork, to: TrustedPeer, flow: DueCommit['flow'], { cid, blockHash }: { readonly cid: ChildId; readonly blockHash: string }): Promise<string> {
  const composed = await composeCaseFile(parts, unit, cid, to, flow);
  const file: CaseFile = composed.ok ? composed.value : { v: 1, operations: [], files: [], withheld: composed.problem.code };
  for (const { hash, size } of file.files) {
    await offerFile(unit.transaction, { peer: to.nodeId, hash, child_id: cid, size, token_hash: null, content: null, offered_at: unit.now });
  }
  return sealCaseFile(unit.node.vault, sealingKeyOf(to.card, unit), { to: to.nodeId, cid, blockHash }, file);
}

/** Adds to a FILE_COPY what this node has of the file, as its agreement with the successor lets it leave. */
export async function fillFileCopy(parts: Parts, unit: UnitOfWork, to: TrustedPeer, body: DueFileCopy): Promise<BodyOf<'FILE_COPY'>> {
  const flow = { agreementId: body.handoverId, purpose: 'custody_transfer', category: 'unaccompanied', country: unit.node.settings.country } as const;
  const sealed = await sealedFile(parts, unit, to, flow, body);
  return { ...body, caseFile: sealed.length <= inlineCaseFileLimit ? { sealed } : await offeredInstead(unit, to.nodeId, body.cid, sealed) };
}

async function offeredInstead(unit: UnitOfWork, peer: NodeId, childId: ChildId, sealed: string): Promise<{ hash: string; size: number; token: string }> {
  const token = randomToken();
  const hash = sha256Of(sealed);
  await offerFile(unit.transaction, { peer, hash, child_id: childId, size: sealed.length, token_hash: hashToken(token), content: sealed, offered_at: unit.now });
  return { hash, size: sealed.length, token };
}
