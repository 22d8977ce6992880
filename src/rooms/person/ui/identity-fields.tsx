import { Answerable, isUnanswered } from '#web/kit/answerable.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { NameFields } from '#web/kit/name-fields.tsx';
import { PartialDateField } from '#web/kit/partial-date-field.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { text } from '#web/kit/text.tsx';
import { sexes } from '../schema.ts';
import { anyUnanswered, ChoiceChips } from './chips.tsx';
import { Disclosure } from './disclosure.tsx';
import { namesIn, withField, withNames, type ProfilePartProps } from './profile-edit.ts';

const rareNames = ['nickname', 'nameInOwnLanguage'] as const;

/** Names as told, birth as far as known, sex and gender. */
export function IdentityFields({ value, onChange, errors = [] }: ProfilePartProps) {
  const errorOf = (name: string): string | undefined => errors.find((error) => error.name === name)?.message;
  const names = namesIn(value);
  return (
    <Stack gap={5}>
      <Answerable name="profile.givenNames" value={value.givenNames} onChange={(answer) => onChange(withField(value, 'givenNames', answer))}>
        {() => <NameFields name="profile" parts={['givenNames', 'firstSurname', 'secondSurname']} value={names} onChange={(next) => onChange(withNames(value, next))} />}
      </Answerable>
      <Disclosure label={text('person-ui.moreNames')} isOpen={rareNames.some((part) => names[part] !== undefined)}>
        <NameFields name="profile" parts={rareNames} value={names} onChange={(next) => onChange(withNames(value, next))} />
      </Disclosure>
      <Answerable name="profile.birth" value={value.birth} unanswered={['declined', 'later']} onChange={(answer) => onChange(withField(value, 'birth', answer))}>
        {(birth) => (
          <PartialDateField
            key={String(isUnanswered(value.birth))}
            name="profile.birth"
            label={text('person-ui.birth')}
            hint={text('person-ui.birth.hint')}
            error={errorOf('profile.birth')}
            precisions={['estimated', 'day', 'month', 'year', 'unknown']}
            value={birth}
            onChange={(next) => onChange(withField(value, 'birth', next))}
          />
        )}
      </Answerable>
      <ChoiceChips
        name="profile.sex"
        label={text('person.field.sex')}
        options={sexes.map((sex) => ({ value: sex, label: text(`person.field.sex.${sex}`) }))}
        unanswered={anyUnanswered}
        value={value.sex}
        onChange={(sex) => onChange(withField(value, 'sex', sex))}
      />
      <Disclosure label={text('person-ui.addGender')} isOpen={value.genderIdentity !== undefined}>
        <Answerable name="profile.genderIdentity" value={value.genderIdentity} onChange={(answer) => onChange(withField(value, 'genderIdentity', answer))}>
          {(gender) => <TextField name="profile.genderIdentity" label={text('person.field.genderIdentity')} hint={text('person.field.genderIdentity.hint')} isOptional value={gender ?? ''} maxLength={80} onChange={(typed) => onChange(withField(value, 'genderIdentity', typed === '' ? undefined : typed))} />}
        </Answerable>
      </Disclosure>
    </Stack>
  );
}
