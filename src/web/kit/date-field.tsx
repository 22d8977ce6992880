import { instantFrom, type Day, type Instant } from '#kernel/instant.ts';
import { classes } from './classes.ts';
import { boxClass, controlAttributes, FieldFrame, type FieldProps } from './field-frame.tsx';
import styles from './text-field.module.css';

interface DateFieldProps extends FieldProps {
  /** '' while none is chosen. */
  readonly value: Day;
  readonly onChange: (value: Day) => void;
  readonly least?: Day;
  readonly most?: Day;
}

/** A known day near today, picked from the device's own calendar. For births use `PartialDateField`. */
export const DateField = (props: DateFieldProps) => (
  <FieldFrame {...props}>
    <input {...controlAttributes(props)} type="date" className={classes(boxClass, styles['half'])} value={props.value} min={props.least} max={props.most} onChange={(event) => props.onChange(event.target.value)} />
  </FieldFrame>
);

interface DateTimeFieldProps extends FieldProps {
  readonly value: Instant | '';
  readonly onChange: (value: Instant | '') => void;
}

/** The wall-clock text in the browser's time zone that the native control works with. */
const wallClock = (at: Instant | ''): string => {
  if (at === '') return '';
  const date = new Date(at);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

/** A moment: entered in the browser's time zone, kept as an instant. */
export const DateTimeField = (props: DateTimeFieldProps) => (
  <FieldFrame {...props}>
    <input
      {...controlAttributes(props)}
      type="datetime-local"
      className={classes(boxClass, styles['half'])}
      value={wallClock(props.value)}
      onChange={(event) => props.onChange(event.target.value === '' ? '' : instantFrom(new Date(event.target.value).getTime()))}
    />
  </FieldFrame>
);
