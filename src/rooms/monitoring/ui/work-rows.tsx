import { Link } from 'wouter';
import { RiskBadge } from '#web/kit/badge.tsx';
import { classes } from '#web/kit/classes.ts';
import { dueOf } from '#web/kit/dates.ts';
import { Icon, type IconName } from '#web/kit/icon.tsx';
import { useNow } from '#web/kit/use-now.ts';
import type { WorkItem } from '../schema.ts';
import styles from './work-rows.module.css';
import { graveLevel, hrefOf, subjectText, titleText } from './work-words.ts';

const iconOf = ({ handoverId, referralId }: WorkItem): IconName => (handoverId ? 'handover' : referralId ? 'outbox' : 'child');

function WorkRow({ item }: { readonly item: WorkItem }) {
  const now = useNow();
  const due = item.dueAt ? dueOf(item.dueAt, now) : undefined;
  const level = graveLevel(item);
  return (
    <li>
      <Link href={hrefOf(item)} className={classes(styles['row'], due?.isOverdue && styles['overdue'])} data-row-link="">
        <span className={styles['icon']}><Icon name={iconOf(item)} /></span>
        <span className={styles['what']}>
          <span className={styles['title']}>{titleText(item)}</span>
          <span className={styles['subject']}>{subjectText(item)}</span>
        </span>
        <span className={styles['end']}>
          {level && <RiskBadge level={level} />}
          {due && <time className={classes(styles['due'], styles[due.tone])} dateTime={item.dueAt!}>{due.text}</time>}
        </span>
      </Link>
    </li>
  );
}

const keyOf = ({ childId, handoverId, referralId, subject, peer, dueAt }: WorkItem): string => `${subject.key} ${handoverId ?? ''} ${referralId ?? ''} ${childId ?? ''} ${peer ?? ''} ${dueAt ?? ''}`;

/** Things to do: what it is in bold, what about it below, and the time left at the right. */
export const WorkRows = ({ items }: { readonly items: readonly WorkItem[] }) => (
  <ul role="list" className={styles['rows']}>{items.map((item) => <WorkRow key={keyOf(item)} item={item} />)}</ul>
);
