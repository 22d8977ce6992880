import { relations, type Relation } from '#rooms/law/schema.ts';
import { valueOfField } from '#rooms/person/rules.ts';
import { sexes } from '#rooms/person/schema.ts';
import { MomentField } from '#rooms/case/ui/moment-field.tsx';
import { ChoiceChips } from '#rooms/person/ui/chips.tsx';
import { PlaceField } from '#rooms/person/ui/place-field.tsx';
import { commonCountries, countryName, relationName } from '#rooms/person/ui/reference-names.ts';
import { Columns, Stack } from '#web/kit/layout.tsx';
import { NameFields, type Names } from '#web/kit/name-fields.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { PartialDateField } from '#web/kit/partial-date-field.tsx';
import { Select } from '#web/kit/select.tsx';
import { text } from '#web/kit/text.tsx';
import { TextArea } from '#web/kit/text-area.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { channels, lastContactMeans, separationCauses } from '../schema.ts';
import type { RequestDraft } from './request-draft.ts';

export interface CallStepProps {
  readonly draft: RequestDraft;
  readonly set: (part: Partial<RequestDraft>) => void;
  readonly errorOf: (name: string) => string | undefined;
}

const closest: readonly Relation[] = ['mother', 'father', 'grandparent', 'sibling', 'aunt_uncle'];
export const options = <Value extends string>(values: readonly Value[], key: string) => values.map((value) => ({ value, label: text(`${key}.${value}`) }));
/** Without the part when nothing is typed: an empty answer is no answer. */
export const withPart = <Whole extends object>(whole: Whole, part: keyof Whole, typed: unknown): Whole => {
  const { [part]: _, ...others } = whole;
  return (typed === '' || typed === undefined ? others : { ...others, [part]: typed }) as Whole;
};

/** Who calls. What to say first stands above the fields: read it aloud. */
export const InquirerStep = ({ draft, set, errorOf }: CallStepProps) => {
  const { inquirer } = draft;
  const change = (part: keyof typeof inquirer) => (typed: unknown) => set({ inquirer: withPart(inquirer, part, typed) });
  return (
    <Stack gap={4}>
      <Notice tone="info" title={text('tracing.say')}>{text('tracing.say.inquirer')}</Notice>
      <ChoiceChips name="channel" label={text('tracing.channel')} options={options(channels, 'tracing.channel')} value={draft.channel} onChange={(channel) => { if (typeof channel === 'string') set({ channel }); }} />
      <TextField name="inquirer.name" label={text('tracing.inquirer.name')} error={errorOf('inquirer.name')} maxLength={160} value={inquirer.name ?? ''} onChange={change('name')} />
      <ChoiceChips
        name="inquirer.relation" label={text('tracing.inquirer.relation')} error={errorOf('inquirer.relation')} options={closest.map((value) => ({ value, label: relationName(value) }))}
        value={inquirer.relation} onChange={(relation) => change('relation')(typeof relation === 'string' ? relation : undefined)}
      />
      <Select
        name="inquirer.otherRelation" label={text('tracing.inquirer.otherRelation')} isOptional options={relations.filter((relation) => !closest.includes(relation)).map((value) => ({ value, label: relationName(value) }))}
        value={inquirer.relation && !closest.includes(inquirer.relation) ? inquirer.relation : ''} onChange={change('relation')}
      />
      <Columns>
        <TextField name="inquirer.phone" label={text('tracing.inquirer.phone')} hint={text('tracing.inquirer.phone.hint')} isOptional type="tel" maxLength={40} value={inquirer.phone ?? ''} onChange={change('phone')} />
        <TextField name="inquirer.otherWay" label={text('tracing.inquirer.otherWay')} isOptional maxLength={200} value={inquirer.otherWay ?? ''} onChange={change('otherWay')} />
      </Columns>
      <ChoiceChips name="inquirer.isSafeToCall" label={text('tracing.inquirer.isSafeToCall')} isOptional options={['yes', 'no', 'unknown'].map((value) => ({ value: value as 'yes', label: text(`tracing.answer.${value}`) }))} value={inquirer.isSafeToCall as 'yes' | undefined} onChange={(answer) => change('isSafeToCall')(typeof answer === 'string' ? answer : undefined)} />
    </Stack>
  );
};

/** Who is sought, by name: as it is said at home. */
export const SoughtNames = ({ sought, error, onChange }: { readonly sought: RequestDraft['sought']; readonly error: string | undefined; readonly onChange: (sought: RequestDraft['sought']) => void }) => (
  <NameFields value={sought as Names} parts={['givenNames', 'firstSurname', 'secondSurname', 'nickname']} errors={error === undefined ? {} : { givenNames: error }} onChange={(value) => {
    const { givenNames: _g, firstSurname: _f, secondSurname: _s, nickname: _n, nameInOwnLanguage: _o, ...others } = sought;
    onChange({ ...others, ...value });
  }} />
);

