import { useState } from 'react';
import { ChoiceChips } from '#rooms/person/ui/chips.tsx';
import { DateTimeField } from '#web/kit/date-field.tsx';
import { formatDay, formatInstant, formatMonth, localDayOf } from '#web/kit/dates.ts';
import type { FieldProps } from '#web/kit/field-frame.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { PartialDateField } from '#web/kit/partial-date-field.tsx';
import { text } from '#web/kit/text.tsx';
import { useNow } from '#web/kit/use-now.ts';
import { addDays } from '#kernel/instant.ts';
import type { Moment } from '../schema.ts';

const choices = ['now', 'today', 'yesterday', 'exact', 'about', 'unknown'] as const;
type Choice = (typeof choices)[number];

/** `24 nov 2026, 14:20`, `24 nov 2026`, `noviembre de 2026` or that nobody knows. */
export function momentText(moment: Moment | undefined): string {
  switch (moment?.precision) {
    case undefined: return '';
    case 'minute': return formatInstant(moment.at);
    case 'day': return formatDay(moment.day);
    case 'month': return formatMonth(moment.month);
    case 'unknown': return text('kit.unanswered.unknown');
  }
}

const choiceOf = (moment: Moment | undefined): Choice | undefined =>
  moment && ({ minute: 'exact', day: 'about', month: 'about', unknown: 'unknown' } as const)[moment.precision];

interface MomentFieldProps extends FieldProps {
  readonly value: Moment | undefined;
  readonly onChange: (value: Moment | undefined) => void;
}

/** When something happened, as precisely as anybody knows: mostly one touch. */
export function MomentField({ value, onChange, ...field }: MomentFieldProps) {
  const now = useNow();
  const [choice, setChoice] = useState<Choice | undefined>(choiceOf(value));
  const choose = (next: Choice | undefined): void => {
    setChoice(next);
    const day = (at: typeof now): Moment => ({ precision: 'day', day: localDayOf(at) });
    onChange(next === 'now' ? { precision: 'minute', at: now } : next === 'today' ? day(now) : next === 'yesterday' ? day(addDays(now, -1)) : next === 'unknown' ? { precision: 'unknown' } : undefined);
  };
  return (
    <Stack gap={3}>
      <ChoiceChips {...field} hint={value && value.precision !== 'unknown' ? momentText(value) : field.hint} options={choices.map((option) => ({ value: option, label: text(`case-ui.moment.${option}`) }))} value={choice} onChange={(next) => choose(typeof next === 'string' ? next : undefined)} />
      {choice === 'exact' && <DateTimeField name={`${field.name}.exact`} label={text('case.precision.minute')} value={value?.precision === 'minute' ? value.at : ''} onChange={(at) => onChange(at === '' ? undefined : { precision: 'minute', at })} />}
      {choice === 'about' && (
        <PartialDateField
          name={`${field.name}.about`} label={text('case-ui.moment.about')} precisions={['day', 'month']} value={value?.precision === 'day' || value?.precision === 'month' ? value : undefined}
          onChange={(date) => onChange(date?.precision === 'day' || date?.precision === 'month' ? date : undefined)}
        />
      )}
    </Stack>
  );
}
