import { useState } from 'react';
import { listInbox, retryParkedMessages, type InboxItem } from '#exchange/federation/schema.ts';
import { useAct, useEndpoint } from '#web/device/query.ts';
import { hasRole, useSession } from '#web/device/session.ts';
import { StatusPill, type Tone } from '#web/kit/badge.tsx';
import { Button } from '#web/kit/button.tsx';
import { Checkbox } from '#web/kit/checkbox.tsx';
import type { Column } from '#web/kit/column.ts';
import { DataList } from '#web/kit/data-list.tsx';
import { formatInstant } from '#web/kit/dates.ts';
import { Row, Stack } from '#web/kit/layout.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import { itemHref, problemWords, ReceiptMark, typeText } from './message-words.tsx';

const tones: Readonly<Record<InboxItem['state'], Tone>> = { applied: 'success', parked: 'danger', settled: 'success' };

const columns = (): readonly Column<InboxItem>[] => [
  { key: 'type', label: text('governance-ui.message'), isPrimary: true, cell: ({ type }) => typeText(type), sortBy: ({ type }) => typeText(type) },
  { key: 'peer', label: text('governance-ui.from'), cell: ({ peerName }) => peerName, sortBy: ({ peerName }) => peerName },
  { key: 'state', label: text('governance-ui.status'), sortBy: ({ state }) => state, cell: ({ state, problem }) => <Stack gap={1}><StatusPill tone={tones[state]}>{text(`federation.inboxState.${state}`)}</StatusPill>{problem && state === 'parked' && <span>{problemWords(problem)}</span>}</Stack> },
  { key: 'receipt', label: text('governance-ui.receiptGiven'), onPhone: 'hidden', cell: ({ receipt, receivedAt }) => <ReceiptMark receipt={receipt} at={receivedAt} /> },
  { key: 'via', label: text('governance-ui.via'), onPhone: 'hidden', cell: ({ via }) => text(`federation.via.${via}`) },
  { key: 'at', label: text('governance-ui.receivedAt'), sortBy: ({ receivedAt }) => receivedAt, cell: ({ receivedAt }) => <time dateTime={receivedAt}>{formatInstant(receivedAt)}</time> },
];

/** What others sent, each with what became of it. Nothing that cannot be applied is thrown away. */
export function InboxTab() {
  const session = useSession();
  const [isParkedOnly, setIsParkedOnly] = useState(false);
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const input = { ...(isParkedOnly ? { only: 'parked' as const } : {}), ...(cursors.length === 0 ? {} : { cursor: cursors.at(-1)! }) };
  const { value, problem, retry } = useEndpoint(listInbox, input, { keepsPrevious: true, everySeconds: 15 });
  const again = useAct(retryParkedMessages);
  const tryAgain = async (): Promise<void> => {
    const answer = await again.act({});
    if (answer.ok) toast({ text: text('governance-ui.settled', { count: answer.value.settled }) });
  };
  return (
    <Stack gap={4}>
      <Row isSpread>
        <Checkbox name="parked" label={text('governance-ui.parkedOnly')} value={isParkedOnly} onChange={(isOn) => { setIsParkedOnly(isOn); setCursors([]); }} />
        {hasRole(session, 'supervisor', 'coordinator', 'administrator') && <Button icon="refresh" isBusy={again.isBusy} onPress={() => void tryAgain()}>{text('governance-ui.retryParked')}</Button>}
      </Row>
      <ProblemNotice problem={again.problem} />
      <DataList caption={text('federation.inbox')} rows={value?.items} columns={columns()} rowKey={({ mid }) => mid} href={itemHref} searchText={(item) => `${typeText(item.type)} ${item.peerName}`} empty={{ title: text(isParkedOnly ? 'governance-ui.nothingParked' : 'governance-ui.inboxEmpty') }} problem={problem} onRetry={retry} />
      <div className="screen-only">
        {cursors.length > 0 && <Button variant="quiet" icon="back" onPress={() => setCursors(cursors.slice(0, -1))}>{text('governance-ui.newer')}</Button>}
        {value?.nextCursor && <Button variant="quiet" icon="next" onPress={() => setCursors([...cursors, value.nextCursor!])}>{text('governance-ui.older')}</Button>}
      </div>
    </Stack>
  );
}
