import { useSearchParams } from 'wouter';
import { useEndpoint } from '#web/device/query.ts';
import { useSession } from '#web/device/session.ts';
import { Count } from '#web/kit/badge.tsx';
import { Card } from '#web/kit/card.tsx';
import { formatLongDay, formatTime } from '#web/kit/dates.ts';
import { Icon } from '#web/kit/icon.tsx';
import { Row, Stack } from '#web/kit/layout.tsx';
import { ButtonLink, Link } from '#web/kit/link.tsx';
import { Page } from '#web/kit/page.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { text } from '#web/kit/text.tsx';
import { useNow } from '#web/kit/use-now.ts';
import { viewWork, type WorkQueue } from '../schema.ts';
import { Tiles } from './tiles.tsx';
import styles from './work-page.module.css';
import { WorkRows } from './work-rows.tsx';
import { calmQueues, countOf, groups, queueIn, type Work } from './work-words.ts';

const hours = (now: string): 'morning' | 'afternoon' | 'evening' => {
  const hour = new Date(now).getHours();
  return hour < 12 ? 'morning' : hour < 19 ? 'afternoon' : 'evening';
};

interface GroupProps {
  readonly work: Work;
  readonly group: (typeof groups)[number];
  readonly hrefOf: (queue: WorkQueue) => string;
}

function Group({ work, group, hrefOf }: GroupProps) {
  const filled = group.queues.map((queue) => queueIn(work, queue)).filter(({ count }) => count > 0);
  return (
    <Card title={<span className={styles['title']}><Icon name={group.icon} />{text(`monitoring.group.${group.key}`)}</span>} actions={<Count value={countOf(work, group.queues)} isUrgent />} isFlush={filled.length > 0}>
      {filled.length === 0 && <p className={styles['calm']}><Icon name="check" />{text(`monitoring.group.${group.key}.none`)}</p>}
      {filled.map(({ queue, count, items }) => (
        <section key={queue} className={styles['queue']} aria-label={text(`monitoring.queue.${queue}`)}>
          {group.queues.length > 1 && <h3 className={styles['subtitle']}>{text(`monitoring.queue.${queue}`)}</h3>}
          <WorkRows items={items} />
          {count > items.length && <p className={styles['more']}><Link href={hrefOf(queue)}>{text('monitoring.seeAll', { count })}</Link></p>}
        </section>
      ))}
    </Card>
  );
}

/** In the morning: what waits for my answer, what falls due, what nobody has; then the rest, at peace. */
export function WorkPage() {
  const { displayName, node } = useSession();
  const now = useNow();
  const [search] = useSearchParams();
  const isMine = search.get('ver') === 'mio';
  const { value: work, problem, retry } = useEndpoint(viewWork, { mine: isMine ? 'mine' : 'team' }, { keepsPrevious: true, everySeconds: 30 });
  const hrefOf = (queue: WorkQueue): string => `/trabajo/${queue}${isMine ? '?ver=mio' : ''}`;
  return (
    <Page
      title={text('monitoring.work')}
      lead={text(`monitoring.greeting.${hours(now)}`, { name: displayName.split(' ')[0]!, day: formatLongDay(now), agency: node.shortName })}
      actions={<div className={styles['receive']}><ButtonLink href="/recibir" variant="primary" icon="plus" isWide>{text('monitoring.receive')}</ButtonLink></div>}
    >
      <ProblemNotice problem={problem} onRetry={retry} />
      {!work && !problem && <Skeleton lines={10} />}
      {work && (
        <>
          <Tiles work={work} hrefOf={hrefOf} />
          <div className={styles['groups']}>
            {groups.map((group) => <Group key={group.key} work={work} group={group} hrefOf={hrefOf} />)}
            <Card title={text('monitoring.group.calm')}>
              <Stack gap={2}>
                {calmQueues.map((queue) => (
                  <Row key={queue} isSpread><Link href={hrefOf(queue)}>{text(`monitoring.queue.${queue}`)}</Link><Count value={countOf(work, [queue])} /></Row>
                ))}
              </Stack>
            </Card>
          </div>
          <p className={styles['foot']}>
            <span>{text('monitoring.asOf', { time: formatTime(work.generatedAt) })}</span>
            <Link href={isMine ? '/' : '/?ver=mio'}>{text(isMine ? 'monitoring.showTeam' : 'monitoring.showMine')}</Link>
          </p>
        </>
      )}
    </Page>
  );
}
