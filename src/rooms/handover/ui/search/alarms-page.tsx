import { useEndpoint } from '#web/device/query.ts';
import { Badge } from '#web/kit/badge.tsx';
import { Card } from '#web/kit/card.tsx';
import { dueOf, formatInstant } from '#web/kit/dates.ts';
import { Row, Stack } from '#web/kit/layout.tsx';
import { ButtonLink } from '#web/kit/link.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { Page } from '#web/kit/page.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { text } from '#web/kit/text.tsx';
import { useNow } from '#web/kit/use-now.ts';
import { listAlarms, type Alarm } from '../../schema.ts';
import { Agency } from '../agency.tsx';

const hrefOf = ({ handoverId, childId }: Alarm): string => (handoverId ? `/traspasos/${handoverId}` : childId ? `/casos/${childId}` : '/busquedas');

function OneAlarm({ alarm }: { readonly alarm: Alarm }) {
  const due = dueOf(alarm.dueAt, useNow());
  return (
    <Card title={text(`handover-search.alarm.${alarm.kind}`)} tone={due.isOverdue ? 'danger' : 'warn'} actions={<Badge tone={due.isOverdue ? 'danger' : 'warn'} icon="clock">{due.text}</Badge>}>
      <Stack gap={3}>
        <p>{text(`handover-search.alarm.${alarm.kind}.text`)} {text('handover-search.alarm.since', { at: formatInstant(alarm.since) })}</p>
        {alarm.call ? <Agency agency={alarm.call} isFull /> : <p>{text('handover-search.alarm.supervisor')}</p>}
        <Row gap={2}><ButtonLink href={hrefOf(alarm)} size="s">{text('handover-search.alarm.open')}</ButtonLink></Row>
      </Stack>
    </Card>
  );
}

/** What stands still between agencies, and whom to call about it. */
export function AlarmsPage() {
  const { value, problem, retry } = useEndpoint(listAlarms, {}, { everySeconds: 60 });
  return (
    <Page title={text('handover-search.alarms.title')} lead={text('handover-search.alarms.lead')} isNarrow>
      <ProblemNotice problem={problem} onRetry={retry} />
      {!value && !problem && <Skeleton lines={8} />}
      {value?.items.length === 0 && <Notice tone="success">{text('handover-search.alarms.none')}</Notice>}
      {value?.items.map((alarm) => <OneAlarm key={`${alarm.kind} ${alarm.handoverId ?? ''} ${alarm.childId ?? ''} ${alarm.since}`} alarm={alarm} />)}
    </Page>
  );
}
