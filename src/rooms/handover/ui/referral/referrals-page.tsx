import { useSearchParams } from 'wouter';
import { useEndpoint } from '#web/device/query.ts';
import type { Column } from '#web/kit/column.ts';
import { DataList } from '#web/kit/data-list.tsx';
import { formatInstant } from '#web/kit/dates.ts';
import { Icon } from '#web/kit/icon.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { Page } from '#web/kit/page.tsx';
import { text } from '#web/kit/text.tsx';
import { listReferrals, type ReferralView } from '../../schema.ts';
import { serviceText } from '../code-names.ts';
import { FilterLinks } from '../filter-links.tsx';
import styles from '../handovers-page.module.css';
import { isOpenReferral, ReferralStatusPill, referralParty, referralTitle } from './referral-words.tsx';

const states = ['open', 'ended', 'all'] as const;
const directions = ['both', 'incoming', 'outgoing'] as const;

const columns = (): readonly Column<ReferralView>[] => [
  { key: 'child', label: text('handover-ui.list.children'), isPrimary: true, cell: referralTitle, sortBy: referralTitle },
  { key: 'service', label: text('handover-ui.refer.service'), cell: ({ service }) => serviceText(service), sortBy: ({ service }) => serviceText(service) },
  {
    key: 'party', label: text('handover-ui.list.peer'), sortBy: referralParty,
    cell: (referral) => (
      <span className={styles['peer']}>
        <Icon name={referral.direction === 'incoming' ? 'inbox' : 'outbox'} size={1.1} />
        {text(referral.direction === 'incoming' ? 'handover-ui.list.from' : 'handover-ui.list.to', { name: referralParty(referral) })}
      </span>
    ),
  },
  { key: 'status', label: text('handover-ui.list.status'), cell: (referral) => <ReferralStatusPill referral={referral} />, sortBy: ({ status }) => status },
  { key: 'sentAt', label: text('handover-ui.list.since'), onPhone: 'hidden', cell: ({ sentAt }) => <time className={styles['since']} dateTime={sentAt}>{formatInstant(sentAt)}</time>, sortBy: ({ sentAt }) => sentAt },
];

/** Referrals in and out: services without custody. */
export function ReferralsPage() {
  const [search] = useSearchParams();
  const state = states.find((each) => each === search.get('estado')) ?? 'open';
  const direction = directions.find((each) => each === search.get('sentido')) ?? 'both';
  const { value, problem, retry } = useEndpoint(listReferrals, {}, { everySeconds: 60 });
  const all = value?.items;
  const inDirection = all?.filter((referral) => direction === 'both' || referral.direction === direction);
  const ofState = (wanted: string) => inDirection?.filter((referral) => wanted === 'all' || isOpenReferral(referral) === (wanted === 'open'));
  const href = (wanted: { readonly state?: string; readonly direction?: string }): string => `/canalizaciones?estado=${wanted.state ?? state}&sentido=${wanted.direction ?? direction}`;
  return (
    <Page title={text('handover-ui.referrals.title')} lead={text('handover-ui.referrals.lead')}>
      <Stack gap={3}>
        <FilterLinks label={text('handover-ui.list.status')} current={state} filters={states.map((key) => ({ key, label: text(`handover-ui.referrals.state.${key}`), href: href({ state: key }), count: ofState(key)?.length }))} />
        <FilterLinks label={text('handover-ui.list.direction')} current={direction} filters={directions.map((key) => ({ key, label: text(`handover-ui.referrals.direction.${key}`), href: href({ direction: key }) }))} />
      </Stack>
      <DataList
        caption={text('handover-ui.referrals.caption')}
        rows={ofState(state)}
        columns={columns()}
        rowKey={({ referralId }) => referralId}
        href={({ referralId }) => `/canalizaciones/${referralId}`}
        due={(referral) => (referral.status === 'sent' ? referral.decideBy : null)}
        searchText={(referral) => `${referralTitle(referral)} ${serviceText(referral.service)} ${referralParty(referral)}`}
        empty={{ title: text('handover-ui.referrals.none'), text: text('handover-ui.referrals.noneText') }}
        problem={problem}
        onRetry={retry}
      />
    </Page>
  );
}
