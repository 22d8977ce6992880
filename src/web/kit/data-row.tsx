import { Link } from 'wouter';
import type { Instant } from '#kernel/instant.ts';
import { classes } from './classes.ts';
import type { Column } from './column.ts';
import { dueOf } from './dates.ts';
import { text } from './text.tsx';
import { useNow } from './use-now.ts';
import styles from './data-list.module.css';

interface DataRowProps<Row> {
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  readonly href: string | undefined;
  /** Null: the row has no deadline; undefined: the list has no such column. */
  readonly due: Instant | null | undefined;
}

/** One row; its link covers the whole of it. Roles are spelt out because a phone shows the table as cards. */
export function DataRow<Row>({ row, columns, href, due }: DataRowProps<Row>) {
  const now = useNow();
  const state = due ? dueOf(due, now) : undefined;
  return (
    <tr role="row" className={classes(styles['row'], href !== undefined && styles['linked'], state?.isOverdue && styles['overdue'])}>
      {columns.map((column) => (
        <td key={column.key} role="cell" className={classes(styles['cell'], column.isPrimary && styles['primary'], column.align === 'end' && styles['end'], column.onPhone && styles[column.onPhone])}>
          {column.onPhone === 'labelled' && <span className={styles['phoneLabel']}>{column.label}: </span>}
          {column.isPrimary && href !== undefined ? <Link href={href} className={styles['link']} data-row-link="">{column.cell(row)}</Link> : column.cell(row)}
        </td>
      ))}
      {due !== undefined && (
        <td role="cell" className={classes(styles['cell'], styles['due'], styles['end'], state && styles[state.tone])}>
          {state ? <time dateTime={due!}>{state.text}</time> : <span className={styles['noDue']}>{text('kit.list.noDue')}</span>}
        </td>
      )}
    </tr>
  );
}
