import { hoursBetween, type Instant } from '#kernel/instant.ts';
import type { PeerHealth } from '#exchange/federation/index.ts';
import { finding, type Finding } from './finding.ts';

/** Hours of silence of a peer that should not surprise anybody. */
const quietHours = 24;

/** How the lines to the active peers do; names of agencies, never of anyone else. */
export function examinePeers(peers: readonly PeerHealth[], now: Instant): Finding[] {
  const active = peers.filter(({ status }) => status === 'active');
  if (active.length === 0) return [finding('peers', 'warning', 'none')];
  const findings = active.flatMap((peer): Finding[] => {
    const hours = peer.lastHeardAt === null ? null : Math.floor(hoursBetween(peer.lastHeardAt, now));
    const facts = { name: peer.name, phone: peer.dutyPhone };
    return [
      ...(hours === null ? [finding('peers', 'warning', 'never-heard', facts)] : hours >= quietHours ? [finding('peers', 'warning', 'silent', { ...facts, hours })] : []),
      ...(peer.warnings.includes('receipt-late') ? [finding('peers', 'warning', 'unanswered', { ...facts, count: peer.waiting, hours: Math.floor(hoursBetween(peer.oldestWaitingAt!, now)) })] : []),
      ...peer.warnings.filter((warning) => warning !== 'receipt-late' && warning !== 'clock-off').map((warning) =>
        finding('peers', warning === 'rewound' || warning === 'heads-differ' ? 'bad' : 'warning', warning, { ...facts, refused: peer.refused, parked: peer.parked, days: peer.agreementDaysLeft ?? 0 })),
    ];
  });
  return findings.length > 0 ? findings : [finding('peers', 'good', 'heard', { count: active.length })];
}
