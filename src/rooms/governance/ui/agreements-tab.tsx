import type { OutputOf } from '#kernel/endpoint.ts';
import { useEndpoint, type Answer } from '#web/device/query.ts';
import { Badge } from '#web/kit/badge.tsx';
import type { Column } from '#web/kit/column.ts';
import { DataList } from '#web/kit/data-list.tsx';
import { formatDay } from '#web/kit/dates.ts';
import { text } from '#web/kit/text.tsx';
import { listPeers, type AgreementView, type listAgreements } from '../schema.ts';
import { AgreementStatus, endingDays } from './agreement-status.tsx';

const purposesText = ({ terms }: AgreementView): string => terms.purposes.map((purpose) => text(`governance.purpose.${purpose}`)).join(', ');

/** What was agreed with whom, for what, until when. */
export function AgreementsTab({ value, problem, retry }: Answer<OutputOf<typeof listAgreements>>) {
  const peers = useEndpoint(listPeers, {});
  const nameOf = ({ peer }: AgreementView): string => peers.value?.peers.find(({ nodeId }) => nodeId === peer)?.name ?? peer;
  const columns: readonly Column<AgreementView>[] = [
    { key: 'peer', label: text('governance-ui.agency'), isPrimary: true, cell: nameOf, sortBy: nameOf },
    { key: 'status', label: text('governance-ui.status'), cell: ({ status }) => <AgreementStatus status={status} />, sortBy: ({ status }) => status },
    { key: 'purposes', label: text('governance-ui.purposes'), cell: purposesText },
    { key: 'until', label: text('governance-ui.validUntil'), onPhone: 'labelled', sortBy: ({ terms }) => terms.validUntil, cell: ({ terms, status, daysLeft }) => (
      <>{formatDay(terms.validUntil)} {status === 'active' && daysLeft <= endingDays && <Badge tone="warn" icon="clock">{text('governance.daysLeft', { days: daysLeft })}</Badge>}</>
    ) },
  ];
  return (
    <DataList
      caption={text('governance.agreements')} rows={value?.agreements} columns={columns} rowKey={({ terms }) => `${terms.agreementId} ${terms.version}`} href={({ terms }) => `/federacion/convenios/${terms.agreementId}?version=${terms.version}`}
      empty={{ title: text('governance-ui.noAgreements'), text: text('governance-ui.noAgreementsText') }} problem={problem} onRetry={retry}
    />
  );
}
