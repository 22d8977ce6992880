import { Type, type Static } from 'typebox';
import { Check } from 'typebox/value';
import type { Instant } from '#kernel/instant.ts';
import type { ChildId, NodeId } from '#kernel/identifier.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { sealTo, verifyJson, type PublicKey, type Vault } from '#platform/vault/index.ts';
import { signingKeyOf, type FindSigner } from './signers.ts';
import { ChildIdText, closed, Hash, NodeIdText } from './words.ts';

const purpose = 'case-file';
/** Bytes of an opened file. Photos and documents are sealed apart. */
const caseFileLimit = 33_554_432;

const letterSchema = Type.Object(
  { typ: Type.Literal('case-file/1'), from: NodeIdText, to: NodeIdText, cid: ChildIdText, blockHash: Hash, file: Type.Unknown() },
  closed,
);
type Letter = Static<typeof letterSchema>;

/** Who sends which child's file to whom, in which handover. */
export interface CaseFileAddress {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly cid: ChildId;
  readonly blockHash: string;
}

/**
 * Signs a case file to its addressee, then seals it to the addressee's key, bound to the custody block: nobody else can
 * read it, and it cannot be hung on another handover or passed on as the sender's word to a third.
 */
export async function sealCaseFile(vault: Vault, receiver: PublicKey, address: Omit<CaseFileAddress, 'from'>, file: unknown): Promise<string> {
  const letter = { typ: 'case-file/1', from: vault.nodeId, to: address.to, cid: address.cid, blockHash: address.blockHash, file } satisfies Letter;
  return sealTo(receiver, Buffer.from(await vault.sign('case-file', letter)), purpose, address.blockHash);
}

/**
 * Opens a case file that was sealed to this node. Refuses with `too-large`, `message-malformed` (reason `sealed-…` when
 * it is not for us, altered or of another block; `case-file` when it is of another child or sender), `unknown-sender`
 * or `signature-invalid`.
 * @param proof `committedAt` of the block, proven before: a file may arrive when its key has been replaced since
 */
export async function openCaseFile(
  vault: Vault,
  sealed: string,
  address: CaseFileAddress,
  proof: { readonly findSigner: FindSigner; readonly committedAt: Instant },
): Promise<Result<unknown>> {
  const opened = await openCaseLetter(vault, sealed, address.blockHash);
  return opened.ok ? verifyCaseLetter(opened.value, address, proof) : opened;
}

/** Breaks the seal of a file to this node: the letter as its sender signed it. Refuses `too-large`, `message-malformed`. */
export async function openCaseLetter(vault: Vault, sealed: string, blockHash: string): Promise<Result<string>> {
  if (sealed.length > caseFileLimit) return refuse('too-large', { size: sealed.length, limit: caseFileLimit });
  const opened = await vault.openSealed(sealed, purpose, blockHash);
  return opened.ok ? succeed(opened.value.toString()) : opened;
}

/** Proves a letter without its seal: who signed it for whom, of which child and block. Refuses as `openCaseFile`. */
export async function verifyCaseLetter(letter: string, address: CaseFileAddress, { findSigner, committedAt }: { readonly findSigner: FindSigner; readonly committedAt: Instant }): Promise<Result<unknown>> {
  const verified = await verifyJson('case-file', letter, (kid, claimed) => {
    if (!Check(letterSchema, claimed)) return refuse('message-malformed', { reason: 'case-file' });
    const isAsAddressed = claimed.from === address.from && claimed.to === address.to && claimed.cid === address.cid && claimed.blockHash === address.blockHash;
    return isAsAddressed ? signingKeyOf(findSigner, claimed.from, kid, committedAt) : refuse('message-malformed', { reason: 'case-file' });
  });
  return verified.ok ? succeed((verified.value.payload as Letter).file) : verified;
}
