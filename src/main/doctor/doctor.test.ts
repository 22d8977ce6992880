import { expect, test } from 'vitest';
import { addDays, addHours, type Instant } from '#kernel/instant.ts';
import { refuse, succeed } from '#kernel/result.ts';
import { createNodeKeys } from '#platform/vault/index.ts';
import { createSeededBytes } from '#test/support/seeded-random.ts';
import type { PeerHealth } from '#exchange/federation/index.ts';
import { examineBackup } from './backup.ts';
import { examineClock } from './clock.ts';
import { examineRoom } from './disk.ts';
import type { Finding } from './finding.ts';
import { examineKeys } from './keys.ts';
import { examinePeers } from './peers.ts';

const now = '2026-03-02T15:00:00.000Z' as Instant;
const said = (findings: readonly Finding[]) => findings.map(({ state, found }) => `${state} ${found}`);

test('one peer with a wrong clock accuses nobody; when most are off, it is ours', () => {
  expect(said(examineClock(0, [0, 1, 90_000]))).toEqual(['good right']);
  expect(said(examineClock(0, [3600, 3598, 3]))).toEqual(['bad off-from-peers']);
  expect(said(examineClock(-40, []))).toEqual(['warning off-from-database']);
  expect(said(examineClock(null, []))).toEqual(['good unheard']);
});

test('a disk that fills is said before it is full', () => {
  const at = (freeBytes: number, allBytes: number) => examineRoom('/data', { freeBytes, allBytes }).found;
  expect([at(50e9, 100e9), at(9e9, 100e9), at(1.5e9, 4e9), at(0.4e9, 4e9)]).toEqual(['room', 'low', 'low', 'full']);
});

test('keys are said to be due before they end', () => {
  const keys = createNodeKeys(now, createSeededBytes(1));
  const at = (days: number) => said(examineKeys(succeed(keys), '/', '/none', addDays(now, days)).filter(({ found }) => found !== 'folder-open'));
  expect([at(10), at(84), at(121)]).toEqual([expect.not.arrayContaining(['bad ended']), ['warning rotation-due'], ['bad ended']]);
  expect(said(examineKeys(refuse('configuration-invalid', { reason: 'passphrase-wrong' }), '/', '/', now))).toEqual(['bad unopened']);
});

test('a backup that is late, lost or never proven is said', () => {
  const at = (hours: number, drilledAt: Instant | null = now) => said(examineBackup({ madeAt: addHours(now, -hours), file: null, drilledAt }, now));
  expect(at(25)).toEqual(['good fresh']);
  expect(at(27)).toEqual(['warning old']);
  expect(at(170)).toEqual(['bad old']);
  expect(at(1, null)).toEqual(['warning never-drilled']);
  expect(at(1, addDays(now, -91))).toEqual(['warning drill-old']);
  expect(said(examineBackup({ madeAt: null, file: null, drilledAt: null }, now))).toEqual(['bad none']);
});

test('a peer that is silent, owes an answer or knows more than we do is named', () => {
  const peer: PeerHealth = {
    nodeId: 'n_aaaaaaaaaaaaaaaaaaaaaaaaaa' as PeerHealth['nodeId'], name: 'PGN', country: 'GT', status: 'active', dutyPhone: '+502', softwareVersion: '1', incarnation: 0, lastHeardAt: now, lastReachedAt: now,
    clockOffsetSeconds: 0, waiting: 0, refused: 0, parked: 0, oldestWaitingAt: null, agreementDaysLeft: 300, disputes: 0, warnings: [],
  };
  expect(said(examinePeers([peer], now))).toEqual(['good heard']);
  expect(said(examinePeers([{ ...peer, status: 'suspended' }], now))).toEqual(['warning none']);
  expect(said(examinePeers([{ ...peer, lastHeardAt: addHours(now, -30) }, { ...peer, lastHeardAt: null }], now))).toEqual(['warning silent', 'warning never-heard']);
  expect(said(examinePeers([{ ...peer, waiting: 2, oldestWaitingAt: addHours(now, -3), warnings: ['rewound', 'receipt-late'] }], now))).toEqual(['warning unanswered', 'bad rewound']);
});
