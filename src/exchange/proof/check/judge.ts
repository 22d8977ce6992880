import type { TSchema } from 'typebox';
import { Check } from 'typebox/value';
import { parseCanonicalJson } from '#platform/vault/canonical-json.ts';
import { judgeAudit } from './audit.ts';
import { judgeCustody } from './custody.ts';
import { AuditExport, CustodyProof, EquivocationProof, type ProofDocument } from './document.ts';
import { judgeEquivocation } from './equivocation.ts';
import { readParties, type Parties } from './parties.ts';
import { openDetached } from './signed-text.ts';
import type { Fault, Verdict } from './verdict.ts';

const unreadable = (code: string): Verdict => ({ kind: 'unreadable', grade: 'broken', faults: [{ code, grade: 'broken', where: {} }] });

const forms: Readonly<Record<string, TSchema>> = {
  'amparo-custody-proof/1': CustodyProof, 'amparo-equivocation-proof/1': EquivocationProof, 'amparo-audit-export/1': AuditExport,
};

/**
 * Judges an exported file, alone and offline: what it proves in words that a person can read out, and everything that is wrong with
 * it. Trusts nothing but the mathematics: whether a card is the ministry's is to be compared with what the ministry publishes.
 * Never throws, whatever the text is.
 */
export async function judge(text: string): Promise<Verdict> {
  const read = parseCanonicalJson(text.trim());
  if (!read.ok) return unreadable(read.problem.details['reason'] === 'not-canonical' ? 'not-canonical' : 'not-a-file');
  const form = forms[String((read.value as { typ?: unknown } | null)?.typ)];
  if (!form) return unreadable('not-a-proof');
  if (!Check(form, read.value)) return unreadable('form');
  const document = read.value as ProofDocument;
  const parties = await readParties(document.cards);
  const found = [...parties.faults, ...(await sealFaults(document, parties))];
  switch (document.typ) {
    case 'amparo-custody-proof/1': return judgeCustody(document, parties, found);
    case 'amparo-equivocation-proof/1': return judgeEquivocation(document, parties, found);
    case 'amparo-audit-export/1': return judgeAudit(document, parties, found);
  }
}

/** The exporting node's signature over everything in the file but itself: a letter more or less anywhere breaks it. */
async function sealFaults({ seal, ...content }: ProofDocument, parties: Parties): Promise<Fault[]> {
  const opened = await openDetached('proof', seal, content, parties.keyFor(content.exportedBy, content.exportedAt));
  return opened.ok ? [] : [{ code: 'seal', grade: 'broken', where: { reason: opened.reason } }];
}

