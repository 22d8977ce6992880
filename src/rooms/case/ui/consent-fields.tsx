import { ChoiceChips } from '#rooms/person/ui/chips.tsx';
import { languageName, languageOptions } from '#rooms/person/ui/reference-names.ts';
import type { AgeRange } from '#rooms/law/rules.ts';
import { Card } from '#web/kit/card.tsx';
import { CheckboxGroup } from '#web/kit/checkbox-group.tsx';
import type { FormError } from '#web/kit/error-summary.tsx';
import { Columns, Stack } from '#web/kit/layout.tsx';
import { Select } from '#web/kit/select.tsx';
import { text } from '#web/kit/text.tsx';
import { explainedTopics, purposes } from '../schema.ts';
import { gapsOf, type ConsentDraft } from './consent-draft.ts';
import { ConsentOverride } from './consent-override.tsx';

const means = ['spoken', 'interpreter', 'pictures', 'written', 'audio'] as const;
const understandings = ['own_words', 'asked_questions', 'said_yes', 'not_checked'] as const;
const givers = ['child', 'parent', 'carer', 'guardian', 'authority', 'worker'] as const;
const views = ['agrees', 'disagrees', 'not_asked', 'unable'] as const;
const forms = ['oral', 'written', 'thumbprint'] as const;
const answers = ['granted', 'refused', 'not_asked'] as const;

interface ConsentFieldsProps {
  readonly value: ConsentDraft;
  readonly onChange: (value: ConsentDraft) => void;
  readonly ages: AgeRange;
  /** Languages the child speaks: offered first. */
  readonly languages: readonly string[];
  readonly errors?: readonly FormError[];
}

/** First what is told to the child, in her words; then how it was understood; only then the answers. */
export function ConsentFields({ value, onChange, ages, languages, errors = [] }: ConsentFieldsProps) {
  const { explained } = value;
  const errorOf = (name: string): string | undefined => errors.find((error) => error.name === name)?.message;
  const gaps = gapsOf(value, ages);
  const options = <Value extends string>(values: readonly Value[], prefix: string) => values.map((option) => ({ value: option, label: text(`${prefix}.${option}`) }));
  const choice = <Value extends string>(name: string, label: string, values: readonly Value[], prefix: string, chosen: Value | undefined, set: (answer: Value | undefined) => void) => (
    <ChoiceChips name={name} label={label} options={options(values, prefix)} error={errorOf(name)} value={chosen} onChange={(answer) => set(typeof answer === 'string' ? answer : undefined)} />
  );
  return (
    <Stack gap={5}>
      <CheckboxGroup
        name="consent.topics" label={text('case-ui.consent.tellFirst')} hint={text('case-ui.consent.tellFirst.hint')} columns={2}
        options={explainedTopics.map((topic) => ({ value: topic, label: text(`case.explained.${topic}`), hint: text(`case-ui.tell.${topic}`) }))}
        value={explained.topics} onChange={(topics) => onChange({ ...value, explained: { ...explained, topics } })}
      />
      <Columns gap={4}>
        {choice('consent.means', text('case-ui.consent.means'), means, 'case.means', explained.means, (next) => onChange({ ...value, explained: { ...explained, means: next ?? 'spoken' } }))}
        <Select
          name="consent.language" label={text('case-ui.consent.language')} isOptional value={explained.language ?? ''}
          options={[...languages.map((code) => ({ value: code, label: languageName(code) })), ...languageOptions().filter((option) => !languages.includes(option.value))]}
          onChange={(language) => {
            const { language: _, ...rest } = explained;
            onChange({ ...value, explained: language === '' ? rest : { ...rest, language } });
          }}
        />
      </Columns>
      {choice('consent.understanding', text('case-ui.consent.understanding'), understandings, 'case.understanding', value.understanding, (next) => onChange({ ...value, understanding: next ?? 'not_checked' }))}
      <Card title={text('case-ui.consent.answers')}>
        <Stack gap={4}>
          {purposes.map((purpose) => (
            <div key={purpose}>{choice(`consent.${purpose}`, text(`case.purpose.${purpose}`), answers, 'case.consent', value.answers[purpose], (next) => onChange({ ...value, answers: { ...value.answers, [purpose]: next ?? 'not_asked' } }))}</div>
          ))}
        </Stack>
      </Card>
      {choice('consent.givenBy', text('case-ui.consent.givenBy'), givers, 'case.consentBy', value.givenBy, (givenBy) => onChange({ ...value, givenBy }))}
      {value.givenBy && value.givenBy !== 'child' && choice('consent.childView', text('case.childView'), views, 'case.childView', value.childView, (childView) => onChange({ ...value, childView }))}
      {choice('consent.form', text('case-ui.consent.form'), forms, 'case.consentForm', value.form, (next) => onChange({ ...value, form: next ?? 'oral' }))}
      <ConsentOverride value={value} onChange={onChange} gaps={gaps} errors={errors} />
    </Stack>
  );
}

