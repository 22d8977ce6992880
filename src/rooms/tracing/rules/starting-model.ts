import { birthLevels } from './birth.ts';
import type { FieldWeights, Model } from './model.ts';
import { bagLevels, contradiction, fieldNames, readBagLevel, type FieldName } from './outcome.ts';

/**
 * Weights set by hand from the rates of the generator's specification: what the engine knows before anything is learned.
 * The learned model replaces it; tests of the machinery use it because it never changes.
 */

/** Bits lost under "same child" by the grade of the weakest match: initial, near, close, nickname, sound, exact. */
const gradePenalty = [0, 5, 4, 3.3, 3.5, 2.5, 0.5];

function bagWeights(family: 'like-child' | 'like-stranger', contradictionBits: number, movedBits: number): FieldWeights {
  const levels: number[] = [0, 0, 0];
  levels.push(-contradictionBits, family === 'like-child' ? -contradictionBits + 1 : -0.2, -0.2);
  for (let level = contradiction + 1; level < bagLevels; level++) {
    const bag = readBagLevel(level);
    const child = -gradePenalty[bag.worst]! - (bag.isContradicted ? 3 : 0) - (bag.hasExtras ? 1 : 0) - (bag.isMoved ? movedBits : 0);
    const stranger = -(bag.worst >= 5 ? 1 : 2) - (bag.isContradicted ? 0.5 : 1.5) - (bag.hasExtras ? 0.5 : 1);
    levels.push(child, family === 'like-child' ? child - 0.2 : stranger, stranger);
  }
  return { levels, shares: levels, rarity: [0, family === 'like-child' ? 0 : -0.8, -0.8], rarityMean: 0 };
}

const table = (rows: readonly (readonly [number, number, number])[], slope: readonly [number, number, number] = [0, 0, 0]): FieldWeights =>
  {
  const levels = [[0, 0, 0], ...rows].flat();
  return { levels, shares: levels, rarity: slope, rarityMean: 0 };
};

const birthRow = (name: string): readonly [number, number, number] => {
  if (name === 'missing') return [0, 0, 0];
  if (name === 'day-same') return [-0.7, -9, -11];
  if (name.endsWith('-within')) return [-0.8, -4, -4];
  if (/swapped|one-digit|same-month|other-year-1|half-year/.test(name)) return [-4, -7, -7.5];
  if (name.endsWith('-year')) return [-2.5, -3, -3.5];
  if (/other-year-2|same-year|2-years/.test(name)) return [-4.5, -3, -3.2];
  if (/10-months|18-months|3-years/.test(name)) return [-6, -2.5, -3];
  return [-9, -2, -1.5];
};

const byField: Readonly<Record<FieldName, FieldWeights>> = {
  given: bagWeights('like-stranger', 6, 3),
  surname: bagWeights('like-child', 6, 3),
  crossed: table([[-7, -9, -7], [-6, -8, -7], [-7, -12, -12], [-6, -12, -13]]),
  alias: table([[-3, -6, -6], [-4, -9, -9]], [0, -0.5, -0.5]),
  lineage: table([[-2, -2, -0.2], [-0.5, -0.5, -3]]),
  birth: table(birthLevels.slice(1).map(birthRow)),
  sex: table([[-6, -1, -1], [0, -1, -1]]),
  place: table([[-3.5, -3.5, -0.2], [-3, -3, -0.2], [-3, -3, -1.5], [-0.3, -0.3, -4], [-2, -2, -6], [-0.2, -0.2, -6]]),
  mother: bagWeights('like-child', 4, 0),
  father: bagWeights('like-child', 4, 0),
  phone: table([[-1.5, -1.5, 0], [-5, -5, -12], [-1, -1, -14]]),
  identifier: table([[-3, 0, 0], [-5, -12, -13], [-0.3, -14, -15]]),
  nationality: table([[-4, -4.5, -1], [0, 0, -1]]),
  language: table([[-2, -2, -1], [0, 0, -1]]),
};

/**
 * Any other column, before its own file has taught what it is worth: different, little, some, half, much, most, contained,
 * close, same. Two strangers agree by chance about as often as the value is common, so its rarity counts from 0.
 */
const anyShares = table([[-2.3, -0.4, -0.3], [-6, -3.5, -4], [-5, -4, -5], [-4.5, -5, -6], [-4, -6, -7], [-4, -7, -8.5], [-3.5, -5, -6], [-3.7, -7, -8.5], [-0.9, -3.5, -4]]);
const anyColumn: FieldWeights = {
  ...anyShares,
  levels: [anyShares.levels.slice(0, 5 * 3), [-4, -2, -2], [-4, -2, -2], [-3.5, -1.5, -1.5], [-3.7, -2, -2], [-0.9, -0.7, -0.7]].flat(),
  rarity: [0, -0.8, -0.8],
};

export const startingModel: Model = {
  prior: [-4, -3.5, -0.2],
  classShares: [-4, -3.5, -0.2],
  fields: [...fieldNames.map((name) => byField[name]), anyColumn],
  calibration: [],
};
