import type { FormError } from '#web/kit/error-summary.tsx';
import type { Intake } from './intake.ts';

/** What every part of the intake takes. */
export interface StepProps {
  readonly intake: Intake;
  readonly set: (change: Partial<Intake>) => void;
  readonly errors: readonly FormError[];
}
