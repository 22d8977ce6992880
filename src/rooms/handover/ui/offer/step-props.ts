import type { FormError } from '#web/kit/error-summary.tsx';
import type { OfferDraft, Receiver } from './offer-draft.ts';
import type { KnownChild } from './use-files.ts';

/** What every page of the wizard gets. */
export interface StepProps {
  readonly draft: OfferDraft;
  readonly change: (part: Partial<OfferDraft>) => void;
  readonly errors: readonly FormError[];
  readonly receivers: readonly Receiver[];
  /** The agreement with the chosen receiver; undefined until one is chosen. */
  readonly agreement: Receiver | undefined;
  /** The child first, then the siblings who go along. */
  readonly group: readonly KnownChild[];
  /** Brothers and sisters of whom this agency knows. */
  readonly siblings: readonly KnownChild[];
}

export const errorOf = (errors: readonly FormError[], name: string): string | undefined => errors.find((error) => error.name === name)?.message;
