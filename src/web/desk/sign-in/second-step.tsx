import { useState } from 'react';
import { signInSecondFactor, type SecondFactorNeeded, type Session } from '#platform/access/schema.ts';
import type { Result } from '#kernel/result.ts';
import { call } from '#web/device/call.ts';
import { Button } from '#web/kit/button.tsx';
import type { FormError } from '#web/kit/error-summary.tsx';
import { Form } from '#web/kit/form.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { problemText } from '#web/kit/problem-text.ts';
import { text } from '#web/kit/text.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { canUsePasskeys, signInByPasskey } from '../passkey.ts';

interface SecondStepProps {
  readonly needed: SecondFactorNeeded;
  readonly onSignedIn: (session: Session) => void;
  readonly onBack: () => void;
}

/** The second factor: a code from the app, a recovery code, or a passkey. */
export function SecondStep({ needed, onSignedIn, onBack }: SecondStepProps) {
  const hasTotp = needed.methods.includes('totp');
  const [method, setMethod] = useState<'totp' | 'recovery-code'>(hasTotp ? 'totp' : 'recovery-code');
  const [code, setCode] = useState('');
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [isBusy, setIsBusy] = useState(false);

  const take = (answer: Result<{ readonly session: Session }>): void => {
    setIsBusy(false);
    if (answer.ok) onSignedIn(answer.value.session);
    else setErrors([{ name: 'code', message: problemText(answer.problem) }]);
  };
  const enter = async (): Promise<void> => {
    const plain = code.replaceAll(/\s/g, '');
    if (plain.length < 6) return setErrors([{ name: 'code', message: text('sign-in.code.missing') }]);
    setIsBusy(true);
    take(await call(signInSecondFactor, { challenge: needed.challenge, method, code: plain }));
  };
  const enterByPasskey = async (): Promise<void> => {
    setIsBusy(true);
    take(await signInByPasskey());
  };
  const isRecovery = method === 'recovery-code';
  return (
    <Stack gap={4}>
      <Form submitLabel={text('sign-in.continue')} onSubmit={() => void enter()} errors={errors} isBusy={isBusy} secondary={<Button variant="quiet" onPress={onBack}>{text('sign-in.back')}</Button>}>
        <TextField
          key={method}
          name="code"
          label={text(isRecovery ? 'sign-in.code.recovery' : 'sign-in.code.totp')}
          hint={text(isRecovery ? 'sign-in.code.recovery.hint' : 'sign-in.code.totp.hint')}
          error={errors[0]?.message}
          autoComplete="one-time-code"
          inputMode={isRecovery ? 'text' : 'numeric'}
          width={isRecovery ? 'half' : 'short'}
          isCode
          maxLength={40}
          value={code}
          onChange={setCode}
        />
      </Form>
      {hasTotp && needed.methods.includes('recovery-code') && (
        <Button variant="quiet" onPress={() => { setMethod(isRecovery ? 'totp' : 'recovery-code'); setCode(''); setErrors([]); }}>
          {text(isRecovery ? 'sign-in.useTotp' : 'sign-in.useRecovery')}
        </Button>
      )}
      {needed.methods.includes('passkey') && canUsePasskeys() && <Button icon="key" isBusy={isBusy} onPress={() => void enterByPasskey()}>{text('sign-in.passkey')}</Button>}
    </Stack>
  );
}
