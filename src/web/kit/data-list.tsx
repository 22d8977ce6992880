import { useId, useState, type ReactNode } from 'react';
import type { Problem } from '#kernel/problem.ts';
import type { Instant } from '#kernel/instant.ts';
import { Button } from './button.tsx';
import type { Column } from './column.ts';
import { DataRow } from './data-row.tsx';
import { Icon } from './icon.tsx';
import { region } from './language.ts';
import { matches, sortedBy, type Order } from './list-order.ts';
import { ProblemNotice } from './problem-notice.tsx';
import { useShortcut } from './shortcuts.ts';
import { Skeleton } from './skeleton.tsx';
import { text } from './text.tsx';
import styles from './data-list.module.css';

export interface DataListProps<Row> {
  /** What the rows are; read aloud, shown when `isCaptionShown`. */
  readonly caption: string;
  readonly isCaptionShown?: boolean;
  /** Undefined while loading. */
  readonly rows: readonly Row[] | undefined;
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly href?: (row: Row) => string;
  /** The row's deadline: shown at the right; overdue first, then the nearest. */
  readonly due?: (row: Row) => Instant | null | undefined;
  /** What the search box above looks through; no box without it. */
  readonly searchText?: (row: Row) => string;
  /** Other filters, beside the search box. */
  readonly filters?: ReactNode;
  readonly empty: { readonly title: string; readonly text?: string; readonly action?: ReactNode };
  readonly problem?: Problem | undefined;
  readonly onRetry?: () => void;
}

const pageSize = 100;
/** What was typed into the search box of each list, kept while the desk is open so that it is still there on return. */
const searches = new Map<string, string>();

function focusRow(step: number): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('a[data-row-link]')];
  const at = links.indexOf(document.activeElement as HTMLAnchorElement);
  links[Math.min(Math.max(at + step, 0), links.length - 1)]?.focus();
}

/** Rows to work through: a table on a desk, cards on a phone. `j` and `k` move, Enter opens. */
export function DataList<Row>(props: DataListProps<Row>) {
  const { caption, rows, columns, due, searchText, empty, problem, onRetry } = props;
  const [typed, setTyped] = useState(searches.get(caption) ?? '');
  const [order, setOrder] = useState<Order>();
  const [limit, setLimit] = useState(pageSize);
  const captionId = useId();
  useShortcut('j', text('kit.list.nextRow'), () => focusRow(1));
  useShortcut('k', text('kit.list.previousRow'), () => focusRow(-1));

  const found = rows && (searchText && typed.trim() ? rows.filter((row) => matches(searchText(row), typed)) : rows);
  const sorting = columns.find((column) => column.key === order?.column)?.sortBy ?? due;
  const sorted = found && (sorting ? sortedBy(found, sorting, order?.isDescending ?? false, region()) : found);
  const sortable = columns.filter((column) => column.sortBy);
  const search = (words: string): void => {
    setTyped(words);
    searches.set(caption, words);
  };
  const sortBy = (column: string): void =>
    setOrder(order?.column !== column ? { column, isDescending: false } : order.isDescending ? undefined : { column, isDescending: true });

  if (problem && !rows) return <ProblemNotice problem={problem} {...(onRetry ? { onRetry } : {})} />;
  if (!rows || !sorted) return <div className={styles['loading']}><Skeleton lines={6} /></div>;
  return (
    <div className={styles['list']}>
      <ProblemNotice problem={problem} {...(onRetry ? { onRetry } : {})} />
      {(props.isCaptionShown || (searchText && rows.length > 0) || props.filters) && (
        <div className={styles['tools']}>
          {props.isCaptionShown && <h2 className={styles['caption']}>{caption}</h2>}
          {searchText && (rows.length > 0 || typed) && (
            <label className={styles['search']}>
              <span className="visually-hidden">{text('kit.list.search', { caption })}</span>
              <Icon name="search" />
              <input type="search" value={typed} placeholder={text('kit.list.searchPlaceholder')} onChange={(event) => search(event.target.value)} />
            </label>
          )}
          {props.filters}
          {sortable.length > 0 && rows.length > 1 && (
            <label className={styles['phoneSort']}>
              <span>{text('kit.list.sort')}</span>
              <select value={order?.column ?? ''} onChange={(event) => setOrder(event.target.value ? { column: event.target.value, isDescending: false } : undefined)}>
                <option value="">{text(due ? 'kit.list.byDeadline' : 'kit.list.asIs')}</option>
                {sortable.map((column) => <option key={column.key} value={column.key}>{column.label}</option>)}
              </select>
            </label>
          )}
          {typed && <p className={styles['found']} role="status">{text('kit.list.found', { count: sorted.length, all: rows.length })}</p>}
        </div>
      )}
      {sorted.length === 0 ? (
        <div className={styles['empty']}>
          <p className={styles['emptyTitle']}>{rows.length > 0 ? text('kit.list.noneFound') : empty.title}</p>
          {rows.length === 0 && empty.text && <p>{empty.text}</p>}
          {rows.length === 0 ? empty.action : <Button onPress={() => search('')}>{text('kit.list.clear')}</Button>}
        </div>
      ) : (
        <table role="table" className={styles['table']} aria-labelledby={captionId}>
          <caption id={captionId} className="visually-hidden">{caption}</caption>
          <thead role="rowgroup" className={styles['head']}>
            <tr role="row">
              {columns.map((column) => (
                <th key={column.key} role="columnheader" scope="col" className={column.align === 'end' ? styles['end'] : undefined} aria-sort={order?.column === column.key ? (order.isDescending ? 'descending' : 'ascending') : undefined}>
                  {column.sortBy ? (
                    <button type="button" className={styles['sort']} onClick={() => sortBy(column.key)}>
                      {column.label}<Icon name={order?.column === column.key && order.isDescending ? 'up' : 'down'} size={0.9} />
                    </button>
                  ) : column.label}
                </th>
              ))}
              {due && <th role="columnheader" scope="col" className={styles['end']}>{text('kit.list.due')}</th>}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {sorted.slice(0, limit).map((row) => <DataRow key={props.rowKey(row)} row={row} columns={columns} href={props.href?.(row)} due={due ? due(row) ?? null : undefined} />)}
          </tbody>
        </table>
      )}
      {sorted.length > limit && <Button onPress={() => setLimit(limit + pageSize)}>{text('kit.more', { count: sorted.length - limit })}</Button>}
    </div>
  );
}
