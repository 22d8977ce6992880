import { useState } from 'react';
import { classes } from './classes.ts';
import { localDayOf } from './dates.ts';
import { boxClass, fieldId, FieldGroup, type FieldProps } from './field-frame.tsx';
import { boxesOf, readDate, type DateBoxes, type DateFault, type PartialDate, type Precision } from './partial-date.ts';
import { text } from './text.tsx';
import { useNow } from './use-now.ts';
import styles from './partial-date-field.module.css';

interface PartialDateFieldProps extends FieldProps {
  readonly value: PartialDate | undefined;
  /** Called with undefined while what is typed is not a date yet. */
  readonly onChange: (value: PartialDate | undefined) => void;
  /** Which answers are offered; all unless told. */
  readonly precisions?: readonly Precision[];
}

const allPrecisions = ['day', 'month', 'year', 'estimated', 'unknown'] as const;
const boxesFor: Record<Precision, readonly (keyof DateBoxes)[]> = { day: ['day', 'month', 'year'], month: ['month', 'year'], year: ['year'], estimated: ['age'], unknown: [] };

/** A date as precisely as anybody knows it: the day, only the month or year, about how old, or unknown. Never a made-up 1 January. */
export function PartialDateField(props: PartialDateFieldProps) {
  const { name, value, onChange, precisions = allPrecisions } = props;
  const [precision, setPrecision] = useState<Precision>(value?.precision ?? precisions[0]!);
  const [boxes, setBoxes] = useState<DateBoxes>(() => boxesOf(value));
  const [fault, setFault] = useState<DateFault | null>(null);
  const today = localDayOf(useNow());

  const change = (nextPrecision: Precision, nextBoxes: DateBoxes): void => {
    setPrecision(nextPrecision);
    setBoxes(nextBoxes);
    const reading = readDate(nextPrecision, nextBoxes, today);
    if (reading.ok) setFault(null);
    onChange(reading.ok ? reading.value : undefined);
  };
  const check = (): void => {
    const reading = readDate(precision, boxes, today);
    setFault(reading.ok || reading.fault === 'incomplete' ? null : reading.fault);
  };

  return (
    <FieldGroup {...props} error={props.error ?? (fault ? text(`kit.partialDate.${fault}`) : undefined)}>
      <div className={styles['field']} onBlur={check}>
        <div className={styles['precisions']}>
          {precisions.map((option) => (
            <label key={option} className={styles['precision']}>
              <input type="radio" name={`${name}.precision`} checked={precision === option} onChange={() => change(option, boxes)} />
              <span>{text(`kit.partialDate.precision.${option}`)}</span>
            </label>
          ))}
        </div>
        {boxesFor[precision].length > 0 && (
          <div className={styles['boxes']}>
            {boxesFor[precision].map((box) => (
              <label key={box} className={classes(styles['part'], box === 'year' && styles['year'])}>
                <span>{text(`kit.partialDate.${box}`)}</span>
                <input
                  id={`${fieldId(name)}-${box}`}
                  className={boxClass}
                  inputMode="numeric"
                  autoComplete="off"
                  maxLength={box === 'year' ? 4 : 2}
                  value={boxes[box]}
                  aria-invalid={props.error || fault ? true : undefined}
                  onChange={(event) => change(precision, { ...boxes, [box]: event.target.value })}
                />
              </label>
            ))}
          </div>
        )}
      </div>
    </FieldGroup>
  );
}
