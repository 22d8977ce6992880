import { classes } from '#web/kit/classes.ts';
import { text } from '#web/kit/text.tsx';
import type { DirectionOutcomes } from '../schema.ts';
import styles from './outcome-chart.module.css';

type Outcome = DirectionOutcomes['outcomes'][number]['outcome'];
/** The tone of each outcome; what it means is always written beside the bar. */
const tones: Readonly<Record<Outcome, 'good' | 'late' | 'ended' | 'grave' | 'open'>> = {
  taken_on_time: 'good', taken_late: 'late', declined: 'ended', withdrawn: 'ended', expired: 'late', forced_received: 'good', forced_not_received: 'grave',
  lost_contact_open: 'grave', lost_contact_closed: 'late', disputed: 'grave', under_way: 'open',
};
const width = 100;

/** A bar of its own SVG: as long as its share of the longest one. Decoration: the number stands beside it. */
const Bar = ({ outcome, share }: { readonly outcome: Outcome; readonly share: number }) => (
  <svg className={classes(styles['bar'], styles[tones[outcome]])} viewBox={`0 0 ${width} 10`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
    <rect className={styles['track']} x="0" y="0" width={width} height="10" />
    <rect className={styles['value']} x="0" y="0" width={Math.round(share * width * 100) / 100} height="10" />
  </svg>
);

/** The outcomes of one direction: a table whose middle column is the chart, so that eye, ear and printer get the same. */
export function OutcomeChart({ outcomes: { direction, total, outcomes } }: { readonly outcomes: DirectionOutcomes }) {
  const longest = Math.max(1, ...outcomes.map(({ count }) => count));
  return (
    <table className={styles['chart']}>
      <caption className="visually-hidden">{text(`monitoring-outcomes.${direction}`)}</caption>
      <thead className="visually-hidden"><tr><th scope="col" colSpan={2}>{text('monitoring-outcomes.outcome')}</th><th scope="col">{text('monitoring-outcomes.count')}</th><th scope="col">{text('monitoring-outcomes.share')}</th></tr></thead>
      <tbody>
        {outcomes.map(({ outcome, count }) => (
          <tr key={outcome} className={classes(count === 0 && styles['empty'])}>
            <th scope="row">{text(`monitoring-outcomes.outcome.${outcome}`)}</th>
            <td className={styles['cell']}><Bar outcome={outcome} share={count / longest} /></td>
            <td className={styles['count']}>{count}</td>
            <td className={styles['share']}>{count === 0 ? '' : `${Math.round((count / total) * 100)}\u00a0%`}</td>
          </tr>
        ))}
      </tbody>
      <tfoot><tr><th scope="row" colSpan={2}>{text('monitoring-outcomes.total')}</th><td className={styles['count']}>{total}</td></tr></tfoot>
    </table>
  );
}
