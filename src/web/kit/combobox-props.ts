import type { FieldProps } from './field-frame.tsx';

/** One answer of a long list: a place, a language, a worker. */
export interface ComboboxOption {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

/** Where the answers come from. */
export interface OptionSource {
  /** All answers, when they are at hand… */
  readonly options?: readonly ComboboxOption[];
  /** …or how to look them up by what was typed. Keep the same function between renders. */
  readonly search?: (typed: string) => Promise<readonly ComboboxOption[]>;
}

export interface ComboboxProps extends FieldProps, OptionSource {
  readonly value: ComboboxOption | null;
  readonly onChange: (value: ComboboxOption | null) => void;
}
