import { Type, type Static } from 'typebox';

/** How probable it is that a record speaks of the child who is asked for. Never a verdict: people confirm. */
export const probabilityBands = ['very_likely', 'likely', 'possible'] as const;
export const ProbabilityBand = Type.Enum(probabilityBands);
export type ProbabilityBand = Static<typeof ProbabilityBand>;
