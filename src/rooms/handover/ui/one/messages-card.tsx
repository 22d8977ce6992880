import type { ChildId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import { listInbox, listOutbox } from '#exchange/federation/schema.ts';
import { useEndpoint } from '#web/device/query.ts';
import { StatusPill, type Tone } from '#web/kit/badge.tsx';
import { Card } from '#web/kit/card.tsx';
import { formatInstant } from '#web/kit/dates.ts';
import { Icon } from '#web/kit/icon.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { hasText, text } from '#web/kit/text.tsx';
import styles from './messages-card.module.css';

interface Message {
  readonly key: string;
  readonly isOurs: boolean;
  readonly type: string;
  readonly state: string;
  readonly at: Instant;
  readonly receivedAt: Instant | null;
  readonly attempts: number;
}

const tones: Readonly<Record<string, Tone>> = { waiting: 'warn', sent: 'warn', received: 'success', refused: 'danger', obsolete: 'neutral', applied: 'success', parked: 'danger', settled: 'success' };
const messageText = (type: string): string => (hasText(`federation.type.${type}`) ? text(`federation.type.${type}`) : type);

const Line = ({ message }: { readonly message: Message }) => (
  <li className={styles['message']}>
    <span className={styles['way']} title={text(message.isOurs ? 'handover-ui.messages.ours' : 'handover-ui.messages.theirs')}><Icon name={message.isOurs ? 'outbox' : 'inbox'} size={1.1} /></span>
    <div className={styles['content']}>
      <p className={styles['type']}>{messageText(message.type)}<span className="visually-hidden"> ({text(message.isOurs ? 'handover-ui.messages.ours' : 'handover-ui.messages.theirs')})</span></p>
      <p className={styles['detail']}><time dateTime={message.at}>{formatInstant(message.at)}</time>{message.attempts > 1 && <> · {text('handover-ui.messages.attempts', { count: message.attempts })}</>}</p>
      <StatusPill tone={tones[message.state] ?? 'neutral'}>{text(message.isOurs ? `federation.state.${message.state}` : `federation.inboxState.${message.state}`)}</StatusPill>
      {message.receivedAt && <p className={styles['detail']}>{text('handover-ui.messages.receipt', { at: formatInstant(message.receivedAt) })}</p>}
    </div>
  </li>
);

interface MessagesCardProps {
  readonly handoverId: string;
  readonly childId: ChildId;
}

/** What the two nodes said to each other about this handover, each message with its receipt. */
export function MessagesCard({ handoverId, childId }: MessagesCardProps) {
  const outbox = useEndpoint(listOutbox, { childId }, { everySeconds: 15 });
  const inbox = useEndpoint(listInbox, { childId }, { everySeconds: 15 });
  if (outbox.problem ?? inbox.problem) return null;
  const sent = (outbox.value?.items ?? []).map((item): Message & { readonly about: string | null } => ({ key: `out ${item.type} ${item.createdAt}`, isOurs: true, type: item.type, state: item.state, at: item.createdAt, receivedAt: item.receivedAt, attempts: item.attempts, about: item.handoverId }));
  const received = (inbox.value?.items ?? []).map((item): Message & { readonly about: string | null } => ({ key: item.mid, isOurs: false, type: item.type, state: item.state, at: item.receivedAt, receivedAt: null, attempts: 1, about: item.handoverId }));
  const messages = [...sent, ...received].filter(({ about }) => about === handoverId).toSorted((one, other) => one.at.localeCompare(other.at));
  return (
    <Card title={text('handover-ui.messages.title')}>
      {outbox.isLoading || inbox.isLoading ? <Skeleton lines={3} /> : messages.length === 0 ? <p className={styles['detail']}>{text('handover-ui.messages.none')}</p> : <ol role="list" className={styles['list']}>{messages.map((message) => <Line key={message.key} message={message} />)}</ol>}
    </Card>
  );
}
