import { Link } from 'wouter';
import { fileRoles } from '#kernel/role.ts';
import { listVoidMessages, type InboxItem } from '#exchange/federation/schema.ts';
import { useEndpoint } from '#web/device/query.ts';
import { hasRole, useSession } from '#web/device/session.ts';
import { Card } from '#web/kit/card.tsx';
import type { Column } from '#web/kit/column.ts';
import { DataList } from '#web/kit/data-list.tsx';
import { formatInstant } from '#web/kit/dates.ts';
import { Row, Stack } from '#web/kit/layout.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { hasText, text } from '#web/kit/text.tsx';
import type { Peer } from '../schema.ts';
import { typeText } from './message-words.tsx';

type Key = Peer['revokedKeys'][number];
const reasonText = (reason: string): string => (hasText(`trust.revoked.reason.${reason}`) ? text(`trust.revoked.reason.${reason}`) : reason);

/** What had been believed before the word came: with the children whom somebody should see now. */
function VoidMessages({ peer }: { readonly peer: Peer }) {
  const { value, problem, retry } = useEndpoint(listVoidMessages, { nodeId: peer.nodeId });
  const columns: readonly Column<InboxItem>[] = [
    { key: 'message', label: text('governance-ui.message'), isPrimary: true, cell: ({ type }) => typeText(type) },
    { key: 'receivedAt', label: text('governance-ui.receivedAt'), cell: ({ receivedAt }) => formatInstant(receivedAt), sortBy: ({ receivedAt }) => receivedAt },
    { key: 'children', label: text('trust.void.children'), onPhone: 'labelled', cell: ({ childIds }) => <Row gap={2}>{childIds.map((childId) => <Link key={childId} href={`/casos/${childId}`}>{childId.slice(0, 6)}…</Link>)}</Row> },
  ];
  if (value && value.items.length === 0 && value.hidden === 0) return <p>{text('trust.void.none')}</p>;
  return (
    <Stack gap={3}>
      <Notice tone="danger" title={text('trust.void.title')}>{text('trust.void.text')}</Notice>
      <DataList caption={text('trust.void.title')} rows={value?.items} columns={columns} rowKey={({ mid }) => mid} empty={{ title: text('trust.void.hidden', { count: value?.hidden ?? 0 }) }} problem={problem} onRetry={retry} />
      {value && value.hidden > 0 && value.items.length > 0 && <p>{text('trust.void.hidden', { count: value.hidden })}</p>}
    </Stack>
  );
}

/** The keys of a peer that count no more, and what came of them. */
export function RevokedKeys({ peer }: { readonly peer: Peer }) {
  const session = useSession();
  const columns: readonly Column<Key>[] = [
    { key: 'key', label: text('trust.revoked.key'), isPrimary: true, cell: ({ kid }) => <code title={kid}>{kid.slice(0, 12)}…</code> },
    { key: 'since', label: text('trust.revoked.since'), cell: ({ since }) => formatInstant(since), onPhone: 'labelled' },
    { key: 'told', label: text('trust.revoked.told'), cell: ({ at }) => formatInstant(at), onPhone: 'labelled' },
    { key: 'reason', label: text('trust.revoked.reason'), cell: ({ reason }) => reasonText(reason) },
  ];
  return (
    <Card title={text('trust.revoked.title')}>
      <Stack gap={4}>
        <p>{text('trust.revoked.lead')}</p>
        <DataList caption={text('trust.revoked.title')} rows={peer.revokedKeys} columns={columns} rowKey={({ kid }) => kid} empty={{ title: text('trust.void.none') }} />
        {hasRole(session, ...fileRoles) && <VoidMessages peer={peer} />}
      </Stack>
    </Card>
  );
}
