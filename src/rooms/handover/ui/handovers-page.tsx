import { useSearchParams } from 'wouter';
import type { InputOf, OutputOf } from '#kernel/endpoint.ts';
import { useEndpoint } from '#web/device/query.ts';
import { hasRole, useSession } from '#web/device/session.ts';
import { Badge } from '#web/kit/badge.tsx';
import type { Column } from '#web/kit/column.ts';
import { DataList } from '#web/kit/data-list.tsx';
import { formatInstant } from '#web/kit/dates.ts';
import { Icon } from '#web/kit/icon.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { ButtonLink } from '#web/kit/link.tsx';
import { Page } from '#web/kit/page.tsx';
import { text } from '#web/kit/text.tsx';
import { listHandovers, type HandoverItem } from '../schema.ts';
import { childrenWords, factsInShort } from './child-words.ts';
import { FilterLinks } from './filter-links.tsx';
import styles from './handovers-page.module.css';
import { HandoverStatus } from './status.tsx';

type Filter = InputOf<typeof listHandovers>;
type Counts = OutputOf<typeof listHandovers>['counts'];
const states = ['open', 'waiting-here', 'waiting-there', 'overdue', 'ended', 'all'] as const;
const countOf: Readonly<Record<string, keyof Counts>> = { open: 'open', 'waiting-here': 'waitingHere', 'waiting-there': 'waitingThere', overdue: 'overdue', ended: 'ended' };
const directions = ['both', 'incoming', 'outgoing'] as const;

const columns = (): readonly Column<HandoverItem>[] => [
  {
    key: 'children', label: text('handover-ui.list.children'), isPrimary: true, sortBy: ({ children }) => childrenWords(children),
    cell: ({ children, mode, urgency }) => (
      <span className={styles['who']}>
        {childrenWords(children)}
        {mode === 'forced' && <Badge tone="danger" icon="alert">{text('handover-ui.list.forced')}</Badge>}
        {mode === 'succession' && <Badge tone="danger" icon="shield">{text('handover-succession.badge')}</Badge>}
        {urgency === 'emergency' && <Badge tone="danger" icon="alert">{text('handover.urgency.emergency')}</Badge>}
        {children.length === 1 && children[0]!.initials && <span className={styles['facts']}>{factsInShort(children[0]!)}</span>}
      </span>
    ),
  },
  {
    key: 'peer', label: text('handover-ui.list.peer'), sortBy: ({ peer }) => peer.shortName,
    cell: ({ direction, peer }) => (
      <span className={styles['peer']}>
        <Icon name={direction === 'incoming' ? 'inbox' : 'outbox'} size={1.1} />
        {text(direction === 'incoming' ? 'handover-ui.list.from' : 'handover-ui.list.to', { name: peer.shortName })}
      </span>
    ),
  },
  { key: 'status', label: text('handover-ui.list.status'), sortBy: ({ status }) => status, cell: (item) => <HandoverStatus item={item} /> },
  { key: 'since', label: text('handover-ui.list.since'), onPhone: 'hidden', sortBy: ({ since }) => since, cell: ({ since }) => <time className={styles['since']} dateTime={since}>{formatInstant(since)}</time> },
];

/** Handovers in and out: what waits here, what waits there, what has ended. */
export function HandoversPage() {
  const session = useSession();
  const [search] = useSearchParams();
  const state = states.find((each) => each === search.get('estado')) ?? 'open';
  const direction = directions.find((each) => each === search.get('sentido')) ?? 'both';
  const filter: Filter = { ...(state === 'all' ? {} : { state }), ...(direction === 'both' ? {} : { direction }) };
  const { value, problem, retry } = useEndpoint(listHandovers, filter, { keepsPrevious: true, everySeconds: 30 });
  const href = (wanted: { readonly state?: string; readonly direction?: string }): string => `/traspasos?estado=${wanted.state ?? state}&sentido=${wanted.direction ?? direction}`;
  const counts = value?.counts;
  return (
    <Page title={text('handover-ui.list.title')} lead={text('handover-ui.list.lead')} actions={<>{hasRole(session, 'supervisor', 'coordinator') && <ButtonLink href="/conservacion" icon="file" variant="quiet">{text('handover-erasure.open')}</ButtonLink>}<ButtonLink href="/canalizaciones" icon="outbox" variant="quiet">{text('handover-ui.referrals.title')}</ButtonLink></>}>
      <Stack gap={3}>
        <FilterLinks
          label={text('handover-ui.list.status')} current={state}
          filters={states.map((key) => ({ key, label: text(`handover-ui.list.state.${key}`), href: href({ state: key }), count: counts?.[countOf[key]!], isUrgent: key === 'overdue' || key === 'waiting-here' }))}
        />
        <FilterLinks label={text('handover-ui.list.direction')} current={direction} filters={directions.map((key) => ({ key, label: text(`handover-ui.list.direction.${key}`), href: href({ direction: key }) }))} />
      </Stack>
      <DataList
        caption={text('handover-ui.list.caption')}
        rows={value?.items}
        columns={columns()}
        rowKey={({ handoverId }) => handoverId}
        href={({ handoverId }) => `/traspasos/${handoverId}`}
        due={({ decideBy, status }) => (status === 'offered' || status === 'proposed' ? decideBy : null)}
        searchText={(item) => `${childrenWords(item.children)} ${item.peer.shortName} ${item.peer.name}`}
        empty={{ title: text(`handover-ui.list.none.${state}`), text: text('handover-ui.list.noneText') }}
        problem={problem}
        onRetry={retry}
      />
    </Page>
  );
}
