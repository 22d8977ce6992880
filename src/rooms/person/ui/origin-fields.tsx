import { Answerable, isUnanswered } from '#web/kit/answerable.tsx';
import { MultiCombobox } from '#web/kit/combobox.tsx';
import type { ComboboxOption } from '#web/kit/combobox-props.ts';
import { Stack } from '#web/kit/layout.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { text } from '#web/kit/text.tsx';
import type { Unanswered } from '../schema.ts';
import { anyUnanswered, ChoiceChips, SetChips } from './chips.tsx';
import { Disclosure } from './disclosure.tsx';
import { PlaceField } from './place-field.tsx';
import { withField, type ProfilePartProps } from './profile-edit.ts';
import { commonCountries, commonLanguages, countryName, countryOptions, languageName, languageOptions } from './reference-names.ts';

interface CodesProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly moreLabel: string;
  readonly common: readonly string[];
  readonly nameOf: (code: string) => string;
  readonly options: () => ComboboxOption[];
  readonly value: string[] | Unanswered | undefined;
  readonly onChange: (value: string[] | Unanswered | undefined) => void;
}

/** Codes of a long table: the common ones as chips, the others by typing. Chosen rare ones become chips too. */
function CodeChips({ name, label, hint, moreLabel, common, nameOf, options, value, onChange }: CodesProps) {
  const chosen = value === undefined || isUnanswered(value) ? [] : value;
  const shown = [...common, ...chosen.filter((code) => !common.includes(code))];
  return (
    <SetChips name={name} label={label} hint={hint} options={shown.map((code) => ({ value: code, label: nameOf(code) }))} unanswered={anyUnanswered} value={value} onChange={onChange}>
      <Disclosure label={moreLabel}>
        <MultiCombobox name={`${name}.other`} label={moreLabel} options={options().filter((option) => !shown.includes(option.value))} value={[]} onChange={(added) => onChange([...chosen, ...added.map((option) => option.value)])} />
      </Disclosure>
    </SetChips>
  );
}

/** Where the child comes from and in what words she can be spoken to. */
export function OriginFields({ value, onChange }: ProfilePartProps) {
  const languages = value.languages;
  const speaksSpanish = languages !== undefined && !isUnanswered(languages) && languages.includes('spa');
  return (
    <Stack gap={5}>
      <CodeChips
        name="profile.nationalities" label={text('person.field.nationalities')} moreLabel={text('person-ui.otherCountry')}
        common={commonCountries} nameOf={countryName} options={countryOptions} value={value.nationalities} onChange={(codes) => onChange(withField(value, 'nationalities', codes))}
      />
      <CodeChips
        name="profile.languages" label={text('person.field.languages')} moreLabel={text('person-ui.otherLanguage')}
        common={commonLanguages} nameOf={languageName} options={languageOptions} value={languages} onChange={(codes) => onChange(withField(value, 'languages', codes))}
      />
      {languages !== undefined && !speaksSpanish && (
        <ChoiceChips
          name="profile.needsInterpreter" label={text('person.field.needsInterpreter')} unanswered={['unknown', 'later']}
          options={[{ value: 'yes', label: text('kit.yes') }, { value: 'no', label: text('kit.no') }]}
          value={typeof value.needsInterpreter === 'boolean' ? (value.needsInterpreter ? 'yes' : 'no') : value.needsInterpreter}
          onChange={(answer) => onChange(withField(value, 'needsInterpreter', typeof answer === 'string' ? answer === 'yes' : answer))}
        />
      )}
      <PlaceField name="profile.originPlace" label={text('person.field.originPlace')} hint={text('person-ui.originPlace.hint')} isOptional value={value.originPlace} onChange={(place) => onChange(withField(value, 'originPlace', place))} />
    </Stack>
  );
}

/** What is asked later, in calm: how she sees herself, where she lived, how to reach her. */
export function LaterFields({ value, onChange }: ProfilePartProps) {
  return (
    <Stack gap={5}>
      <PlaceField name="profile.habitualResidence" label={text('person.field.habitualResidence')} isOptional value={value.habitualResidence} onChange={(place) => onChange(withField(value, 'habitualResidence', place))} />
      <Answerable name="profile.selfIdentification" value={value.selfIdentification} onChange={(answer) => onChange(withField(value, 'selfIdentification', answer))}>
        {(words) => <TextField name="profile.selfIdentification" label={text('person.field.selfIdentification')} hint={text('person.field.selfIdentification.hint')} isOptional maxLength={80} value={words ?? ''} onChange={(typed) => onChange(withField(value, 'selfIdentification', typed === '' ? undefined : typed))} />}
      </Answerable>
      <Answerable name="profile.phone" value={value.phone} onChange={(answer) => onChange(withField(value, 'phone', answer))}>
        {(phone) => <TextField name="profile.phone" label={text('person.field.phone')} isOptional type="tel" inputMode="tel" width="half" maxLength={40} value={phone ?? ''} onChange={(typed) => onChange(withField(value, 'phone', typed === '' ? undefined : typed))} />}
      </Answerable>
    </Stack>
  );
}
