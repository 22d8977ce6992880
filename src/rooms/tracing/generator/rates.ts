/**
 * Every rate of the invented corridor (matching design, section 4, version 2). They come from general knowledge, not from
 * a survey: that is why each is a parameter and why weights are adapted to the registry at hand.
 */
export interface CorridorRates {
  readonly population: PopulationRates;
  /** Errors of a civil registry and of a worker in the field. */
  readonly registry: ErrorRates;
  readonly fieldWork: ErrorRates;
  /** Chance that a child is recorded once more, by a further agency. */
  readonly furtherRecord: number;
  readonly mostRecords: number;
  /** Share of records made by a registry clerk, after the first which has `firstIsRegistry`. */
  readonly firstIsRegistry: number;
  readonly laterIsRegistry: number;
  /** Spread (standard deviation of the logarithm) of the clerks' own error factors; clerks per agency. */
  readonly clerkSpread: number;
  readonly clerks: number;
}

export interface PopulationRates {
  readonly countries: Readonly<Record<Country, number>>;
  readonly mayaShare: Readonly<Record<Country, number>>;
  readonly garifunaShare: Readonly<Record<Country, number>>;
  readonly childrenPerFamily: readonly number[];
  readonly singleMother: number;
  /** Of single-mother families: child bears one surname only (else both of the mother). */
  readonly singleSurname: number;
  readonly givenNames: readonly number[];
  readonly givenAsSurname: number;
  /** Of Maya families: surnames are the father's given names; the eldest son bears his father's names reversed. */
  readonly lineageNaming: number;
  readonly twins: number;
  /** A family that bears the first surname of another of the same place: cousins. */
  readonly cousins: number;
  readonly longTailGiven: number;
  readonly longTailSurname: number;
  /** The registry forced another surname on the child at some day; before it other records bear the first. */
  readonly forcedSurname: number;
  readonly nameExponent: number;
  readonly municipalitiesPerDepartment: number;
}

export interface ErrorRates {
  /** Per token. */
  readonly respelling: number;
  readonly typo: number;
  readonly accentsLost: number;
  readonly nickname: number;
  /** Per record, of the child's name. */
  readonly dropGiven: number;
  readonly swapGivens: number;
  readonly dropSecondSurname: number;
  readonly dropFirstSurname: number;
  readonly swapSurnames: number;
  readonly surnameAsGiven: number;
  readonly hyphen: number;
  readonly concatenation: number;
  readonly givenSurnameSwap: number;
  readonly marriedName: number;
  readonly falseName: number;
  readonly aliasListed: number;
  readonly nicknameListed: number;
  /** Per record, of the other facts. */
  readonly ageOnly: number;
  readonly ageWrong: number;
  readonly yearOnly: number;
  readonly yearWrong: number;
  readonly dayMonthSwap: number;
  readonly dateTypo: number;
  readonly ageAltered: number;
  readonly dateHeaping: number;
  readonly sexWrong: number;
  readonly parentsMissing: number;
  readonly parentShortened: number;
  readonly placeMissing: number;
  readonly placeMoved: number;
  readonly phoneMissing: number;
  readonly phoneChanged: number;
  readonly countryWrong: number;
}

export type Country = 'GT' | 'HN' | 'SV' | 'MX';

const registry: ErrorRates = {
  respelling: 0.015, typo: 0.01, accentsLost: 0.35, nickname: 0,
  dropGiven: 0.05, swapGivens: 0.01, dropSecondSurname: 0.04, dropFirstSurname: 0.01, swapSurnames: 0.01, surnameAsGiven: 0.005, hyphen: 0.005,
  concatenation: 0.003, givenSurnameSwap: 0.004, marriedName: 0.005, falseName: 0, aliasListed: 0.01, nicknameListed: 0.01,
  ageOnly: 0.04, ageWrong: 0.3, yearOnly: 0.04, yearWrong: 0.3, dayMonthSwap: 0.01, dateTypo: 0.02, ageAltered: 0, dateHeaping: 0.02,
  sexWrong: 0.004, parentsMissing: 0.12, parentShortened: 0.3, placeMissing: 0.05, placeMoved: 0.05, phoneMissing: 0.6, phoneChanged: 0.1, countryWrong: 0.002,
};

const fieldWork: ErrorRates = {
  respelling: 0.08, typo: 0.05, accentsLost: 0.7, nickname: 0.05,
  dropGiven: 0.35, swapGivens: 0.04, dropSecondSurname: 0.25, dropFirstSurname: 0.03, swapSurnames: 0.05, surnameAsGiven: 0.05, hyphen: 0.03,
  concatenation: 0.02, givenSurnameSwap: 0.02, marriedName: 0.01, falseName: 0.008, aliasListed: 0.05, nicknameListed: 0.08,
  ageOnly: 0.25, ageWrong: 0.45, yearOnly: 0.15, yearWrong: 0.3, dayMonthSwap: 0.04, dateTypo: 0.05, ageAltered: 0.04, dateHeaping: 0.06,
  sexWrong: 0.01, parentsMissing: 0.4, parentShortened: 0.45, placeMissing: 0.2, placeMoved: 0.12, phoneMissing: 0.7, phoneChanged: 0.25, countryWrong: 0.01,
};

/** Version 2 of the corridor. */
export const corridorRates: CorridorRates = {
  population: {
    countries: { GT: 0.42, HN: 0.28, SV: 0.14, MX: 0.16 },
    mayaShare: { GT: 0.44, HN: 0, SV: 0, MX: 0.15 },
    garifunaShare: { GT: 0.005, HN: 0.06, SV: 0, MX: 0 },
    childrenPerFamily: [0.45, 0.33, 0.22],
    singleMother: 0.12, singleSurname: 0.4, givenNames: [0.16, 0.76, 0.08], givenAsSurname: 0.18, lineageNaming: 0.08, twins: 0.024, cousins: 0.04,
    longTailGiven: 0.08, longTailSurname: 0.06, forcedSurname: 0.01, nameExponent: 0.8, municipalitiesPerDepartment: 15,
  },
  registry, fieldWork,
  furtherRecord: 0.553, mostRecords: 6, firstIsRegistry: 0.5, laterIsRegistry: 0.2, clerkSpread: 0.5, clerks: 60,
};

/** The same world with every error rate multiplied; probabilities stay below 0.9. */
export function noisier(rates: CorridorRates, factor: number): CorridorRates {
  const scaled = (errors: ErrorRates): ErrorRates =>
    Object.fromEntries(Object.entries(errors).map(([name, rate]: [string, number]) => [name, Math.min(0.9, rate * factor)])) as unknown as ErrorRates;
  return { ...rates, registry: scaled(rates.registry), fieldWork: scaled(rates.fieldWork) };
}
