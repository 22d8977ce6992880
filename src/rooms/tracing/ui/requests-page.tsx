import { useState } from 'react';
import { relationName } from '#rooms/person/ui/reference-names.ts';
import { useEndpoint } from '#web/device/query.ts';
import { Badge, type Tone } from '#web/kit/badge.tsx';
import type { Column } from '#web/kit/column.ts';
import { DataList } from '#web/kit/data-list.tsx';
import { formatInstant } from '#web/kit/dates.ts';
import { Row } from '#web/kit/layout.tsx';
import { ButtonLink } from '#web/kit/link.tsx';
import { Page } from '#web/kit/page.tsx';
import { Tabs } from '#web/kit/tabs.tsx';
import { text } from '#web/kit/text.tsx';
import { listTracing, requestStandings, type RequestItem } from '../schema.ts';

const nextTones: Readonly<Record<string, Tone>> = { look: 'warn', second: 'warn', safety: 'danger', noContact: 'neutral', contact: 'brand', approve: 'warn', reunify: 'brand', visit: 'info', wait: 'neutral', none: 'neutral' };

/** What has to happen next in a request. */
export const NextStep = ({ next }: { readonly next: string }) => <Badge tone={nextTones[next] ?? 'neutral'}>{text(`tracing.next.${next}`)}</Badge>;

const columns = (): readonly Column<RequestItem>[] => [
  { key: 'sought', label: text('tracing.list.sought'), isPrimary: true, cell: ({ sought }) => sought, sortBy: ({ sought }) => sought },
  { key: 'inquirer', label: text('tracing.list.inquirer'), onPhone: 'line', cell: ({ inquirer, relation, side }) => (side === 'child' ? text('tracing.side.child') : `${inquirer} · ${relationName(relation)}`), sortBy: ({ inquirer }) => inquirer },
  {
    key: 'candidates', label: text('tracing.list.candidates'), sortBy: ({ candidates }) => -candidates.open,
    cell: ({ candidates }) => (
      <Row gap={1}>
        <span>{text('tracing.list.candidateCount', { count: candidates.open })}</span>
        {candidates.fresh > 0 && <Badge tone="clay" icon="bell">{text('tracing.list.fresh', { count: candidates.fresh })}</Badge>}
      </Row>
    ),
  },
  { key: 'next', label: text('tracing.list.next'), cell: ({ next }) => <NextStep next={next} />, sortBy: ({ next }) => next },
  { key: 'requestedAt', label: text('tracing.list.since'), onPhone: 'hidden', cell: ({ requestedAt }) => <time dateTime={requestedAt}>{formatInstant(requestedAt)}</time>, sortBy: ({ requestedAt }) => requestedAt },
];

/** Who is sought, and what came since one looked last. */
export function RequestsPage() {
  const { value, problem, retry } = useEndpoint(listTracing, {}, { everySeconds: 30 });
  const [standing, setStanding] = useState<string>('open');
  const newRequest = <ButtonLink href="/rastreo/nueva" variant="primary" icon="phone">{text('tracing.new')}</ButtonLink>;
  return (
    <Page title={text('tracing.title')} lead={text('tracing.lead')} actions={<Row gap={2}>{newRequest}<ButtonLink href="/comparaciones" icon="people">{text('comparison.open')}</ButtonLink></Row>}>
      <Tabs
        label={text('tracing.list.standing')}
        value={standing}
        onChange={setStanding}
        tabs={requestStandings.map((key) => {
          const rows = value?.items.filter((item) => item.standing === key);
          return {
            key, label: text(`tracing.standing.${key}`), ...(rows ? { count: rows.length } : {}),
            content: (
              <DataList
                caption={text(`tracing.standing.${key}`)}
                rows={rows}
                columns={columns()}
                rowKey={({ requestId }) => requestId}
                href={({ requestId }) => `/rastreo/${requestId}`}
                searchText={({ sought, inquirer }) => `${sought} ${inquirer}`}
                empty={{ title: text('tracing.list.none'), text: text('tracing.list.noneText'), ...(key === 'open' ? { action: newRequest } : {}) }}
                problem={problem}
                onRetry={retry}
              />
            ),
          };
        })}
      />
    </Page>
  );
}
