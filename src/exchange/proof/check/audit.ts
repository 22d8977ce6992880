import { Check } from 'typebox/value';
import { ledgerHeadSchema } from '#exchange/federation/envelope/ledger-head-form.ts';
import { receiptSchema, type Receipt } from '#exchange/federation/envelope/receipt-form.ts';
import { canonicalJson } from '#platform/vault/canonical-json.ts';
import { sha256Of } from './base64url.ts';
import { faultOf } from './blocks.ts';
import type { AuditExport } from './document.ts';
import type { Parties } from './parties.ts';
import { openSigned } from './signed-text.ts';
import { gradeOf, type Fault, type Verdict } from './verdict.ts';

interface Link {
  readonly sequence: number;
  readonly previousHash: string;
  readonly hash: string;
}

/** Proves what an auditor was given: the manifest, both chains link by link, every receipt, and the signed heads that they lead to. */
export async function judgeAudit(audit: AuditExport, parties: Parties, found: readonly Fault[]): Promise<Verdict> {
  const faults: Fault[] = [...found];
  for (const part of ['operations', 'access', 'receipts'] as const) {
    const { count, sha256 } = audit.manifest[part];
    if (audit[part].length !== count || (await sha256Of(canonicalJson(audit[part]))) !== sha256) faults.push({ code: 'manifest', grade: 'broken', where: { part } });
  }
  const accessLinks = audit.access.map(({ content, previousHash, hash }): Link => ({ sequence: Number(content['sequence']), previousHash, hash }));
  faults.push(...breaksIn('operation', audit.operations), ...breaksIn('access', accessLinks));
  for (const { content, previousHash, hash } of audit.access) {
    if ((await sha256Of(canonicalJson({ ...content, previousHash }))) !== hash) faults.push({ code: 'access-entry', grade: 'broken', where: { number: Number(content['sequence']) } });
  }
  faults.push(...(await headFaults(audit, parties, { operation: audit.operations, access: accessLinks })), ...(await receiptFaults(audit, parties)));
  const { exportedAt, from, until, requestedBy, releasedBy } = audit;
  if (requestedBy === releasedBy) faults.push({ code: 'one-person', grade: 'broken', where: {} });
  return {
    kind: 'audit', exportedBy: parties.party(audit.exportedBy), exportedAt, from, until, requestedBy, releasedBy, grade: gradeOf(faults), faults,
    operations: audit.operations.length, access: audit.access.length, receipts: audit.receipts.length,
  };
}

/** Each link follows on the one before it. */
function breaksIn(chain: string, links: readonly Link[]): Fault[] {
  return links.flatMap((link, index): Fault[] => {
    const previous = links[index - 1];
    const follows = !previous || (link.sequence === previous.sequence + 1 && link.previousHash === previous.hash);
    return follows ? [] : [{ code: 'audit-link', grade: 'broken', where: { chain, number: link.sequence } }];
  });
}

async function headFaults(audit: AuditExport, parties: Parties, chains: Readonly<Record<'operation' | 'access', readonly Pick<Link, 'sequence' | 'hash'>[]>>): Promise<Fault[]> {
  const opened = await openSigned('ledger-head', audit.heads, parties.auditKeyFor(audit.exportedBy));
  if (!opened.ok) return [faultOf('heads', opened.reason, {})];
  const heads = opened.payload;
  if (!Check(ledgerHeadSchema, heads) || heads.node !== audit.exportedBy) return [{ code: 'heads', grade: 'broken', where: { reason: 'form' } }];
  return (['operation', 'access'] as const).flatMap((chain): Fault[] => {
    const last = chains[chain].at(-1);
    const isAtHead = last?.sequence === heads[chain].sequence;
    return last && (last.sequence > heads[chain].sequence || (isAtHead && last.hash !== heads[chain].hash)) ? [{ code: 'head-other', grade: 'broken', where: { chain } }] : [];
  });
}

async function receiptFaults({ exportedBy, receipts }: AuditExport, parties: Parties): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const [index, { given, mid, signed }] of receipts.entries()) {
    const where = { place: index + 1 };
    const opened = await openSigned('receipt', signed, (kid, claimed) => (Check(receiptSchema, claimed) ? parties.keyFor(claimed.from, claimed.receivedAt)(kid, claimed) : { reason: 'form' }));
    if (!opened.ok) faults.push(faultOf('receipt', opened.reason, where));
    else {
      const { from, to, mid: named } = opened.payload as Receipt;
      if (named !== mid || (given ? from : to) !== exportedBy) faults.push({ code: 'receipt-foreign', grade: 'broken', where });
    }
  }
  return faults;
}
