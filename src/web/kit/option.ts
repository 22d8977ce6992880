import type { ReactNode } from 'react';
import type { IconName } from './icon.tsx';

/** One answer that may be chosen. */
export interface Option<Value extends string = string> {
  readonly value: Value;
  readonly label: ReactNode;
  /** What it means, in few words. */
  readonly hint?: ReactNode;
  readonly icon?: IconName;
}
