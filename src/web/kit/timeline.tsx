import { useState, type ReactNode } from 'react';
import type { Instant } from '#kernel/instant.ts';
import type { Tone } from './badge.tsx';
import { Button } from './button.tsx';
import { classes } from './classes.ts';
import { formatLongDay, formatTime, localDayOf } from './dates.ts';
import { Icon, type IconName } from './icon.tsx';
import { text } from './text.tsx';
import styles from './timeline.module.css';

export interface TimelineItem {
  readonly id: string;
  readonly at: Instant;
  /** `day` when the hour is not known: then none is shown, never a made-up 00:00. */
  readonly precision?: 'minute' | 'day';
  readonly kind: string;
  readonly kindLabel: string;
  readonly title: ReactNode;
  /** Who or what did it: role and agency. */
  readonly by: string;
  readonly body?: ReactNode;
  readonly icon?: IconName;
  readonly tone?: Tone;
}

interface TimelineProps {
  readonly items: readonly TimelineItem[];
  /** Kinds as buttons above; on unless told. */
  readonly isFilterable?: boolean;
}

const pageSize = 60;

function byDay(items: readonly TimelineItem[]): [string, TimelineItem[]][] {
  const days = new Map<string, TimelineItem[]>();
  for (const item of items) {
    const day = localDayOf(item.at);
    days.set(day, [...(days.get(day) ?? []), item]);
  }
  return [...days];
}

/** Everything that happened, newest first, by day; each entry has an address of its own (`#entry-<id>`). */
export function Timeline({ items, isFilterable = true }: TimelineProps) {
  const [kind, setKind] = useState('');
  const [limit, setLimit] = useState(pageSize);
  const kinds = new Map(items.map((item) => [item.kind, item.kindLabel]));
  const linked = window.location.hash.slice(1);
  const chosen = items.filter((item) => kind === '' || item.kind === kind).toSorted((a, b) => b.at.localeCompare(a.at));
  const visible = chosen.slice(0, Math.max(limit, chosen.findIndex((item) => `entry-${item.id}` === linked) + 1));
  return (
    <div className={styles['timeline']}>
      {isFilterable && kinds.size > 1 && (
        <div className={styles['filter']} role="group" aria-label={text('kit.timeline.filter')}>
          {[['', text('kit.all')] as const, ...kinds].map(([key, label]) => (
            <button key={key} type="button" className={styles['kind']} aria-pressed={kind === key} onClick={() => setKind(key)}>{label}</button>
          ))}
        </div>
      )}
      {byDay(visible).map(([day, entries]) => (
        <section key={day} className={styles['day']} aria-label={formatLongDay(entries[0]!.at)}>
          <h3 className={styles['date']}>{formatLongDay(entries[0]!.at)}</h3>
          <ol role="list" className={styles['entries']}>
            {entries.map((item) => (
              <li key={item.id} id={`entry-${item.id}`} className={classes(styles['entry'], item.tone && styles[item.tone])}>
                <span className={styles['mark']} aria-hidden="true"><Icon name={item.icon ?? 'note'} size={1.05} /></span>
                <div className={styles['content']}>
                  <p className={styles['head']}>
                    <span className={styles['title']}>{item.title}</span>
                    <a className={styles['time']} href={`#entry-${item.id}`} title={text('kit.timeline.permalink')}>
                      {item.precision === 'day' ? <span className="visually-hidden">{text('kit.timeline.permalink')}</span> : <time dateTime={item.at}>{formatTime(item.at)}</time>}
                      <Icon name="link" size={0.9} />
                    </a>
                  </p>
                  {item.body && <div className={styles['body']}>{item.body}</div>}
                  <p className={styles['by']}>{item.kindLabel} · {item.by}</p>
                </div>
              </li>
            ))}
          </ol>
        </section>
      ))}
      {visible.length === 0 && <p className={styles['none']}>{text('kit.timeline.empty')}</p>}
      {visible.length < chosen.length && <div className="screen-only"><Button onPress={() => setLimit(limit + pageSize)}>{text('kit.more', { count: chosen.length - visible.length })}</Button></div>}
    </div>
  );
}
