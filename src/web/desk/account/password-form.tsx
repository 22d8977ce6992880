import { useState } from 'react';
import type { Problem } from '#kernel/problem.ts';
import { changePassword, NewPassword, type Session } from '#platform/access/schema.ts';
import { useAct } from '#web/device/query.ts';
import type { FormError } from '#web/kit/error-summary.tsx';
import { Form } from '#web/kit/form.tsx';
import { problemText } from '#web/kit/problem-text.ts';
import { hasText, text } from '#web/kit/text.tsx';
import { PasswordField, UserNameForManagers } from '../sign-in/password-field.tsx';

const { minLength: leastLength = 12, maxLength: mostLength = 128 } = NewPassword as { readonly minLength?: number; readonly maxLength?: number };

/** A refused password comes with a `reason`; each has a text. */
function errorsFrom(problem: Problem): FormError[] {
  if (problem.code === 'sign-in-failed') return [{ name: 'currentPassword', message: text('account.password.currentWrong') }];
  const key = `access.password.${String(problem.details['reason'])}`;
  if (problem.code !== 'input-invalid' || !hasText(key)) return [{ name: '', message: problemText(problem) }];
  return [{ name: 'newPassword', message: text(key, { minimum: leastLength, maximum: mostLength }) }];
}

/** The old password, and a new one. */
export function PasswordForm({ onChanged }: { readonly onChanged: (session: Session) => void }) {
  const change = useAct(changePassword);
  const [currentPassword, setCurrent] = useState('');
  const [newPassword, setNew] = useState('');
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const errorOf = (name: string): string | undefined => errors.find((error) => error.name === name)?.message;
  const send = async (): Promise<void> => {
    const faults = [
      ...(currentPassword === '' ? [{ name: 'currentPassword', message: text('account.password.currentMissing') }] : []),
      ...(newPassword.length < leastLength ? [{ name: 'newPassword', message: text('access.password.too-short', { minimum: leastLength }) }] : []),
    ];
    setErrors(faults);
    if (faults.length > 0) return;
    const answer = await change.act({ currentPassword, newPassword });
    if (!answer.ok) return setErrors(errorsFrom(answer.problem));
    setCurrent('');
    setNew('');
    onChanged(answer.value.session);
  };
  return (
    <Form submitLabel={text('account.password.change')} onSubmit={() => void send()} errors={errors} isBusy={change.isBusy}>
      <UserNameForManagers />
      <PasswordField name="currentPassword" label={text('account.password.current')} autoComplete="current-password" value={currentPassword} onChange={setCurrent} error={errorOf('currentPassword')} />
      <PasswordField name="newPassword" label={text('account.password.new')} hint={text('account.password.new.hint', { count: leastLength })} autoComplete="new-password" value={newPassword} onChange={setNew} error={errorOf('newPassword')} />
    </Form>
  );
}
