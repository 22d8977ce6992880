import { useId } from 'react';
import { useSession } from '#web/device/session.ts';
import { classes } from '#web/kit/classes.ts';
import { formatDay, formatInstant, localDayOf } from '#web/kit/dates.ts';
import { text } from '#web/kit/text.tsx';
import type { CustodyView } from '../schema.ts';
import { lanesOf, type Lane, type Lanes, type Stretch, type StretchKind } from './custody-lanes.ts';
import styles from './custody-picture.module.css';

const laneHeight = 84;
const barTop = 24;
const barHeight = 24;

/** `12 mar`: the year stands in the table. */
const shortDay = ({ from }: Stretch): string => formatDay(localDayOf(from)).replace(/ (de )?\d{4}$/, '');

/** What one stretch says, for who does not see the picture. */
function sentenceOf(name: string, { kind, from, until }: Stretch): string {
  if (kind !== 'held') return text(`handover-proof.picture.${kind}`, { name });
  return until === null ? text('handover-proof.picture.now', { name, from: formatInstant(from) }) : text('handover-proof.picture.text', { name, from: formatInstant(from), until: formatInstant(until) });
}

function Bar({ lane, index, columns, hatch }: { readonly lane: Lane; readonly index: number; readonly columns: number; readonly hatch: string }) {
  const share = 100 / columns;
  return (
    <>
      <text className={styles['name']} x="0" y={index * laneHeight + 16}>{lane.name}</text>
      {lane.stretches.map((stretch) => (
        <g key={`${stretch.column} ${stretch.kind}`}>
          <rect className={styles[stretch.kind]} x={`${stretch.column * share}%`} y={index * laneHeight + barTop} width={`${share - 0.6}%`} height={barHeight} rx="6" {...(stretch.kind === 'both' ? { fill: `url(#${hatch})` } : {})} />
          <text className={styles['day']} x={`${stretch.column * share}%`} y={index * laneHeight + barTop + barHeight + 15}>{shortDay(stretch)}</text>
        </g>
      ))}
    </>
  );
}

/** The step from one agency to the next, where a column begins. */
function Steps({ lanes, columns }: Pick<Lanes, 'lanes' | 'columns'>) {
  const laneIn = (column: number) => lanes.findIndex(({ stretches }) => stretches.some((stretch) => stretch.column === column && stretch.kind === 'held'));
  return Array.from({ length: columns - 1 }, (_, index) => index + 1).flatMap((column) => {
    const [before, after] = [laneIn(column - 1), laneIn(column)];
    if (before < 0 || after < 0 || before === after) return [];
    const x = `${(column * 100) / columns - 0.3}%`;
    const middle = (lane: number) => lane * laneHeight + barTop + barHeight / 2;
    return [<line key={column} className={styles['step']} x1={x} x2={x} y1={middle(before)} y2={middle(after)} />];
  });
}

const Legend = ({ kinds, hatch }: { readonly kinds: readonly StretchKind[]; readonly hatch: string }) => (
  <ul role="list" className={styles['legend']} aria-hidden="true">
    {kinds.map((kind) => (
      <li key={kind}><svg className={styles['sample']} focusable="false"><rect className={styles[kind]} x="1" y="1" width="26" height="14" rx="4" {...(kind === 'both' ? { fill: `url(#${hatch})` } : {})} /></svg>{text(`handover-proof.legend.${kind}`)}</li>
    ))}
  </ul>
);

/** The whole way of a child across agencies at a glance: one lane an agency, filled while it is responsible, hatched while two answer. */
export function CustodyPicture({ custody }: { readonly custody: CustodyView }) {
  const { node } = useSession();
  const hatch = useId();
  const title = useId();
  const drawn = lanesOf(custody, { nodeId: '', shortName: node.shortName });
  const { lanes, columns, earlier } = drawn;
  const kinds = (['held', 'both', 'asked'] as const).filter((kind) => lanes.some(({ stretches }) => stretches.some((stretch) => stretch.kind === kind)));
  return (
    <figure className={styles['picture']}>
      <figcaption className={styles['caption']}>{text('handover-proof.picture')}</figcaption>
      <svg className={classes(styles['lanes'])} height={lanes.length * laneHeight} role="img" aria-labelledby={title} focusable="false">
        <title id={title}>{lanes.flatMap(({ name, stretches }) => stretches.map((stretch) => sentenceOf(name, stretch))).join(' ')}</title>
        <defs><pattern id={hatch} width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="8" height="8" className={styles['ground']} /><rect width="4" height="8" className={styles['stripe']} /></pattern></defs>
        <Steps {...drawn} />
        {lanes.map((lane, index) => <Bar key={lane.nodeId} lane={lane} index={index} columns={columns} hatch={hatch} />)}
      </svg>
      {earlier > 0 && <p className={styles['earlier']}>{text('handover-proof.earlier', { count: earlier })}</p>}
      <Legend kinds={kinds} hatch={hatch} />
      <details className={styles['table']}>
        <summary>{text('handover-proof.table')}</summary>
        <ChainTable custody={custody} />
      </details>
    </figure>
  );
}

/** The same as a table, for screen readers and for whoever would rather read. */
function ChainTable({ custody: { chain, pending } }: { readonly custody: CustodyView }) {
  return (
    <div className={styles['scroll']}>
      <table>
        <caption className="visually-hidden">{text('handover-ui.chain.title')}</caption>
        <thead><tr>{['number', 'agency', 'from', 'until', 'proof'].map((name) => <th key={name} scope="col">{text(`handover-proof.column.${name}`)}</th>)}</tr></thead>
        <tbody>
          {chain.toSorted((one, other) => one.epoch - other.epoch).map(({ epoch, agency, from, until, isVerified }) => (
            <tr key={epoch}>
              <td>{epoch}</td><th scope="row">{agency.shortName}</th><td>{formatInstant(from)}</td><td>{until ? formatInstant(until) : text('handover-proof.now')}</td>
              <td>{text(isVerified ? 'handover-ui.chain.verified' : epoch === 0 ? 'handover-ui.chain.registered' : 'handover-ui.chain.pointer')}</td>
            </tr>
          ))}
          {pending.map(({ handoverId, peer, since, status, direction }) => (
            <tr key={handoverId}><td>+</td><th scope="row">{peer.shortName}</th><td colSpan={2}>{formatInstant(since)}</td><td>{text(`handover.status.${direction}.${status}`)}</td></tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
