import { useState } from 'react';
import { signOut, stepUp, type Session } from '#platform/access/schema.ts';
import type { Result } from '#kernel/result.ts';
import { call } from '#web/device/call.ts';
import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import type { FormError } from '#web/kit/error-summary.tsx';
import { Form } from '#web/kit/form.tsx';
import { problemText } from '#web/kit/problem-text.ts';
import { RadioCards } from '#web/kit/radio-cards.tsx';
import { text } from '#web/kit/text.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { canUsePasskeys, stepUpByPasskey } from './passkey.ts';
import { PasswordField, UserNameForManagers } from './sign-in/password-field.tsx';
import styles from './step-up.module.css';

interface StepUpDialogProps {
  readonly session: Session;
  readonly onConfirmed: (session: Session) => void;
  readonly onCancel: () => void;
  /** Hides the page behind it; the way out is to sign out. */
  readonly isCover?: boolean;
}

/** Asks the worker to show once more that it is them: by password, code or passkey. */
export function StepUpDialog({ session, onConfirmed, onCancel, isCover = false }: StepUpDialogProps) {
  const { hasTotp, passkeyCount } = session.secondFactors;
  const [method, setMethod] = useState<'password' | 'totp'>(hasTotp ? 'totp' : 'password');
  const [secret, setSecret] = useState('');
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [isBusy, setIsBusy] = useState(false);
  const take = (answer: Result<{ readonly session: Session }>): void => {
    setIsBusy(false);
    if (answer.ok) onConfirmed(answer.value.session);
    else setErrors([{ name: 'secret', message: problemText(answer.problem) }]);
  };
  const confirm = async (): Promise<void> => {
    if (secret === '') return setErrors([{ name: 'secret', message: text('kit.fault.missing') }]);
    setIsBusy(true);
    take(await call(stepUp, { method, secret: method === 'totp' ? secret.replaceAll(/\s/g, '') : secret }));
  };
  const confirmByPasskey = async (): Promise<void> => {
    setIsBusy(true);
    take(await stepUpByPasskey());
  };
  const leave = async (): Promise<void> => {
    if (isCover) await call(signOut, {});
    onCancel();
  };
  const field = { name: 'secret', value: secret, onChange: setSecret, error: errors[0]?.message };
  return (
    <div className={isCover ? styles['cover'] : undefined}>
      <Dialog title={text(isCover ? 'account.cover.title' : 'account.stepUp.title')} isOpen onClose={() => void leave()} isBlocking={isCover}>
        <p>{text(isCover ? 'account.cover.text' : 'account.stepUp.text', { name: session.displayName })}</p>
        {passkeyCount > 0 && canUsePasskeys() && <Button icon="key" isBusy={isBusy} onPress={() => void confirmByPasskey()}>{text('sign-in.passkey')}</Button>}
        <Form submitLabel={text('account.stepUp.confirm')} onSubmit={() => void confirm()} errors={errors} isBusy={isBusy} secondary={<Button variant="quiet" onPress={() => void leave()}>{text(isCover ? 'desk.leave' : 'kit.cancel')}</Button>}>
          <UserNameForManagers />
          {hasTotp && (
            <RadioCards
              name="method"
              label={text('account.stepUp.method')}
              columns={2}
              value={method}
              onChange={(chosen) => { setMethod(chosen); setSecret(''); }}
              options={[{ value: 'totp', label: text('account.stepUp.totp') }, { value: 'password', label: text('sign-in.password') }]}
            />
          )}
          {method === 'totp'
            ? <TextField {...field} label={text('sign-in.code.totp')} inputMode="numeric" autoComplete="one-time-code" width="short" isCode maxLength={12} />
            : <PasswordField {...field} label={text('sign-in.password')} autoComplete="current-password" />}
        </Form>
      </Dialog>
    </div>
  );
}
