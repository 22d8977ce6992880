import { useState } from 'react';
import { beginTotp, confirmTotp, removeTotp, type Session } from '#platform/access/schema.ts';
import { useAct } from '#web/device/query.ts';
import { useSession } from '#web/device/session.ts';
import { StatusPill } from '#web/kit/badge.tsx';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { ConfirmDialog } from '#web/kit/confirm-dialog.tsx';
import { Form } from '#web/kit/form.tsx';
import { Row, Stack } from '#web/kit/layout.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { text } from '#web/kit/text.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useRenewedSession } from '../renew-session.ts';
import { CodeSheet } from './code-sheet.tsx';
import { QrPicture } from './qr-picture.tsx';
import styles from './account.module.css';

type Secret = { readonly secret: string; readonly otpauthUri: string };

/** Codes from an authenticator app: set up with a picture to scan, or a key to type. */
export function Totp() {
  const { secondFactors }: Session = useSession();
  const renewSession = useRenewedSession();
  const begin = useAct(beginTotp);
  const confirm = useAct(confirmTotp);
  const remove = useAct(removeTotp);
  const [secret, setSecret] = useState<Secret>();
  const [code, setCode] = useState('');
  const [error, setError] = useState<string>();
  const [recoveryCodes, setRecoveryCodes] = useState<readonly string[]>([]);
  const [isRemoving, setIsRemoving] = useState(false);

  const check = async (): Promise<void> => {
    const plain = code.replaceAll(/\s/g, '');
    if (!/^\d{6}$/.test(plain)) return setError(text('sign-in.code.missing'));
    const answer = await confirm.act({ code: plain });
    if (!answer.ok) return setError(text('account.totp.wrong'));
    setSecret(undefined);
    setCode('');
    setError(undefined);
    setRecoveryCodes(answer.value.recoveryCodes);
    toast({ text: text('account.totp.added') });
    await renewSession();
  };
  const takeAway = async (): Promise<void> => {
    const answer = await remove.act({});
    setIsRemoving(false);
    if (answer.ok) await renewSession();
  };
  return (
    <Card title={text('account.totp.title')} actions={secondFactors.hasTotp ? <StatusPill tone="success">{text('account.factor.on')}</StatusPill> : <StatusPill>{text('account.factor.off')}</StatusPill>}>
      <Stack gap={4}>
        <p>{text('account.totp.text')}</p>
        <ProblemNotice problem={begin.problem ?? remove.problem} />
        {!secret && (
          <Row>
            <Button icon="device" isBusy={begin.isBusy} onPress={() => void begin.act({}).then((answer) => answer.ok && setSecret(answer.value))}>{text(secondFactors.hasTotp ? 'account.totp.replace' : 'account.totp.begin')}</Button>
            {secondFactors.hasTotp && <Button variant="quiet" onPress={() => setIsRemoving(true)}>{text('account.totp.remove')}</Button>}
          </Row>
        )}
        {secret && (
          <Form submitLabel={text('account.totp.confirm')} onSubmit={() => void check()} isBusy={confirm.isBusy} secondary={<Button variant="quiet" onPress={() => setSecret(undefined)}>{text('kit.cancel')}</Button>}>
            <ol className={styles['steps']}>
              <li><p>{text('account.totp.scan')}</p><QrPicture content={secret.otpauthUri} label={text('account.totp.picture')} /></li>
              <li><p>{text('account.totp.type')}</p><code className={styles['secret']}>{secret.secret.match(/.{1,4}/g)?.join(' ')}</code></li>
            </ol>
            <TextField name="code" label={text('sign-in.code.totp')} hint={text('account.totp.code.hint')} error={error} inputMode="numeric" autoComplete="one-time-code" width="short" isCode maxLength={7} value={code} onChange={setCode} />
          </Form>
        )}
      </Stack>
      <ConfirmDialog title={text('account.totp.remove')} isOpen={isRemoving} onClose={() => setIsRemoving(false)} confirmLabel={text('account.totp.remove')} tone="danger" isBusy={remove.isBusy} onConfirm={() => void takeAway()}>
        <p>{text('account.totp.remove.text')}</p>
      </ConfirmDialog>
      <CodeSheet codes={recoveryCodes} onClose={() => setRecoveryCodes([])} />
    </Card>
  );
}