/** Whom the family seeks: as they say it, no spelling asked. */
export const SoughtStep = ({ draft, set, errorOf }: CallStepProps) => {
  const { sought, parents } = draft;
  const change = (part: keyof typeof sought) => (value: unknown) => set({ sought: withPart(sought, part, value) });
  const nationality = valueOfField(sought, 'nationalities')?.[0];
  return (
    <Stack gap={4}>
      <Notice tone="info" title={text('tracing.say')}>{text('tracing.say.sought')}</Notice>
      <SoughtNames sought={sought} error={errorOf('givenNames')} onChange={(next) => set({ sought: next })} />
      <PartialDateField name="birth" label={text('person.field.birth')} isOptional value={valueOfField(sought, 'birth')} onChange={change('birth')} />
      <ChoiceChips name="sex" label={text('person.field.sex')} isOptional options={sexes.map((value) => ({ value, label: text(`person.field.sex.${value}`) }))} value={valueOfField(sought, 'sex')} onChange={(sex) => change('sex')(typeof sex === 'string' ? sex : undefined)} />
      <ChoiceChips name="nationality" label={text('person.field.nationalities')} isOptional options={commonCountries.map((value) => ({ value: value as string, label: countryName(value) }))} value={nationality} onChange={(code) => change('nationalities')(typeof code === 'string' ? [code] : undefined)} />
      <PlaceField name="originPlace" label={text('person.field.originPlace')} isOptional value={valueOfField(sought, 'originPlace')} onChange={change('originPlace')} />
      <Columns>
        {(['mother', 'father'] as const).map((parent) => (
          <TextField key={parent} name={`parents.${parent}`} label={text(`tracing.parent.${parent}`)} isOptional maxLength={160} value={parents[parent]} onChange={(typed) => set({ parents: { ...parents, [parent]: typed } })} />
        ))}
      </Columns>
    </Stack>
  );
};

/** When and how they last heard of each other. */
export const LastStep = ({ draft, set }: CallStepProps) => {
  const { last } = draft;
  const change = (part: keyof typeof last) => (value: unknown) => set({ last: withPart(last, part, value) });
  return (
    <Stack gap={4}>
      <MomentField name="last.when" label={text('tracing.last.when')} isOptional value={last.when} onChange={change('when')} />
      <ChoiceChips name="last.means" label={text('tracing.last.means')} isOptional options={options(lastContactMeans, 'tracing.means')} value={last.means} onChange={(means) => change('means')(typeof means === 'string' ? means : undefined)} />
      <PlaceField name="last.place" label={text('tracing.last.place')} isOptional value={last.place} onChange={change('place')} />
      <Columns>
        <TextField name="last.companions" label={text('tracing.last.companions')} isOptional maxLength={500} value={last.companions ?? ''} onChange={change('companions')} />
        <TextField name="last.heading" label={text('tracing.last.heading')} isOptional maxLength={200} value={last.heading ?? ''} onChange={change('heading')} />
      </Columns>
      <Select name="cause" label={text('tracing.cause')} isOptional options={options(separationCauses, 'tracing.cause')} value={draft.cause as (typeof separationCauses)[number] | ''} onChange={(cause) => set({ cause })} />
      <TextArea name="story" label={text('tracing.story')} hint={text('tracing.story.hint')} isOptional maxLength={4000} rows={4} value={draft.story} onChange={(story) => set({ story })} />
    </Stack>
  );
};

/** What only this family can answer. It is written down now, and asked only when somebody claims the child. */
export const QuestionsStep = ({ draft, set, errorOf }: CallStepProps) => (
  <Stack gap={4}>
    <Notice tone="warn" title={text('tracing.questions.secret')}>{text('tracing.questions.why')}</Notice>
    {draft.questions.map((one, index) => {
      const change = (part: 'question' | 'answer') => (typed: string) => set({ questions: draft.questions.map((other) => (other.id === one.id ? { ...other, [part]: typed } : other)) });
      return (
        <Columns key={one.id}>
          <TextField name={index === 0 ? 'questions' : `questions.${index}`} label={text('tracing.questions.question', { number: index + 1 })} hint={index === 0 ? text('tracing.questions.example') : undefined} error={index === 0 ? errorOf('questions') : undefined} isOptional maxLength={300} value={one.question} onChange={change('question')} />
          <TextField name={`questions.${index}.answer`} label={text('tracing.questions.answer')} isOptional maxLength={300} value={one.answer} onChange={change('answer')} />
        </Columns>
      );
    })}
  </Stack>
);
