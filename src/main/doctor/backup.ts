import { hoursBetween, type Instant } from '#kernel/instant.ts';
import type { LastBackup } from '../backup/last.ts';
import { finding, type Finding } from './finding.ts';

/** A night's backup may be late by two hours; a drill is due each quarter. */
const bounds = { lateHours: 26, lostHours: 7 * 24, drillDays: 90 };

/** How old the last backup is and whether any was ever proven. */
export function examineBackup({ madeAt, drilledAt }: LastBackup, now: Instant): Finding[] {
  if (madeAt === null) return [finding('backup', 'bad', 'none')];
  const hours = Math.floor(hoursBetween(madeAt, now));
  const findings: Finding[] = [];
  if (hours >= bounds.lateHours) findings.push(finding('backup', hours >= bounds.lostHours ? 'bad' : 'warning', 'old', { hours }));
  if (drilledAt === null) findings.push(finding('backup', 'warning', 'never-drilled'));
  else if (hoursBetween(drilledAt, now) >= bounds.drillDays * 24) findings.push(finding('backup', 'warning', 'drill-old', { days: Math.floor(hoursBetween(drilledAt, now) / 24) }));
  return findings.length > 0 ? findings : [finding('backup', 'good', 'fresh', { hours, drilled: (drilledAt ?? '').slice(0, 10) })];
}
