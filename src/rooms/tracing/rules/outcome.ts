import { birthLevels } from './birth.ts';
import { exactGrade, grades } from './grade.ts';

/**
 * The fields of a comparison, in order; the other columns of a linked file follow from `extraField` on.
 * `crossed`: given names of one found among surnames of the other; `alias`: names matched by a nickname or alias said;
 * `lineage`: a surname that only one record has, looked for among the other's parents.
 */
export const fieldNames = [
  'given', 'surname', 'crossed', 'alias', 'lineage', 'birth', 'sex', 'place', 'mother', 'father', 'phone', 'identifier', 'nationality', 'language',
] as const;
export type FieldName = (typeof fieldNames)[number];
export const field = Object.fromEntries(fieldNames.map((name, index) => [name, index])) as Readonly<Record<FieldName, number>>;
export const extraField = fieldNames.length;

/** What the comparison of one pair found: a level per field (0: nothing to compare) and the rarity in bits of what agreed. */
export interface Outcome {
  readonly levels: Uint8Array;
  readonly rarity: Float64Array;
}

export const createOutcome = (extraFields: number): Outcome => ({
  levels: new Uint8Array(extraField + extraFields),
  rarity: new Float64Array(extraField + extraFields),
});

/** How two bags of words agree. */
export interface BagAgreement {
  /** 1, or 2 for two and more. */
  readonly matched: number;
  /** Grade of the weakest match. */
  readonly worst: number;
  /** Both sides have a word that the other does not. */
  readonly isContradicted: boolean;
  /** One side has more words. */
  readonly hasExtras: boolean;
  /** A match stands at another place in the order. */
  readonly isMoved: boolean;
}

/** Nothing agrees although both sides have words. */
export const contradiction = 1;
const firstBagLevel = 2;
export const bagLevels = firstBagLevel + 2 * exactGrade * 8;

/** The level of an agreement; see `BagAgreement` for what each part means. */
export const bagLevel = (matched: number, worst: number, isContradicted: boolean, hasExtras: boolean, isMoved: boolean): number =>
  firstBagLevel + (((matched > 2 ? 2 : matched) - 1) * exactGrade + worst - 1) * 8 + (isContradicted ? 4 : 0) + (hasExtras ? 2 : 0) + (isMoved ? 1 : 0);

export function readBagLevel(level: number): BagAgreement {
  const rest = level - firstBagLevel;
  return {
    matched: Math.floor(rest / (8 * exactGrade)) + 1,
    worst: (Math.floor(rest / 8) % exactGrade) + 1,
    isContradicted: (rest & 4) !== 0,
    hasExtras: (rest & 2) !== 0,
    isMoved: (rest & 1) !== 0,
  };
}

const simpleLevels: Readonly<Partial<Record<FieldName, readonly string[]>>> = {
  crossed: ['missing', 'one-uncertain', 'one', 'two-uncertain', 'two'],
  alias: ['missing', 'one', 'two'],
  lineage: ['missing', 'unsupported', 'supported'],
  birth: birthLevels,
  sex: ['missing', 'different', 'same'],
  place: ['missing', 'both-different', 'department-different', 'municipality-different', 'department-same', 'municipality-close', 'municipality-same'],
  phone: ['missing', 'different', 'close', 'same'],
  identifier: ['missing', 'different', 'close', 'same'],
  nationality: ['missing', 'different', 'same'],
  language: ['missing', 'different', 'same'],
};

/**
 * Levels of any other column: by the share of the rarity of all its words that both records have in common; `contained`:
 * one has all the words of the other and more; `close`: all words agree, some only nearly.
 */
export const textLevels = ['missing', 'different', 'little', 'some', 'half', 'much', 'most', 'contained', 'close', 'same'] as const;

/** Number of levels of a field. */
export const levelCount = (fieldIndex: number): number => (fieldIndex >= extraField ? textLevels.length : (simpleLevels[fieldNames[fieldIndex]!]?.length ?? bagLevels));

/** The name of a level, the key of its text in explanations: `same`, `day-same`, `2-sound-contradicted-extra-moved`. */
export function levelName(fieldIndex: number, level: number): string {
  const names = fieldIndex >= extraField ? textLevels : simpleLevels[fieldNames[fieldIndex]!];
  if (names !== undefined) return names[level]!;
  if (level < firstBagLevel) return level === 0 ? 'missing' : 'different';
  const bag = readBagLevel(level);
  return `${bag.matched}-${grades[bag.worst]!}${bag.isContradicted ? '-contradicted' : ''}${bag.hasExtras ? '-extra' : ''}${bag.isMoved ? '-moved' : ''}`;
}

/** Levels at which the two records exclude each other in this field. */
export function isContradiction(fieldIndex: number, level: number): boolean {
  const name = fieldNames[fieldIndex];
  if (name === 'crossed' || name === 'alias') return false;
  if (name === 'place') return level >= 1 && level <= 3;
  if (name === 'birth') return birthLevels[level]!.endsWith('-far');
  return level === contradiction;
}
