import { useContext, useState } from 'react';
import { SessionContext } from '#web/device/session.ts';
import type { FieldProps } from '#web/kit/field-frame.tsx';
import { Checkbox } from '#web/kit/checkbox.tsx';
import { text } from '#web/kit/text.tsx';
import { TextField } from '#web/kit/text-field.tsx';

interface PasswordFieldProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly autoComplete: 'current-password' | 'new-password';
}

/** A password that may be looked at while it is typed, and pasted. */
export function PasswordField(props: PasswordFieldProps) {
  const [isShown, setIsShown] = useState(false);
  return (
    <div>
      <TextField {...props} type={isShown ? 'text' : 'password'} isCode maxLength={128} />
      <Checkbox name={`${props.name}.shown`} label={text('sign-in.showPassword')} value={isShown} onChange={setIsShown} />
    </div>
  );
}

/** Whose password is asked for: nobody sees it, but a password manager needs it to offer the right one. */
export const UserNameForManagers = () => <input type="text" name="username" autoComplete="username" value={useContext(SessionContext)?.userName ?? ''} readOnly hidden />;
