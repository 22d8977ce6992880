import type { ProbabilityBand } from '../schema.ts';

/** Below the last of these probabilities a record is not worth a look. Thresholds of suggestion, not of decision. */
const bands: readonly (readonly [ProbabilityBand, number])[] = [['very_likely', 0.9], ['likely', 0.5], ['possible', 0.05]];

export const bandOf = (probability: number): ProbabilityBand | undefined => bands.find(([, least]) => probability >= least)?.[0];
