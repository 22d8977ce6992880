import { finding, type Finding } from './finding.ts';

/** Seconds from which somebody should look, and from which peers would show this node's clock as wrong (custody/1 section 9). */
const bounds = { worth: 5, wrong: 300 };

/**
 * Compares this machine's clock with the database's and with what peers signed. One peer may be wrong itself; the middle one of
 * several is right.
 * @param databaseSeconds by how much the database's clock is ahead of ours; null when it did not answer
 * @param peerSeconds the same of each peer that was heard
 */
export function examineClock(databaseSeconds: number | null, peerSeconds: readonly number[]): Finding[] {
  const sorted = peerSeconds.toSorted((one, other) => one - other);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  const findings: Finding[] = [];
  if (middle !== undefined && Math.abs(middle) >= bounds.wrong) findings.push(finding('clock', 'bad', 'off-from-peers', { seconds: middle, peers: sorted.length }));
  if (databaseSeconds !== null && Math.abs(databaseSeconds) >= bounds.worth) findings.push(finding('clock', 'warning', 'off-from-database', { seconds: Math.round(databaseSeconds) }));
  if (findings.length > 0) return findings;
  return [middle === undefined ? finding('clock', 'good', 'unheard') : finding('clock', 'good', 'right', { seconds: middle, peers: sorted.length })];
}
