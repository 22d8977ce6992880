import { useEndpoint } from '#web/device/query.ts';
import { Card } from '#web/kit/card.tsx';
import { formatInstant } from '#web/kit/dates.ts';
import { KeyValue } from '#web/kit/key-value.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { Page } from '#web/kit/page.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { Tabs } from '#web/kit/tabs.tsx';
import { text } from '#web/kit/text.tsx';
import type { OutputOf } from '#kernel/endpoint.ts';
import { listNotices, listSearches } from '../../schema.ts';
import { Agency } from '../agency.tsx';
import { ForeignSearchCard } from './foreign-search-card.tsx';
import { SearchCard } from './search-card.tsx';

type Announced = OutputOf<typeof listNotices>['items'][number];

const NoticeCard = ({ notice }: { readonly notice: Announced }) => (
  <Card title={text(`handover-search.notice.${notice.direction}`, { reason: text(`handover-search.contact.${notice.reason}`), count: notice.headcount })} tone={notice.direction === 'incoming' ? 'warn' : 'plain'}>
    <KeyValue
      rows={[
        { label: text('handover-search.notice.agency'), value: <Agency agency={notice.agency} isFull /> },
        { label: text('handover-search.event.arrivalPlace'), value: notice.place ?? '' },
        { label: text('handover-search.event.expectedAt'), value: notice.expectedAt ? formatInstant(notice.expectedAt) : '' },
        { label: text('handover-search.notice.at'), value: formatInstant(notice.at) },
      ]}
    />
  </Card>
);

const empty = (key: string) => <Notice tone="info">{text(key)}</Notice>;

/** Searches of this agency and of others, and the children who are announced: open first. */
export function SearchesPage() {
  const { value, problem, retry } = useEndpoint(listSearches, {}, { everySeconds: 60 });
  const notices = useEndpoint(listNotices, {}).value?.items ?? [];
  return (
    <Page title={text('handover-search.list.title')} lead={text('handover-search.list.lead')} isNarrow>
      <ProblemNotice problem={problem} onRetry={retry} />
      {!value && !problem && <Skeleton lines={8} />}
      {value && (
        <Tabs
          label={text('handover-search.list.title')}
          tabs={[
            { key: 'own', label: text('handover-search.list.own'), count: value.own.filter(({ closedAt }) => closedAt === null).length, content: value.own.length > 0 ? value.own.map((search) => <SearchCard key={search.searchId} search={search} askable={value.askable} />) : empty('handover-search.list.noneOwn') },
            { key: 'foreign', label: text('handover-search.list.foreign'), count: value.foreign.filter(({ answer }) => answer === null).length, content: value.foreign.length > 0 ? value.foreign.map((search) => <ForeignSearchCard key={`${search.searchId} ${search.agency.nodeId}`} search={search} />) : empty('handover-search.list.noneForeign') },
            { key: 'notices', label: text('handover-search.list.notices'), count: notices.length, content: notices.length > 0 ? notices.map((notice) => <NoticeCard key={`${notice.noticeId} ${notice.agency.nodeId}`} notice={notice} />) : empty('handover-search.list.noneNotices') },
          ]}
        />
      )}
    </Page>
  );
}
