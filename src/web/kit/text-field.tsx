import { boxClass, controlAttributes, FieldFrame, type FieldProps } from './field-frame.tsx';
import { classes } from './classes.ts';
import styles from './text-field.module.css';

interface TextFieldProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: 'text' | 'password' | 'tel' | 'email' | 'search';
  readonly inputMode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email';
  readonly autoComplete?: string;
  readonly maxLength?: number;
  /** How much is expected: the box is as wide as the answer. */
  readonly width?: 'full' | 'half' | 'short';
  /** What is typed is code, not language: no capital letters or corrections by the keyboard. */
  readonly isCode?: boolean;
  readonly placeholder?: string;
}

/** One line of text. Names and free text keep the keyboard's help; `isCode` turns it off. */
export function TextField(props: TextFieldProps) {
  const { value, onChange, type = 'text', inputMode, autoComplete = 'off', maxLength, width = 'full', isCode = false, placeholder } = props;
  return (
    <FieldFrame {...props}>
      <input
        {...controlAttributes(props)}
        className={classes(boxClass, styles[width])}
        type={type}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        inputMode={inputMode}
        autoComplete={autoComplete}
        maxLength={maxLength}
        placeholder={placeholder}
        {...(isCode ? { autoCapitalize: 'none', autoCorrect: 'off', spellCheck: false } : {})}
      />
    </FieldFrame>
  );
}
