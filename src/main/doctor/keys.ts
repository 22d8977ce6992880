import { statSync } from 'node:fs';
import type { Instant } from '#kernel/instant.ts';
import type { Result } from '#kernel/result.ts';
import { isRotationDue, keyInUse, type NodeKeys } from '#platform/vault/index.ts';
import { finding, type Finding } from './finding.ts';

/** Whether the keys open, are nobody else's to read, lie apart from the data, and are not about to end. */
export function examineKeys(keys: Result<NodeKeys>, keyFolder: string, dataFolder: string, now: Instant): Finding[] {
  if (!keys.ok) return [finding('keys', 'bad', 'unopened', { reason: String(keys.problem.details['reason'] ?? keys.problem.code), folder: keyFolder })];
  const findings: Finding[] = [];
  const { notAfter } = keyInUse(keys.value.signing, now);
  if (notAfter < now) findings.push(finding('keys', 'bad', 'ended', { until: notAfter.slice(0, 10) }));
  else if (isRotationDue(keys.value, now)) findings.push(finding('keys', 'warning', 'rotation-due', { until: notAfter.slice(0, 10) }));
  const folder = statSync(keyFolder);
  if (process.platform !== 'win32' && folder.mode & 0o077) findings.push(finding('keys', 'warning', 'folder-open', { folder: keyFolder }));
  if (folder.dev === statSync(dataFolder, { throwIfNoEntry: false })?.dev) findings.push(finding('keys', 'warning', 'same-volume', { folder: keyFolder }));
  return findings.length > 0 ? findings : [finding('keys', 'good', 'sound', { until: notAfter.slice(0, 10) })];
}
