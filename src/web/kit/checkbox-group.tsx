import { fieldId, FieldGroup, type FieldProps } from './field-frame.tsx';
import { classes } from './classes.ts';
import { Icon } from './icon.tsx';
import type { Option } from './option.ts';
import styles from './choice.module.css';

interface CheckboxGroupProps<Value extends string> extends FieldProps {
  readonly value: readonly Value[];
  readonly onChange: (value: Value[]) => void;
  readonly options: readonly Option<Value>[];
  /** Answers that stand alone ("ninguna", "no se sabe", "prefiere no decir"): each clears all others. */
  readonly exclusive?: readonly Option<Value>[];
  readonly columns?: 1 | 2 | 3;
}

/** Any number of answers to one question. */
export function CheckboxGroup<Value extends string>(props: CheckboxGroupProps<Value>) {
  const { name, value, onChange, options, exclusive = [], columns = 1 } = props;
  const isExclusive = (answer: Value): boolean => exclusive.some((option) => option.value === answer);
  const toggle = (answer: Value): void => {
    if (value.includes(answer)) onChange(value.filter((kept) => kept !== answer));
    else if (isExclusive(answer)) onChange([answer]);
    else onChange([...value.filter((kept) => !isExclusive(kept)), answer]);
  };
  const box = (option: Option<Value>, index: number) => (
    <label key={option.value} className={styles['choice']}>
      <input type="checkbox" name={name} id={`${fieldId(name)}-${index}`} checked={value.includes(option.value)} onChange={() => toggle(option.value)} />
      {option.icon && <Icon name={option.icon} size={1.4} />}
      <span className={styles['words']}>
        <span className={styles['label']}>{option.label}</span>
        {option.hint && <span className={styles['hint']}>{option.hint}</span>}
      </span>
    </label>
  );
  return (
    <FieldGroup {...props}>
      <div className={classes(styles['choices'], styles[`columns${columns}`])}>{options.map(box)}</div>
      {exclusive.length > 0 && <div className={classes(styles['choices'], styles['apart'], styles[`columns${columns}`])}>{exclusive.map((option, index) => box(option, options.length + index))}</div>}
    </FieldGroup>
  );
}
