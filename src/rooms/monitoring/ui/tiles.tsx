import { Link } from 'wouter';
import { classes } from '#web/kit/classes.ts';
import { text } from '#web/kit/text.tsx';
import type { WorkQueue } from '../schema.ts';
import styles from './tiles.module.css';
import { countOf, type Work } from './work-words.ts';

const shown = ['waiting-for-my-answer', 'referrals-waiting', 'alarms', 'overdue', 'due-today', 'without-worker', 'handover-under-way', 'in-follow-up'] as const satisfies readonly WorkQueue[];
const pressing: readonly WorkQueue[] = ['waiting-for-my-answer', 'alarms', 'overdue', 'without-worker'];

interface TilesProps {
  readonly work: Work;
  readonly hrefOf: (queue: WorkQueue) => string;
}

/** Every queue with its number; each number opens its list. */
export const Tiles = ({ work, hrefOf }: TilesProps) => (
  <nav aria-label={text('monitoring.queues')}>
    <ul role="list" className={styles['tiles']}>
      {shown.map((queue) => {
        const count = countOf(work, [queue]);
        return (
          <li key={queue}>
            <Link href={hrefOf(queue)} className={classes(styles['tile'], count === 0 ? styles['none'] : pressing.includes(queue) && styles['pressing'])}>
              <span className={styles['number']}>{count}</span>
              <span className={styles['name']}>{text(`monitoring.queue.${queue}`)}</span>
            </Link>
          </li>
        );
      })}
    </ul>
  </nav>
);
