import { Link } from 'wouter';
import { Count } from '#web/kit/badge.tsx';
import { classes } from '#web/kit/classes.ts';
import styles from './filter-links.module.css';

interface Filter {
  readonly key: string;
  readonly label: string;
  readonly count?: number | undefined;
  readonly href: string;
  readonly isUrgent?: boolean;
}

interface FilterLinksProps {
  /** What they divide, for screen readers. */
  readonly label: string;
  readonly filters: readonly Filter[];
  readonly current: string;
}

/** Which part of a list is shown: each part has an address of its own, so that it can be linked and comes back on return. */
export const FilterLinks = ({ label, filters, current }: FilterLinksProps) => (
  <nav className={styles['filters']} aria-label={label}>
    <ul role="list" className={styles['list']}>
      {filters.map(({ key, label: name, count, href, isUrgent }) => (
        <li key={key}>
          <Link href={href} replace className={classes(styles['filter'], key === current && styles['current'])} aria-current={key === current ? 'page' : undefined}>
            {name}{count !== undefined && <Count value={count} isUrgent={isUrgent ?? false} />}
          </Link>
        </li>
      ))}
    </ul>
  </nav>
);
