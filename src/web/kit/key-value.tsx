import type { ReactNode } from 'react';
import { text } from './text.tsx';
import styles from './key-value.module.css';

interface KeyValueRow {
  readonly label: ReactNode;
  /** Undefined, null and '' show "Sin dato". */
  readonly value: ReactNode;
  /** Who said so and when, or what else is known. */
  readonly note?: ReactNode;
  /** Usually a link "Cambiar". */
  readonly action?: ReactNode;
}

interface KeyValueProps {
  readonly rows: readonly KeyValueRow[];
  /** Label above the value instead of beside it: for narrow columns. */
  readonly isStacked?: boolean;
}

/** Facts with their names. */
export const KeyValue = ({ rows, isStacked = false }: KeyValueProps) => (
  <dl className={isStacked ? `${styles['list']} ${styles['stacked']}` : styles['list']}>
    {rows.map((row, index) => (
      <div key={index} className={styles['row']}>
        <dt>{row.label}</dt>
        <dd>
          {row.value === undefined || row.value === null || row.value === '' ? <span className={styles['none']}>{text('kit.noData')}</span> : row.value}
          {row.note && <div className={styles['note']}>{row.note}</div>}
        </dd>
        {row.action && <dd className={styles['action']}>{row.action}</dd>}
      </div>
    ))}
  </dl>
);
