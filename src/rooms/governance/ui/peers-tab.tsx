import type { PeerHealth } from '#exchange/federation/schema.ts';
import type { Answer } from '#web/device/query.ts';
import { StatusPill, type Tone } from '#web/kit/badge.tsx';
import type { Column } from '#web/kit/column.ts';
import { DataList } from '#web/kit/data-list.tsx';
import { formatRelative } from '#web/kit/dates.ts';
import { text } from '#web/kit/text.tsx';
import { useNow } from '#web/kit/use-now.ts';
import { countryName } from './country-name.ts';
import { Warnings } from './warnings.tsx';

const tones: Readonly<Record<PeerHealth['status'], Tone>> = { active: 'success', suspended: 'warn', decommissioned: 'neutral' };

/** The agencies of the network, those that need attention first. */
export function PeersTab({ value, problem, retry }: Answer<{ peers: PeerHealth[] }>) {
  const now = useNow();
  const columns: readonly Column<PeerHealth>[] = [
    { key: 'name', label: text('governance-ui.agency'), isPrimary: true, cell: ({ name }) => name, sortBy: ({ name }) => name },
    { key: 'country', label: text('governance-ui.country'), cell: ({ country }) => countryName(country), sortBy: ({ country }) => country },
    { key: 'status', label: text('governance-ui.status'), cell: ({ status }) => <StatusPill tone={tones[status]}>{text(`governance.peerStatus.${status}`)}</StatusPill> },
    { key: 'heard', label: text('federation.lastHeard'), onPhone: 'labelled', sortBy: ({ lastHeardAt }) => lastHeardAt, cell: ({ lastHeardAt }) => (lastHeardAt ? formatRelative(lastHeardAt, now) : text('federation.neverHeard')) },
    { key: 'waiting', label: text('governance-ui.waiting'), align: 'end', onPhone: 'labelled', sortBy: ({ waiting }) => waiting, cell: ({ waiting }) => waiting },
    { key: 'health', label: text('governance-ui.health'), sortBy: ({ warnings }) => -warnings.length, cell: (peer) => <Warnings peer={peer} /> },
  ];
  return (
    <DataList
      caption={text('governance.peers')} rows={value?.peers} columns={columns} rowKey={({ nodeId }) => nodeId} href={({ nodeId }) => `/federacion/agencias/${nodeId}`}
      searchText={({ name, country }) => `${name} ${countryName(country)}`} empty={{ title: text('governance-ui.noPeers'), text: text('governance-ui.noPeersText') }} problem={problem} onRetry={retry}
    />
  );
}
