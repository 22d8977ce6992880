import { viewRecovery } from '#exchange/federation/schema.ts';
import { useEndpoint } from '#web/device/query.ts';
import { formatInstant } from '#web/kit/dates.ts';
import { Card } from '#web/kit/card.tsx';
import { KeyValue } from '#web/kit/key-value.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { text } from '#web/kit/text.tsx';

/** While this node recovers from a restore: what it awaits from whom since when; afterwards what the peers gave back. */
export function RecoveryNotice() {
  const standing = useEndpoint(viewRecovery, {}, { everySeconds: 30 }).value;
  if (!standing) return null;
  const { mode, since, peers } = standing;
  const returned = peers.filter(({ copies }) => copies !== null);
  if (mode === 'up' && returned.length === 0) return null;
  const rows = mode === 'up' ? returned : peers;
  return (
    <Stack gap={4}>
      {mode !== 'up' && (
        <Notice tone={mode === 'superseded' ? 'danger' : 'warn'} title={text(`recovery.${mode}`, { since: since ? formatInstant(since) : '' })}>{text(`recovery.${mode}Text`)}</Notice>
      )}
      <Card title={text(mode === 'up' ? 'recovery.returned' : 'recovery.awaited')}>
        <KeyValue
          rows={rows.map(({ name, answer, since: from, dutyPhone, copies }) => ({
            label: name,
            value: mode === 'up' ? '' : text(`recovery.answer.${answer}`, { since: from ? formatInstant(from) : '', phone: dutyPhone }),
            ...(copies ? { note: text(copies.completedAt ? 'recovery.copies' : 'recovery.copiesUnderWay', { recorded: copies.recorded, operations: copies.operations, unreadable: copies.unreadable }) } : {}),
          }))}
        />
      </Card>
    </Stack>
  );
}
