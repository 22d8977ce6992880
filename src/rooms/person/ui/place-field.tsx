import { isUnanswered } from '#web/kit/answerable.tsx';
import { Combobox } from '#web/kit/combobox.tsx';
import type { ComboboxOption } from '#web/kit/combobox-props.ts';
import type { FieldProps } from '#web/kit/field-frame.tsx';
import { text } from '#web/kit/text.tsx';
import type { Place, Unanswered } from '../schema.ts';
import { placeText, usePlaceText } from './place-text.ts';

const asTyped = 'as-typed:';
const longestText = 200;

/** What the gazetteer has, and last the words themselves: a hamlet that no list knows is a place too. */
async function search(typed: string): Promise<readonly ComboboxOption[]> {
  const { findPlaces } = await import('./gazetteer.ts');
  const words = typed.trim().slice(0, longestText);
  return words.length < 2 ? [] : [...findPlaces(words), { value: `${asTyped}${words}`, label: words, hint: text('person-ui.place.asTyped') }];
}

async function chosen(option: ComboboxOption): Promise<Place> {
  if (option.value.startsWith(asTyped)) return { text: option.label };
  const { placeOf } = await import('./gazetteer.ts');
  return placeOf(option.value) ?? { text: option.label };
}

interface PlaceFieldProps extends FieldProps {
  readonly value: Place | Unanswered | undefined;
  readonly onChange: (value: Place | undefined) => void;
}

/** Where something is or was: from the gazetteer, or in the words of whoever tells it. */
export function PlaceField({ value, onChange, ...field }: PlaceFieldProps) {
  const textOf = usePlaceText();
  const place = value === undefined || isUnanswered(value) ? undefined : value;
  const option = place ? { value: place.code ?? `${asTyped}${placeText(place)}`, label: place.text ?? place.municipality ?? textOf(place), hint: textOf(place) } : null;
  return (
    <Combobox
      {...field}
      hint={place && option && option.hint !== option.label ? option.hint : field.hint}
      search={search}
      value={option}
      onChange={(next) => {
        if (next) void chosen(next).then(onChange);
        else onChange(undefined);
      }}
    />
  );
}
