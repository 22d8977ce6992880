import type { ReactNode } from 'react';
import type { SortKey } from './list-order.ts';

/** One column of a `DataList`. */
export interface Column<Row> {
  readonly key: string;
  readonly label: string;
  readonly cell: (row: Row) => ReactNode;
  /** The person or thing: bold, and the link of the row. Exactly one. */
  readonly isPrimary?: boolean;
  readonly align?: 'start' | 'end';
  readonly sortBy?: (row: Row) => SortKey;
  /** On a phone: with its label before it, on a line of its own, or left out; otherwise as it stands. */
  readonly onPhone?: 'labelled' | 'line' | 'hidden';
}
