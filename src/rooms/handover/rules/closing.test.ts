import fc from 'fast-check';
import { expect, test } from 'vitest';
import { closeReasons } from '#rooms/case/schema.ts';
import { noSuccessorReasons, successorKinds, type Successor } from '../schema/closing-view.ts';
import { closingFaults } from './closing.ts';

const successor: fc.Arbitrary<Successor> = fc.record({ kind: fc.constantFrom(...successorKinds), name: fc.constant('Tía Juana') });
const closing = fc.record({ reason: fc.constantFrom(...closeReasons), successor: fc.option(successor), noSuccessor: fc.option(fc.constantFrom(...noSuccessorReasons)) });

test('nobody is left to nobody: a closing names who goes on, or says why nobody does, never both', () => {
  fc.assert(fc.property(closing, (one) => {
    const isWhole = closingFaults(one).length === 0;
    if (isWhole) expect((one.successor === null) !== (one.noSuccessor === null)).toBe(true);
    if (isWhole && one.reason === 'reunified_and_monitored') expect(one.successor).not.toBeNull();
    if (isWhole && one.reason === 'death') expect(one).toMatchObject({ successor: null, noSuccessor: 'death' });
  }));
});

test('each reason can be closed for in some way', () => {
  for (const reason of closeReasons) {
    const ways = [...noSuccessorReasons.map((noSuccessor) => ({ reason, successor: null, noSuccessor })), { reason, successor: { kind: 'family' as const, name: 'Juana' }, noSuccessor: null }];
    expect(ways.some((way) => closingFaults(way).length === 0)).toBe(true);
  }
});
