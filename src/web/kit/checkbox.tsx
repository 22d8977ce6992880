import { controlAttributes, fieldId, type FieldProps } from './field-frame.tsx';
import { classes } from './classes.ts';
import styles from './choice.module.css';

interface CheckboxProps extends Omit<FieldProps, 'isOptional'> {
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}

/** One thing that is so or is not. */
export function Checkbox(props: CheckboxProps) {
  const { name, label, hint, error, value, onChange } = props;
  return (
    <label className={classes(styles['choice'], styles['plain'])}>
      <input {...controlAttributes(props)} type="checkbox" checked={value} onChange={(event) => onChange(event.target.checked)} />
      <span className={styles['words']}>
        <span className={styles['label']}>{label}</span>
        {hint && <span id={`${fieldId(name)}-hint`} className={styles['hint']}>{hint}</span>}
        {error && <span id={`${fieldId(name)}-error`} className={styles['error']}>{error}</span>}
      </span>
    </label>
  );
}
