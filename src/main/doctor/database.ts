import type { Result } from '#kernel/result.ts';
import type { OpenDatabase } from '../production.ts';
import { ownMigrations } from '../production.ts';
import { finding, type Finding } from './finding.ts';
import type { DatabaseSafety } from './store.ts';

/** Whether the database is the right one, guards its rows, and keeps what it promised to keep. */
export function examineDatabase(opened: Result<OpenDatabase>, safety: DatabaseSafety | null): Finding[] {
  if (!opened.ok) return [finding('database', 'bad', 'unopened', { reason: String(opened.problem.details['reason'] ?? opened.problem.code), cause: String(opened.problem.details['cause'] ?? '') })];
  const { facts } = opened.value;
  const ran = new Set(facts.migrations);
  const pending = ownMigrations().filter((name) => !ran.has(name));
  const findings: Finding[] = [];
  if (pending.length > 0) findings.push(finding('database', 'warning', 'behind', { count: pending.length }));
  if (facts.isSuperuser || facts.bypassesRowSecurity) findings.push(finding('database', 'warning', 'too-mighty', { role: facts.role }));
  if (safety && safety.unguarded.length > 0) findings.push(finding('database', 'bad', 'unguarded', { tables: safety.unguarded }));
  if (safety && safety.unsafeSettings.length > 0) findings.push(finding('database', 'bad', 'unsafe', { settings: safety.unsafeSettings }));
  return findings.length > 0 ? findings : [finding('database', 'good', 'sound', { version: Math.floor(facts.version / 10_000) })];
}
