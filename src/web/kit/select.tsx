import { boxClass, controlAttributes, FieldFrame, type FieldProps } from './field-frame.tsx';
import { classes } from './classes.ts';
import { text } from './text.tsx';
import styles from './select.module.css';

interface SelectProps<Value extends string> extends FieldProps {
  readonly value: Value | '';
  readonly onChange: (value: Value | '') => void;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  /** The empty choice; "Elija…" unless told, none when null. */
  readonly emptyLabel?: string | null;
}

/** One of many: the device's own list. For up to seven answers prefer `RadioCards`. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { value, onChange, options, emptyLabel = text('kit.choose') } = props;
  return (
    <FieldFrame {...props}>
      <select {...controlAttributes(props)} className={classes(boxClass, styles['select'])} value={value} onChange={(event) => onChange(event.target.value as Value | '')}>
        {emptyLabel !== null && <option value="">{emptyLabel}</option>}
        {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
      </select>
    </FieldFrame>
  );
}
