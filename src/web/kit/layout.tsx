import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './layout.module.css';

type Gap = 1 | 2 | 3 | 4 | 5 | 6 | 7;
const gapClass = (gap: Gap): string | undefined => styles[`gap${gap}`];

/** Things under each other at an even distance. */
export const Stack = ({ children, gap = 4 }: { readonly children: ReactNode; readonly gap?: Gap }) => (
  <div className={classes(styles['stack'], gapClass(gap))}>{children}</div>
);

interface RowProps {
  readonly children: ReactNode;
  readonly gap?: Gap;
  readonly align?: 'start' | 'center' | 'baseline';
  /** Pushes the first and the last apart. */
  readonly isSpread?: boolean;
}

/** Things beside each other, onto the next line where there is no room. */
export const Row = ({ children, gap = 3, align = 'center', isSpread = false }: RowProps) => (
  <div className={classes(styles['row'], gapClass(gap), styles[align], isSpread && styles['spread'])}>{children}</div>
);

/** Columns of equal width, as many as fit; one on a phone. */
export const Columns = ({ children, gap = 5 }: { readonly children: ReactNode; readonly gap?: Gap }) => (
  <div className={classes(styles['columns'], gapClass(gap))}>{children}</div>
);
