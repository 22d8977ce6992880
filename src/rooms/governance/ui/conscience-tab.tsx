import { lookAround, viewConscience, type ConscienceAlarm } from '#exchange/federation/schema.ts';
import { useAct, useEndpoint } from '#web/device/query.ts';
import { StatusPill, type Tone } from '#web/kit/badge.tsx';
import { Button } from '#web/kit/button.tsx';
import type { Column } from '#web/kit/column.ts';
import { DataList } from '#web/kit/data-list.tsx';
import { formatInstant, formatRelative } from '#web/kit/dates.ts';
import { Stack } from '#web/kit/layout.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { phoneText } from '#web/kit/phone-text.ts';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useNow } from '#web/kit/use-now.ts';

const tones: Readonly<Record<ConscienceAlarm['kind'], Tone>> = {
  'two-custodians': 'danger', 'no-custodian': 'danger', 'chains-differ': 'danger', 'dead-pointer': 'warn', 'offer-overdue': 'warn', 'standby-long': 'warn',
};

/** Whether the promise holds: what this node and its peers say of the same children, compared every day. */
export function ConscienceTab() {
  const now = useNow();
  const { value, problem, retry } = useEndpoint(viewConscience, {}, { everySeconds: 60 });
  const look = useAct(lookAround);
  const lookNow = async (): Promise<void> => {
    const answer = await look.act({});
    if (answer.ok) toast({ text: text('conscience.looked', { raised: answer.value.raised }), tone: answer.value.raised > 0 ? 'problem' : 'done' });
    retry();
  };
  if (!value) return problem ? <ProblemNotice problem={problem} onRetry={retry} /> : <Skeleton lines={6} />;
  const { lookedAt, alarms, peers } = value;
  const silent = peers.filter(({ answeredAt, lookedAt: asked }) => asked !== null && answeredAt !== asked);
  const columns: readonly Column<ConscienceAlarm>[] = [
    { key: 'kind', label: text('conscience.what'), isPrimary: true, sortBy: ({ kind }) => kind, cell: ({ kind }) => <StatusPill tone={tones[kind]}>{text(`conscience.kind.${kind}`)}</StatusPill> },
    { key: 'act', label: text('conscience.act'), cell: ({ kind, peer }) => text(`conscience.act.${kind}`, { name: peer?.name ?? '' }) },
    { key: 'peer', label: text('conscience.with'), onPhone: 'labelled', sortBy: ({ peer }) => peer?.name ?? '', cell: ({ peer }) => (peer ? <>{peer.name}<br />{phoneText(peer.dutyPhone)}</> : text('conscience.own')) },
    { key: 'since', label: text('conscience.since'), onPhone: 'labelled', sortBy: ({ since }) => since, cell: ({ since }) => formatRelative(since, now) },
  ];
  return (
    <Stack gap={4}>
      <p>{text('conscience.lead')}</p>
      {lookedAt !== null && alarms.length === 0 && <Notice tone="success" title={text('conscience.holds')}>{text('conscience.holdsText', { children: peers.reduce((sum, { children }) => sum + children, 0), at: formatInstant(lookedAt) })}</Notice>}
      {lookedAt === null && <Notice title={text('conscience.notYet')}>{text('conscience.notYetText')}</Notice>}
      {silent.length > 0 && <Notice tone="warn" title={text('conscience.silent')}>{text('conscience.silentText', { names: silent.map(({ name, dutyPhone }) => `${name} (${phoneText(dutyPhone)})`).join(', ') })}</Notice>}
      <ProblemNotice problem={look.problem} />
      <div><Button icon="refresh" isBusy={look.isBusy} onPress={() => void lookNow()}>{text('conscience.lookNow')}</Button></div>
      {alarms.length > 0 && (
        <DataList caption={text('conscience.found')} rows={alarms} columns={columns} rowKey={({ kind, childId, peer }) => `${kind} ${childId} ${peer?.nodeId ?? ''}`} href={({ childId }) => `/casos/${childId}/custodia`} searchText={({ peer }) => peer?.name ?? ''} empty={{ title: text('conscience.holds') }} problem={undefined} onRetry={retry} />
      )}
    </Stack>
  );
}
