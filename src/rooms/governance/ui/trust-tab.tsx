import { useEndpoint } from '#web/device/query.ts';
import type { Column } from '#web/kit/column.ts';
import { DataList } from '#web/kit/data-list.tsx';
import { formatInstant } from '#web/kit/dates.ts';
import { Stack } from '#web/kit/layout.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { text } from '#web/kit/text.tsx';
import { listPeers, viewTrustList, type TrustEntry } from '../schema.ts';
import styles from './trust-tab.module.css';

/** Every change of trust, chained so that none can be taken out unseen. */
export function TrustTab() {
  const { value, problem, retry } = useEndpoint(viewTrustList, {});
  const peers = useEndpoint(listPeers, {});
  const nameOf = ({ nodeId }: TrustEntry): string => peers.value?.peers.find((peer) => peer.nodeId === nodeId)?.name ?? nodeId;
  const columns: readonly Column<TrustEntry>[] = [
    { key: 'sequence', label: text('governance-ui.number'), align: 'end', onPhone: 'hidden', cell: ({ sequence }) => sequence, sortBy: ({ sequence }) => sequence },
    { key: 'agency', label: text('governance-ui.agency'), isPrimary: true, cell: nameOf, sortBy: nameOf },
    { key: 'change', label: text('governance-ui.change'), cell: ({ change }) => text(`governance.change.${change}`) },
    { key: 'at', label: text('governance-ui.when'), cell: ({ at }) => formatInstant(at), sortBy: ({ at }) => at },
    { key: 'hash', label: text('governance-ui.hash'), onPhone: 'labelled', cell: ({ hash }) => <code className={styles['hash']} title={hash}>{hash.slice(0, 12)}…</code> },
  ];
  return (
    <Stack gap={4}>
      {value && <Notice tone={value.isUnbroken ? 'success' : 'danger'}>{text(value.isUnbroken ? 'governance.trustList.unbroken' : 'governance.trustList.broken')}</Notice>}
      <DataList caption={text('governance.trustList')} rows={value?.entries} columns={columns} rowKey={({ sequence }) => String(sequence)} empty={{ title: text('governance-ui.noPeers') }} problem={problem} onRetry={retry} />
    </Stack>
  );
}
