import { useState } from 'react';
import { listOutbox, type SentItem } from '#exchange/federation/schema.ts';
import { useEndpoint } from '#web/device/query.ts';
import { StatusPill, type Tone } from '#web/kit/badge.tsx';
import { Button } from '#web/kit/button.tsx';
import type { Column } from '#web/kit/column.ts';
import { DataList } from '#web/kit/data-list.tsx';
import { formatInstant } from '#web/kit/dates.ts';
import { Stack } from '#web/kit/layout.tsx';
import { text } from '#web/kit/text.tsx';
import { itemHref, problemWords, ReceiptMark, typeText } from './message-words.tsx';

const tones: Readonly<Record<SentItem['state'], Tone>> = { waiting: 'warn', sent: 'warn', received: 'success', refused: 'danger', obsolete: 'neutral' };

const columns = (): readonly Column<SentItem>[] => [
  { key: 'type', label: text('governance-ui.message'), isPrimary: true, cell: ({ type }) => typeText(type), sortBy: ({ type }) => typeText(type) },
  { key: 'peer', label: text('governance-ui.to'), cell: ({ peerName }) => peerName, sortBy: ({ peerName }) => peerName },
  { key: 'state', label: text('governance-ui.status'), sortBy: ({ state }) => state, cell: ({ state, problem }) => <Stack gap={1}><StatusPill tone={tones[state]}>{text(`federation.state.${state}`)}</StatusPill>{problem && <span>{problemWords(problem)}</span>}</Stack> },
  { key: 'receipt', label: text('federation.receipt'), cell: ({ receipt, receivedAt }) => <ReceiptMark receipt={receipt} at={receivedAt} /> },
  { key: 'attempts', label: text('governance-ui.attempts'), align: 'end', onPhone: 'hidden', sortBy: ({ attempts }) => attempts, cell: ({ attempts }) => attempts },
  { key: 'at', label: text('governance-ui.since'), sortBy: ({ createdAt }) => createdAt, cell: ({ createdAt }) => <time dateTime={createdAt}>{formatInstant(createdAt)}</time> },
];

/** What this agency owes to others, each with how far it came and its receipt. Nothing leaves the list without one. */
export function OutboxTab() {
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const { value, problem, retry } = useEndpoint(listOutbox, cursors.length === 0 ? {} : { cursor: cursors.at(-1)! }, { keepsPrevious: true, everySeconds: 15 });
  return (
    <Stack gap={4}>
      <DataList caption={text('federation.outbox')} rows={value?.items} columns={columns()} rowKey={(item) => `${item.type} ${item.peer} ${item.createdAt} ${item.mid ?? ''}`} href={itemHref} searchText={(item) => `${typeText(item.type)} ${item.peerName}`} empty={{ title: text('governance-ui.outboxEmpty') }} problem={problem} onRetry={retry} />
      <div className="screen-only">
        {cursors.length > 0 && <Button variant="quiet" icon="back" onPress={() => setCursors(cursors.slice(0, -1))}>{text('governance-ui.newer')}</Button>}
        {value?.nextCursor && <Button variant="quiet" icon="next" onPress={() => setCursors([...cursors, value.nextCursor!])}>{text('governance-ui.older')}</Button>}
      </div>
    </Stack>
  );
}
