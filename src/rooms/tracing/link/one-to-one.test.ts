import { expect, test } from 'vitest';
import { withoutRivals } from './one-to-one.ts';

const links = [{ left: 0, right: 10, probability: 0.99 }, { left: 0, right: 11, probability: 0.95 }, { left: 1, right: 11, probability: 0.9 }, { left: 2, right: 10, probability: 0.8 }];
const kept = (isSame: (one: number, other: number) => boolean): string[] => withoutRivals(links, isSame).map(({ left, right }) => `${left}=${right}`);

test('in clean files each record keeps its surest partner', () => expect(kept(() => false)).toEqual(['0=10', '1=11']));
test('a person who stands twice in one file keeps both', () => expect(kept((one, other) => one === 10 && other === 11)).toEqual(['0=10', '0=11']));
