import { fieldId, FieldGroup, type FieldProps } from './field-frame.tsx';
import { classes } from './classes.ts';
import { Icon } from './icon.tsx';
import type { Option } from './option.ts';
import styles from './choice.module.css';

interface RadioCardsProps<Value extends string> extends FieldProps {
  readonly value: Value | '';
  readonly onChange: (value: Value) => void;
  readonly options: readonly Option<Value>[];
  /** Beside each other where there is room: for short answers. */
  readonly columns?: 1 | 2 | 3;
}

/** One of a few, each a large target with its explanation. */
export function RadioCards<Value extends string>(props: RadioCardsProps<Value>) {
  const { name, value, onChange, options, columns = 1 } = props;
  return (
    <FieldGroup {...props}>
      <div className={classes(styles['choices'], styles[`columns${columns}`])}>
        {options.map((option, index) => (
          <label key={option.value} className={styles['choice']}>
            <input
              type="radio"
              name={name}
              id={`${fieldId(name)}-${index}`}
              value={option.value}
              checked={value === option.value}
              onChange={() => onChange(option.value)}
            />
            {option.icon && <Icon name={option.icon} size={1.4} />}
            <span className={styles['words']}>
              <span className={styles['label']}>{option.label}</span>
              {option.hint && <span className={styles['hint']}>{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </FieldGroup>
  );
}
