import { instantOf } from '#kernel/hybrid-clock.ts';
import type { Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Transaction } from '#platform/db/transact.ts';
import { eachByItself, type Projector } from '#platform/services.ts';
import type { AuditAnswered, AuditAsked } from '../schema.ts';

export type AuditRow = {
  export_id: Uuid; period_from: Instant; period_until: Instant; reason: string; status: 'asked' | 'released' | 'refused';
  requested_by: string; requested_label: string; requested_at: Instant; answered_by: string | null; answered_label: string | null; answered_at: Instant | null;
};
const tablesOf = (transaction: Transaction) => transaction.withTables<{ 'proof.audit_export': AuditRow }>();

/** Writes the requests for exports and their answers from what was recorded. */
export const projectProof: Projector = eachByItself(async ({ transaction }, operation) => {
  const { actor, actorLabel } = operation;
  const at = instantOf(operation.madeAt);
  if (operation.kind === 'proof.audit-asked') {
    const { exportId, from, until, reason } = operation.body as AuditAsked;
    const row = { export_id: exportId, period_from: from, period_until: until, reason, status: 'asked' as const, requested_by: actor, requested_label: actorLabel, requested_at: at, answered_by: null, answered_label: null, answered_at: null };
    await tablesOf(transaction).insertInto('proof.audit_export').values(row).execute();
    return;
  }
  if (operation.kind !== 'proof.audit-answered') throw new Error(`${operation.kind} is unknown here`);
  const { exportId, status } = operation.body as AuditAnswered;
  await tablesOf(transaction).updateTable('proof.audit_export').set({ status, answered_by: actor, answered_label: actorLabel, answered_at: at }).where('export_id', '=', exportId).execute();
});

/** The newest requests first. */
export const listAudits = (transaction: Transaction): Promise<AuditRow[]> =>
  tablesOf(transaction).selectFrom('proof.audit_export').selectAll().orderBy('requested_at', 'desc').orderBy('export_id', 'desc').limit(100).execute();

export const findAudit = async (transaction: Transaction, exportId: Uuid): Promise<AuditRow | null> =>
  (await tablesOf(transaction).selectFrom('proof.audit_export').selectAll().where('export_id', '=', exportId).forUpdate().executeTakeFirst()) ?? null;
