import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Problem } from '#kernel/problem.ts';
import { listPasskeys, removePasskey } from '#platform/access/schema.ts';
import { useAct, useEndpoint } from '#web/device/query.ts';
import { Badge } from '#web/kit/badge.tsx';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { ConfirmDialog } from '#web/kit/confirm-dialog.tsx';
import { formatDay, localDayOf } from '#web/kit/dates.ts';
import { Form } from '#web/kit/form.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { text } from '#web/kit/text.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { toast } from '#web/kit/toast.tsx';
import { addPasskey, canUsePasskeys } from '../passkey.ts';
import { useRenewedSession } from '../renew-session.ts';
import { CodeSheet } from './code-sheet.tsx';
import styles from './account.module.css';

const dayOf = (at: Instant): string => formatDay(localDayOf(at));

/** Passkeys: the safest and quickest way in. */
export function Passkeys() {
  const client = useQueryClient();
  const renewSession = useRenewedSession();
  const { value, problem, retry } = useEndpoint(listPasskeys, {});
  const remove = useAct(removePasskey);
  const [label, setLabel] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const [refusal, setRefusal] = useState<Problem>();
  const [leaving, setLeaving] = useState<{ readonly id: Uuid; readonly label: string }>();
  const [recoveryCodes, setRecoveryCodes] = useState<readonly string[]>([]);

  const add = async (): Promise<void> => {
    setIsBusy(true);
    setRefusal(undefined);
    const answer = await addPasskey(label?.trim() || text('account.passkey.defaultName'));
    setIsBusy(false);
    if (!answer.ok) return setRefusal(answer.problem);
    setLabel(undefined);
    setRecoveryCodes(answer.value.recoveryCodes);
    toast({ text: text('account.passkey.added') });
    await Promise.all([client.invalidateQueries(), renewSession()]);
  };
  const takeAway = async (): Promise<void> => {
    const answer = await remove.act({ passkeyId: leaving!.id });
    setLeaving(undefined);
    if (answer.ok) await renewSession();
  };
  return (
    <Card title={text('account.passkey.title')}>
      <Stack gap={4}>
        <p>{text('account.passkey.text')}</p>
        <ProblemNotice problem={problem} onRetry={retry} />
        {!value && !problem && <Skeleton lines={2} />}
        {value && value.passkeys.length > 0 && (
          <ul role="list" className={styles['list']}>
            {value.passkeys.map((passkey) => (
              <li key={passkey.id} className={styles['row']}>
                <div>
                  <p className={styles['name']}>{passkey.label} {passkey.isSynced && <Badge tone="info">{text('account.passkey.synced')}</Badge>}</p>
                  <p className={styles['note']}>{text('account.passkey.since', { day: dayOf(passkey.createdAt) })}{passkey.lastUsedAt && ` · ${text('account.passkey.used', { day: dayOf(passkey.lastUsedAt) })}`}</p>
                </div>
                <Button size="s" variant="quiet" icon="trash" onPress={() => setLeaving(passkey)}>{text('account.passkey.remove')}</Button>
              </li>
            ))}
          </ul>
        )}
        {refusal && <Notice tone="danger" isNew>{text('account.passkey.failed')}</Notice>}
        <ProblemNotice problem={remove.problem} />
        {!canUsePasskeys() && <Notice tone="warn">{text('account.passkey.impossible')}</Notice>}
        {canUsePasskeys() && (label === undefined ? (
          <p><Button icon="plus" onPress={() => setLabel('')}>{text('account.passkey.add')}</Button></p>
        ) : (
          <Form submitLabel={text('account.passkey.create')} onSubmit={() => void add()} isBusy={isBusy} secondary={<Button variant="quiet" onPress={() => setLabel(undefined)}>{text('kit.cancel')}</Button>}>
            <TextField name="label" label={text('account.passkey.name')} hint={text('account.passkey.name.hint')} width="half" maxLength={40} value={label} onChange={setLabel} />
          </Form>
        ))}
      </Stack>
      <ConfirmDialog title={text('account.passkey.remove.title', { name: leaving?.label ?? '' })} isOpen={leaving !== undefined} onClose={() => setLeaving(undefined)} confirmLabel={text('account.passkey.remove')} tone="danger" isBusy={remove.isBusy} onConfirm={() => void takeAway()}>
        <p>{text('account.passkey.remove.text')}</p>
      </ConfirmDialog>
      <CodeSheet codes={recoveryCodes} onClose={() => setRecoveryCodes([])} />
    </Card>
  );
}
