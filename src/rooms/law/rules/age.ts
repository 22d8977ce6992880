import { plusMonths } from './calendar.ts';
import type { Day } from '#kernel/instant.ts';
import type { Birth } from '../schema.ts';

/** Completed years: what a birth known imprecisely allows. `oldest` is null where nothing is known. */
export interface AgeRange {
  readonly youngest: number;
  readonly oldest: number | null;
}

/** Mexican bands: under 12, 12 to under 18, 18 and over (LGDNNA art. 5). */
type MexicanBand = 'nina_nino' | 'adolescente' | 'adult';
/** Under 18 or not (Convention on the Rights of the Child, art. 1). */
type InternationalBand = 'child' | 'adult';
/** The bands of the indicators, and of Mexico's published tables (0 to 11, 12 to 17). */
type StatisticalBand = '0-5' | '6-11' | '12-14' | '15-17' | '18+' | 'unknown';

export interface AgeBands {
  readonly range: AgeRange;
  readonly mexican: MexicanBand;
  readonly international: InternationalBand;
  readonly statistical: StatisticalBand;
  /** The law's presumption was needed: the oldest possible age falls in a higher band, or the age is in dispute. */
  readonly isPresumed: boolean;
}

/** By how many years an estimated age may be wrong, either way: policy, not law. */
export const estimatedAgeMargin = 1;

/** Completed years on `today`, at the least and at the most. A birth after `today` counts as age 0. */
export function ageRange(birth: Birth, today: Day): AgeRange {
  switch (birth.precision) {
    case 'day':
      return { youngest: yearsBetween(birth.day, today), oldest: yearsBetween(birth.day, today) };
    case 'month':
      return { youngest: yearsBetween(lastDayOf(birth.month), today), oldest: yearsBetween(`${birth.month}-01`, today) };
    case 'year':
      return { youngest: yearsBetween(`${birth.year}-12-31`, today), oldest: yearsBetween(`${birth.year}-01-01`, today) };
    case 'estimated': {
      // someone of 13 on the day of the estimate turns 14 within the following year
      const passed = yearsBetween(birth.recordedOn, today);
      const isAnniversary = birth.recordedOn.slice(5) === today.slice(5);
      return { youngest: Math.max(0, birth.age - estimatedAgeMargin) + passed, oldest: birth.age + estimatedAgeMargin + passed + (isAnniversary ? 0 : 1) };
    }
    case 'unknown':
      return { youngest: 0, oldest: null };
  }
}

/**
 * The bands of every jurisdiction, from the youngest age that is possible: whoever may be under 18 is treated as an
 * adolescent and whoever may be under 12 as a girl or boy (LGDNNA art. 5; Ley de Migración art. 3 XVI).
 * @param options `isDisputed`: an authority doubts the age and no reasoned decision has been taken, so she is a child
 */
export function ageBands(birth: Birth, today: Day, options: { readonly isDisputed?: boolean } = {}): AgeBands {
  const range = ageRange(birth, today);
  const isDisputedAdult = Boolean(options.isDisputed) && range.youngest >= 18;
  const mexican = isDisputedAdult ? 'adolescente' : mexicanBand(range.youngest);
  return {
    range,
    mexican,
    international: mexican === 'adult' ? 'adult' : 'child',
    statistical: range.oldest === null ? 'unknown' : isDisputedAdult ? '15-17' : statisticalBand(range.youngest),
    isPresumed: isDisputedAdult || range.oldest === null || mexicanBand(range.oldest) !== mexican,
  };
}

const mexicanBand = (age: number): MexicanBand => (age < 12 ? 'nina_nino' : age < 18 ? 'adolescente' : 'adult');

const statisticalBand = (age: number): StatisticalBand =>
  age < 6 ? '0-5' : age < 12 ? '6-11' : age < 15 ? '12-14' : age < 18 ? '15-17' : '18+';

const lastDayOf = (month: string): Day => plusMonths(`${month}-31`, 0);

/** Born on 29 February turns a year older on 1 March of common years: later, hence still a child for longer. */
function yearsBetween(born: Day, today: Day): number {
  const years = Number(today.slice(0, 4)) - Number(born.slice(0, 4));
  return Math.max(0, today.slice(5) < born.slice(5) ? years - 1 : years);
}
