import { useState } from 'react';
import { signIn, type SecondFactorNeeded, type Session } from '#platform/access/schema.ts';
import type { Problem } from '#kernel/problem.ts';
import { call } from '#web/device/call.ts';
import { Button } from '#web/kit/button.tsx';
import type { FormError } from '#web/kit/error-summary.tsx';
import { Form } from '#web/kit/form.tsx';
import { formErrorsOf, problemText } from '#web/kit/problem-text.ts';
import { text } from '#web/kit/text.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { canUsePasskeys, signInByPasskey } from '../passkey.ts';
import { PasswordField } from './password-field.tsx';
import styles from './sign-in.module.css';

interface PasswordStepProps {
  readonly onSignedIn: (session: Session) => void;
  readonly onSecondFactor: (needed: SecondFactorNeeded) => void;
}

/** User name and password, or a passkey, which is both factors at once. Pasting is allowed everywhere. */
export function PasswordStep({ onSignedIn, onSecondFactor }: PasswordStepProps) {
  const [userName, setUserName] = useState('');
  const [password, setPassword] = useState('');
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [busy, setBusy] = useState<'password' | 'passkey' | null>(null);

  const refuse = (problem: Problem): void => {
    if (problem.code === 'second-factor-needed') onSecondFactor(problem.details as unknown as SecondFactorNeeded);
    else if (problem.code === 'input-invalid') setErrors(formErrorsOf({ code: 'sign-in-failed', details: {} }));
    else setErrors([{ name: '', message: problemText(problem) }]);
  };
  const enter = async (): Promise<void> => {
    const missing = [
      ...(userName.trim() === '' ? [{ name: 'userName', message: text('sign-in.userName.missing') }] : []),
      ...(password === '' ? [{ name: 'password', message: text('sign-in.password.missing') }] : []),
    ];
    setErrors(missing);
    if (missing.length > 0) return;
    setBusy('password');
    const answer = await call(signIn, { userName: userName.trim(), password });
    setBusy(null);
    if (answer.ok) onSignedIn(answer.value.session);
    else refuse(answer.problem);
  };
  const enterByPasskey = async (): Promise<void> => {
    setErrors([]);
    setBusy('passkey');
    const answer = await signInByPasskey();
    setBusy(null);
    if (answer.ok) onSignedIn(answer.value.session);
    else setErrors([{ name: '', message: answer.problem.code === 'sign-in-failed' ? text('sign-in.passkey.failed') : problemText(answer.problem) }]);
  };
  const errorOf = (name: string): string | undefined => errors.find((error) => error.name === name)?.message;
  return (
    <>
      <Form submitLabel={text('sign-in.enter')} onSubmit={() => void enter()} errors={errors} isBusy={busy === 'password'}>
        <TextField name="userName" label={text('sign-in.userName')} autoComplete="username webauthn" isCode value={userName} onChange={setUserName} error={errorOf('userName')} />
        <PasswordField name="password" label={text('sign-in.password')} autoComplete="current-password" value={password} onChange={setPassword} error={errorOf('password')} />
      </Form>
      {canUsePasskeys() && (
        <>
          <p className={styles['or']}><span>{text('sign-in.or')}</span></p>
          <Button icon="key" isWide isBusy={busy === 'passkey'} onPress={() => void enterByPasskey()}>{text('sign-in.passkey')}</Button>
        </>
      )}
      <p className={styles['help']}>{text('sign-in.forgotten')}</p>
    </>
  );
}
