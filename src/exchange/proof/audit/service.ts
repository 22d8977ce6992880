import { presentHead, receiptsOfPeriod } from '#exchange/federation/index.ts';
import type { NodeId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { Role } from '#kernel/role.ts';
import { asNode } from '#platform/db/transact.ts';
import { command } from '#platform/ledger/command.ts';
import { accessOfPeriod, operationsOfPeriod } from '#platform/ledger/period.ts';
import { query } from '#platform/ledger/query.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { canonicalJson, claimedIn, sha256Of } from '#platform/vault/index.ts';
import { nodeStanding } from '#rooms/handover/index.ts';
import type { AuditExport } from '../check/document.ts';
import * as schema from '../schema.ts';
import { sealed } from '../seal.ts';
import { answerAudit, askForAudit, whoMayFetch, type AuditState } from './rules.ts';
import { findAudit, listAudits, type AuditRow } from './store.ts';

/** Who answers for the node and its people; nobody of them needs to see a child for it. */
const keepers: readonly Role[] = ['coordinator', 'administrator'];
const byKeeper = { roles: keepers, needsStepUp: true } as const;
/** Links of one chain in a file; a busier period is asked for in parts. */
const mostLinks = 50_000;

const stateOf = (row: AuditRow | null): AuditState | null => row && ({ exportId: row.export_id, status: row.status, requestedBy: row.requested_by, answeredBy: row.answered_by, answeredAt: row.answered_at });

/** Asks for an auditor's export of a period. Refuses as `askForAudit`. */
export const ask = command({
  name: 'proof.ask-for-audit',
  input: schema.askForAudit.input,
  scope: byKeeper,
  load: () => Promise.resolve(succeed(null)),
  decide: (_state, { from, until, reason }, facts) => askForAudit({ from, until, reason }, facts),
});

/** A second person releases it or refuses. Refuses as `answerAudit`. */
export const answer = command({
  name: 'proof.answer-audit',
  input: schema.answerAudit.input,
  scope: byKeeper,
  load: async ({ transaction }, { exportId }) => succeed(stateOf(await findAudit(transaction, exportId))),
  decide: (state, { isReleased }, { actor }) => answerAudit(state, isReleased, actor),
});

export const list = query({
  name: 'proof.list-audits',
  input: schema.listAudits.input,
  scope: { roles: keepers },
  read: async ({ transaction, caller, now }) => succeed({
    items: (await listAudits(transaction)).map((row) => ({
      exportId: row.export_id, from: row.period_from, until: row.period_until, reason: row.reason, status: row.status, requestedLabel: row.requested_label, requestedAt: row.requested_at,
      answeredLabel: row.answered_label, answeredAt: row.answered_at, isOwn: row.requested_by === caller.actor, canFetch: whoMayFetch(stateOf(row), caller.actor, now).ok,
    })),
  }),
});

/** Every link of both chains and every receipt of the period, with the heads to which they lead; no content, no name. */
async function assemble(unit: UnitOfWork, { export_id: exportId, period_from: from, period_until: until, requested_by: requestedBy }: AuditRow, releasedBy: string): Promise<Result<string>> {
  const { transaction } = unit;
  const operations = (await operationsOfPeriod(transaction, from, until, mostLinks + 1)).map((row) => ({ sequence: row.sequence, kind: row.kind, receivedAt: row.received_at, node: row.node, previousHash: row.previous_hash, hash: row.hash }));
  const access = (await accessOfPeriod(transaction, from, until, mostLinks + 1)).map((link) => ({ ...link, content: { ...link.content } }));
  const receipts = (await receiptsOfPeriod(transaction, from, until, mostLinks + 1)).map((receipt) => ({ ...receipt }));
  if ([operations, access, receipts].some(({ length }) => length > mostLinks)) return refuse('too-large', { limit: mostLinks });
  const listed = (items: readonly unknown[]) => ({ count: items.length, sha256: sha256Of(canonicalJson(items)) });
  const signers = new Set(receipts.map(({ signed }) => (claimedIn(signed) as { from: NodeId }).from));
  return succeed(await sealed<AuditExport>(unit, {
    typ: 'amparo-audit-export/1', exportId, from, until, requestedBy, releasedBy, operations, access, receipts,
    manifest: { operations: listed(operations), access: listed(access), receipts: listed(receipts) }, heads: await presentHead(unit, (await nodeStanding(unit)).incarnation),
  }, signers));
}

/**
 * Fetches a released export. That it was fetched stands in the access log. Refuses `not-found` (not one of the two, or too long ago),
 * `four-eyes-needed` (not released), `too-large`.
 */
export const fetchFile = query({
  name: 'proof.fetch-audit',
  input: schema.fetchAudit.input,
  scope: byKeeper,
  asks: ({ exportId }) => exportId,
  read: async (unit, { exportId }) => {
    const row = await findAudit(unit.transaction, exportId);
    const may = whoMayFetch(stateOf(row), unit.caller.actor, unit.now);
    if (!may.ok) return may;
    const content = await asNode(unit.transaction, () => assemble(unit, row!, may.value.releasedBy));
    const day = (at: Instant) => at.slice(0, 10);
    return content.ok ? succeed({ fileName: `auditoria-${day(row!.period_from)}-${day(row!.period_until)}.json`, content: content.value }) : content;
  },
});
