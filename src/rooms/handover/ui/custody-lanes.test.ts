import { expect, test } from 'vitest';
import type { CustodyView } from '../schema.ts';
import { lanesOf } from './custody-lanes.ts';

const agency = (name: string) => ({ nodeId: `n_${name}`, shortName: name, name, country: 'MX', dutyPhone: '', isThisNode: name === 'Nos' }) as never as CustodyView['custodian'];
const tenure = (epoch: number, name: string, until: string | null = null) => ({ epoch, agency: agency(name), from: `2026-03-0${epoch + 1}T00:00:00.000Z`, until, handoverId: null, blockHash: null, isVerified: true }) as CustodyView['chain'][number];
const pending = (status: string, direction: 'outgoing' | 'incoming' = 'outgoing') => ({ handoverId: 'h', direction, status, peer: agency('Otra'), decideBy: null, since: '2026-03-09T00:00:00.000Z', isOverdue: false }) as never as CustodyView['pending'][number];
const us = { nodeId: 'n_Nos', shortName: 'Nos' };
const drawn = (lanes: ReturnType<typeof lanesOf>) => lanes.lanes.map(({ name, stretches }) => `${name} ${stretches.map(({ kind, column }) => `${kind}${column}`).join(' ')}`);

test('each agency has one lane, also when the child comes back to it', () => {
  const lanes = lanesOf({ chain: [tenure(2, 'Nos'), tenure(0, 'Nos', 'x'), tenure(1, 'Otra', 'y')], pending: [], custodian: agency('Nos') }, us);
  expect(drawn(lanes)).toEqual(['Nos held0 held2', 'Otra held1']);
  expect(lanes).toMatchObject({ columns: 3, earlier: 0 });
});

test('during a handover both answer; before the receiver has accepted it is only asked', () => {
  const chain = [tenure(0, 'Nos')];
  for (const status of ['agreed', 'committed']) expect(drawn(lanesOf({ chain, pending: [pending(status)], custodian: agency('Nos') }, us))).toEqual(['Nos held0 both1', 'Otra both1']);
  expect(drawn(lanesOf({ chain, pending: [pending('offered')], custodian: agency('Nos') }, us))).toEqual(['Nos held0 held1', 'Otra asked1']);
  expect(drawn(lanesOf({ chain: [tenure(0, 'Otra')], pending: [pending('accepted', 'incoming')], custodian: agency('Otra') }, us))).toEqual(['Otra held0 both1', 'Nos both1']);
});

test('a long way shows its end and says how much went before', () => {
  const chain = Array.from({ length: 9 }, (_, epoch) => tenure(epoch, epoch % 2 ? 'Otra' : 'Nos'));
  expect(lanesOf({ chain, pending: [], custodian: agency('Nos') }, us)).toMatchObject({ columns: 6, earlier: 3 });
});
