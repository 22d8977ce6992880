import { Check } from 'typebox/value';
import { acceptanceSchema, blockSchema, isAcceptanceOf, isWellFormed, type Acceptance, type CustodyBlock } from '#exchange/federation/envelope/block-form.ts';
import { canonicalJson } from '#platform/vault/canonical-json.ts';
import { sha256Of } from './base64url.ts';
import type { Parties } from './parties.ts';
import { openSigned } from './signed-text.ts';
import type { Fault } from './verdict.ts';

export interface ProvenBlock {
  readonly block: CustodyBlock;
  readonly hash: string;
  readonly acceptance: Acceptance | null;
}
export type OpenedBlock = { readonly ok: true; readonly value: ProvenBlock } | { readonly ok: false; readonly reason: string };

const failed = (reason: string): OpenedBlock => ({ ok: false, reason });

/** Proves one block by itself: the releaser's signature with its key of that time, and the receiver's acceptance of exactly this handover. */
export async function openBlock({ release, acceptance }: { readonly release: string; readonly acceptance: string | null }, parties: Parties): Promise<OpenedBlock> {
  const opened = await openSigned('custody-block', release, (kid, claimed) => (
    Check(blockSchema, claimed) && isWellFormed(claimed) ? parties.keyFor(claimed.from, claimed.committedAt)(kid, claimed) : { reason: 'form' }));
  if (!opened.ok) return opened;
  const block = opened.payload as CustodyBlock;
  const hash = await sha256Of(canonicalJson(block));
  if (block.kind !== 'handover') return acceptance === null ? { ok: true, value: { block, hash, acceptance: null } } : failed('acceptance-other');
  if (acceptance === null || (await sha256Of(acceptance)) !== block.acceptHash) return failed('acceptance-other');
  const accepted = await openSigned('custody-acceptance', acceptance, (kid, claimed) => (Check(acceptanceSchema, claimed) ? parties.keyFor(claimed.to, claimed.acceptedAt)(kid, claimed) : { reason: 'form' }));
  if (!accepted.ok) return failed(`acceptance-${accepted.reason}`);
  const word = accepted.payload as Acceptance;
  return isAcceptanceOf(word, block) ? { ok: true, value: { block, hash, acceptance: word } } : failed('acceptance-other');
}

/** Whether a failure only says that the file lacks somebody's card. */
const isMissing = (reason: string): boolean => reason.endsWith('card-missing');
/** A fault for a reason: what only lacks a card is missing, everything else broken. */
export const faultOf = (code: string, reason: string, where: Fault['where']): Fault => ({ code, grade: isMissing(reason) ? 'missing' : 'broken', where: { ...where, reason } });
