import { hoursBetween, type Instant } from '#kernel/instant.ts';
import { softwareVersion, type TrustedPeer } from '#rooms/governance/index.ts';
import type { AgreementView } from '#rooms/governance/schema.ts';
import { receiptAlarm, tolerableClockSeconds } from './rules.ts';
import type { PeerHealth, peerWarnings } from './schema.ts';
import type { LinkRow, QueueCount } from './store.ts';
import { versionStanding } from './versions.ts';

type Warning = (typeof peerWarnings)[number];
/** Days before the end of an agreement or of a peer's keys from which somebody should act. */
const daysOfNotice = 30;

/** How the line to a peer does; a peer that was never heard has no link yet. */
export function healthOf(peer: TrustedPeer, link: LinkRow | undefined, count: QueueCount | undefined, agreements: readonly AgreementView[], disputes: number, now: Instant): PeerHealth {
  const active = agreements.filter(({ status }) => status === 'active').map(({ daysLeft }) => daysLeft);
  const facts = {
    clockOffsetSeconds: link?.clock_offset_seconds ?? null,
    waiting: count?.waiting ?? 0, refused: count?.refused ?? 0, parked: count?.parked ?? 0,
    oldestWaitingAt: count?.oldest_waiting_at ?? null,
    agreementDaysLeft: active.length === 0 ? null : Math.max(...active),
  };
  const standing = versionStanding(softwareVersion, peer.softwareVersion);
  const hours = (since: Instant | null) => (since === null ? 0 : hoursBetween(since, now));
  const warnings: readonly (readonly [Warning, boolean])[] = [
    ['equivocated', disputes > 0],
    ['rewound', link?.rewound_at != null],
    ['heads-differ', link?.heads_differ_since != null],
    ['parked', facts.parked > 0],
    ['refused', facts.refused > 0],
    ['receipt-late', hours(facts.oldestWaitingAt) * 3_600_000 > receiptAlarm],
    ['clock-off', Math.abs(facts.clockOffsetSeconds ?? 0) > tolerableClockSeconds],
    ['no-agreement', facts.agreementDaysLeft === null],
    ['agreement-ends', facts.agreementDaysLeft !== null && facts.agreementDaysLeft < daysOfNotice],
    ['keys-end', hoursBetween(now, peer.keysValidUntil) < daysOfNotice * 24],
    ['version-older', standing === 'older'],
    ['version-newer', standing === 'newer'],
  ];
  return {
    nodeId: peer.nodeId, name: peer.name, country: peer.country, status: peer.status, dutyPhone: peer.dutyPhone, softwareVersion: peer.softwareVersion,
    incarnation: Math.max(link?.incarnation ?? 0, peer.fencedIncarnation), lastHeardAt: link?.last_heard_at ?? null, lastReachedAt: link?.last_reached_at ?? null,
    ...facts, disputes, warnings: peer.status === 'active' ? warnings.filter(([, holds]) => holds).map(([warning]) => warning) : [],
  };
}
