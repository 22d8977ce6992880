import { useParams, useSearchParams } from 'wouter';
import { useEndpoint } from '#web/device/query.ts';
import { Card } from '#web/kit/card.tsx';
import { ButtonLink } from '#web/kit/link.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { Page } from '#web/kit/page.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { text } from '#web/kit/text.tsx';
import { viewWork, workQueues, type WorkQueue } from '../schema.ts';
import { WorkRows } from './work-rows.tsx';
import { queueIn } from './work-words.ts';

/** Where all of a long queue can be worked through. */
const widerList: Readonly<Record<WorkQueue, string>> = {
  'waiting-for-my-answer': '/traspasos?estado=waiting-here&sentido=both', 'referrals-waiting': '/canalizaciones?estado=open&sentido=incoming', 'handover-under-way': '/traspasos?estado=open&sentido=outgoing', alarms: '/avisos',
  overdue: '/casos?due=overdue', 'due-today': '/casos?due=today', 'without-worker': '/casos?workerId=none', 'in-follow-up': '/casos',
};

/** One queue: the list behind a number of the first page, from the same answer. */
export function QueuePage() {
  const { queue: asked } = useParams<{ queue: string }>();
  const queue = workQueues.find((each) => each === asked) ?? 'in-follow-up';
  const [search] = useSearchParams();
  const isMine = search.get('ver') === 'mio';
  const { value: work, problem, retry } = useEndpoint(viewWork, { mine: isMine ? 'mine' : 'team' }, { everySeconds: 30 });
  const found = work && queueIn(work, queue);
  return (
    <Page title={text(`monitoring.queue.${queue}`)} lead={found && text('monitoring.inQueue', { count: found.count })} back={{ href: isMine ? '/?ver=mio' : '/', label: text('monitoring.work') }} isNarrow>
      <ProblemNotice problem={problem} onRetry={retry} />
      {!found && !problem && <Skeleton lines={8} />}
      {found && (
        <Card isFlush>{found.items.length > 0 ? <WorkRows items={found.items} /> : <Notice tone="success">{text('monitoring.queueEmpty')}</Notice>}</Card>
      )}
      {found && found.count > found.items.length && (
        <Notice tone="info" actions={<ButtonLink href={widerList[queue]} size="s">{text('monitoring.widerList')}</ButtonLink>}>{text('monitoring.firstOnly', { shown: found.items.length, count: found.count })}</Notice>
      )}
    </Page>
  );
}
