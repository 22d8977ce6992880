import type { ReactNode } from 'react';
import { isUnanswered } from '#web/kit/answerable.tsx';
import { classes } from '#web/kit/classes.ts';
import { fieldId, FieldGroup, type FieldProps } from '#web/kit/field-frame.tsx';
import { Icon } from '#web/kit/icon.tsx';
import type { Option } from '#web/kit/option.ts';
import { text } from '#web/kit/text.tsx';
import type { Unanswered } from '../schema.ts';
import styles from './chips.module.css';

type Kind = Unanswered['answer'];
export const anyUnanswered: readonly Kind[] = ['unknown', 'declined', 'later'];

interface ChipsProps<Value extends string> extends FieldProps {
  readonly options: readonly Option<Value>[];
  /** Which answers may stand instead of a value; none unless told. */
  readonly unanswered?: readonly Kind[];
  readonly tone?: 'brand' | 'danger';
  readonly size?: 'm' | 's';
  /** Below the chips: usually the long list for the rare answers. */
  readonly children?: ReactNode;
}

interface ChipProps {
  readonly name: string;
  readonly id: string;
  readonly type: 'radio' | 'checkbox';
  readonly isChecked: boolean;
  readonly label: ReactNode;
  readonly tone?: string | undefined;
  readonly onPress: (isChecked: boolean) => void;
}

const Chip = ({ name, id, type, isChecked, label, tone, onPress }: ChipProps) => (
  <label className={classes(styles['chip'], tone && styles[tone])}>
    <input
      type={type}
      name={name}
      id={id}
      checked={isChecked}
      onChange={() => onPress(true)}
      // a radio that is pressed again takes its answer back: nobody is held to a slip of the thumb
      onClick={() => { if (isChecked) onPress(false); }}
    />
    <span className={styles['tick']}><Icon name="check" size={1} /></span>
    <span>{label}</span>
  </label>
);

interface ChoiceChipsProps<Value extends string> extends ChipsProps<Value> {
  readonly value: Value | Unanswered | undefined;
  readonly onChange: (value: Value | Unanswered | undefined) => void;
}

/** One of a few short answers, side by side, each a target for a thumb. "No se sabe" and the like are answers among them. */
export function ChoiceChips<Value extends string>({ options, unanswered = [], tone, size, children, value, onChange, ...field }: ChoiceChipsProps<Value>) {
  const answer = isUnanswered(value) ? value.answer : undefined;
  const id = (key: string): string => `${fieldId(field.name)}-${key}`;
  return (
    <FieldGroup {...field}>
      <div className={classes(styles['chips'], size === 's' && styles['small'])}>
        {options.map((option) => (
          <Chip key={option.value} name={field.name} id={id(option.value)} type="radio" isChecked={value === option.value} label={option.label} tone={tone} onPress={(isOn) => onChange(isOn ? option.value : undefined)} />
        ))}
      </div>
      {unanswered.length > 0 && (
        <div className={classes(styles['chips'], styles['instead'])}>
          {unanswered.map((kind) => (
            <Chip key={kind} name={field.name} id={id(kind)} type="radio" isChecked={answer === kind} label={text(`person-ui.unanswered.${kind}`)} tone="aside" onPress={(isOn) => onChange(isOn ? { answer: kind } : undefined)} />
          ))}
        </div>
      )}
      {children && <div className={styles['more']}>{children}</div>}
    </FieldGroup>
  );
}

interface SetChipsProps<Value extends string> extends ChipsProps<Value> {
  readonly value: readonly Value[] | Unanswered | undefined;
  readonly onChange: (value: Value[] | Unanswered | undefined) => void;
}

/** Any number of short answers; nothing chosen is undefined, never an empty list. */
export function SetChips<Value extends string>({ options, unanswered = [], tone, size, children, value, onChange, ...field }: SetChipsProps<Value>) {
  const answer = isUnanswered(value) ? value.answer : undefined;
  const chosen = value === undefined || isUnanswered(value) ? [] : value;
  const id = (key: string): string => `${fieldId(field.name)}-${key}`;
  const toggle = (option: Value): void => {
    const next = chosen.includes(option) ? chosen.filter((kept) => kept !== option) : [...chosen, option];
    onChange(next.length > 0 ? next : undefined);
  };
  return (
    <FieldGroup {...field}>
      <div className={classes(styles['chips'], size === 's' && styles['small'])}>
        {options.map((option) => (
          <Chip key={option.value} name={field.name} id={id(option.value)} type="checkbox" isChecked={chosen.includes(option.value)} label={option.label} tone={tone} onPress={(isOn) => { if (isOn) toggle(option.value); }} />
        ))}
      </div>
      {unanswered.length > 0 && (
        <div className={classes(styles['chips'], styles['instead'])}>
          {unanswered.map((kind) => (
            <Chip key={kind} name={field.name} id={id(kind)} type="checkbox" isChecked={answer === kind} label={text(`person-ui.unanswered.${kind}`)} tone="aside" onPress={(isOn) => { if (isOn) onChange(answer === kind ? undefined : { answer: kind }); }} />
          ))}
        </div>
      )}
      {children && <div className={styles['more']}>{children}</div>}
    </FieldGroup>
  );
}
