import { boxClass, controlAttributes, FieldFrame, type FieldProps } from './field-frame.tsx';
import { classes } from './classes.ts';
import { text } from './text.tsx';
import styles from './text-field.module.css';

interface TextAreaProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly rows?: number;
  readonly maxLength?: number;
}

/** Several lines of text; grows with what is written and says when little room is left. */
export function TextArea(props: TextAreaProps) {
  const { value, onChange, rows = 4, maxLength } = props;
  const left = maxLength === undefined ? undefined : maxLength - value.length;
  return (
    <FieldFrame {...props}>
      <div>
        <textarea
          {...controlAttributes(props)}
          className={classes(boxClass, styles['area'])}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          rows={rows}
          maxLength={maxLength}
        />
        {left !== undefined && left < maxLength! / 5 && <p className={styles['left']} role="status">{text('kit.charactersLeft', { count: left })}</p>}
      </div>
    </FieldFrame>
  );
}
