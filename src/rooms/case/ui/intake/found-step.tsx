import { ChoiceChips } from '#rooms/person/ui/chips.tsx';
import { PlaceField } from '#rooms/person/ui/place-field.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { text } from '#web/kit/text.tsx';
import { TextArea } from '#web/kit/text-area.tsx';
import { finders, type Found } from '../../schema.ts';
import { finderName } from '../code-names.ts';
import { MomentField } from '../moment-field.tsx';
import type { StepProps } from './step-props.ts';

/** Where, when and by whom the child was found. */
export function FoundStep({ intake, set, errors }: StepProps) {
  const { found } = intake;
  const put = <Name extends keyof Found>(name: Name, value: Found[Name] | undefined): void => {
    const { [name]: _, ...rest } = found;
    set({ found: (value === undefined || value === '' ? rest : { ...rest, [name]: value }) });
  };
  return (
    <Stack gap={5}>
      <PlaceField name="found.place" label={text('case.field.foundPlace')} hint={text('case-ui.found.place.hint')} isOptional value={found.place} onChange={(place) => put('place', place)} />
      <MomentField name="found.when" label={text('case.field.foundWhen')} error={errors.find(({ name }) => name === 'found.when')?.message} value={found.when} onChange={(when) => put('when', when)} />
      <ChoiceChips name="found.by" label={text('case.field.foundBy')} options={finders.map((finder) => ({ value: finder, label: finderName(finder) }))} value={found.by} onChange={(finder) => put('by', typeof finder === 'string' ? finder : undefined)} />
      <TextArea name="found.circumstances" label={text('case.field.circumstances')} hint={text('case-ui.found.circumstances.hint')} isOptional rows={3} maxLength={2000} value={found.circumstances ?? ''} onChange={(typed) => put('circumstances', typed)} />
    </Stack>
  );
}
