import { MomentField } from '#rooms/case/ui/moment-field.tsx';
import { ConsentOverride } from '#rooms/case/ui/consent-override.tsx';
import { gapsOf } from '#rooms/case/ui/consent-draft.ts';
import type { AgeRange } from '#rooms/law/rules.ts';
import { relations, type Relation } from '#rooms/law/schema.ts';
import { valueOfField } from '#rooms/person/rules.ts';
import { sexes } from '#rooms/person/schema.ts';
import { ChoiceChips } from '#rooms/person/ui/chips.tsx';
import { PlaceField } from '#rooms/person/ui/place-field.tsx';
import { relationName } from '#rooms/person/ui/reference-names.ts';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { CheckboxGroup } from '#web/kit/checkbox-group.tsx';
import type { FormError } from '#web/kit/error-summary.tsx';
import { Columns, Stack } from '#web/kit/layout.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { PartialDateField } from '#web/kit/partial-date-field.tsx';
import { RadioCards } from '#web/kit/radio-cards.tsx';
import { Select } from '#web/kit/select.tsx';
import { text } from '#web/kit/text.tsx';
import { TextArea } from '#web/kit/text-area.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { mayBeChild } from '../rules/sought.ts';
import { childWishes, lastContactMeans } from '../schema.ts';
import { options, SoughtNames, withPart } from './call-steps.tsx';
import type { ChildDraft } from './child-draft.ts';

export interface ChildStepProps {
  readonly draft: ChildDraft;
  readonly set: (part: Partial<ChildDraft>) => void;
  readonly errors: readonly FormError[];
  readonly ages: AgeRange;
  /** Her yes stands in the file already. */
  readonly hasSaidYes: boolean;
}

const closest: readonly Relation[] = ['mother', 'father', 'grandparent', 'sibling', 'aunt_uncle', 'cousin'];
const givers = ['child', 'parent', 'carer', 'guardian', 'authority'] as const;
const understandings = ['own_words', 'asked_questions', 'said_yes'] as const;
const errorOf = (errors: readonly FormError[], name: string): string | undefined => errors.find((error) => error.name === name)?.message;
const Say = ({ of }: { readonly of: string }) => <Notice tone="info" title={text('tracing-child.say')}>{text(`tracing-child.say.${of}`)}</Notice>;

/** First her answer: yes, no, or not today. Only a yes goes on. */
export const ConsentStep = ({ draft, set, errors, ages, hasSaidYes }: ChildStepProps) => {
  const { answer, consent } = draft;
  return (
    <Stack gap={4}>
      <Say of="consent" />
      <RadioCards name="answer" label={text('tracing-child.answer')} error={errorOf(errors, 'answer')} options={(['yes', 'later', 'no'] as const).map((value) => ({ value, label: text(`tracing-child.answer.${value}`), hint: text(`tracing-child.answer.${value}.hint`) }))} value={answer} onChange={(next) => set({ answer: next })} />
      {answer === 'yes' && hasSaidYes && <Notice tone="success">{text('tracing-child.saidYes')}</Notice>}
      {answer === 'yes' && !hasSaidYes && (
        <>
          <ChoiceChips name="consent.understanding" label={text('case-ui.consent.understanding')} options={options(understandings, 'case.understanding')} value={consent.understanding as 'own_words'} onChange={(understanding) => set({ consent: { ...consent, understanding: typeof understanding === 'string' ? understanding : 'not_checked' } })} />
          <ChoiceChips
            name="consent.givenBy" label={text('tracing-child.givenBy')} error={errorOf(errors, 'consent.givenBy')} options={options(givers, 'case.consentBy')} value={consent.givenBy as 'child' | undefined}
            onChange={(givenBy) => set({ consent: { ...consent, givenBy: typeof givenBy === 'string' ? givenBy : undefined, childView: 'agrees' } })}
          />
          <ConsentOverride value={consent} onChange={(next) => set({ consent: next })} gaps={gapsOf(consent, ages)} errors={errors} />
        </>
      )}
    </Stack>
  );
};

/** Whom she misses: what that person is to her, and a name as it is said at home. */
export const WhoStep = ({ draft, set, errors }: ChildStepProps) => {
  const { inquirer: { relation }, sought } = draft;
  const relate = (next: unknown): void => set({ inquirer: withPart(draft.inquirer, 'relation', next) });
  const change = (part: keyof typeof sought) => (value: unknown) => set({ sought: withPart(sought, part, value) });
  return (
    <Stack gap={4}>
      <Say of="who" />
      <ChoiceChips name="inquirer.relation" label={text('tracing-child.relation')} error={errorOf(errors, 'inquirer.relation')} options={closest.map((value) => ({ value, label: relationName(value) }))} value={relation} onChange={relate} />
      <Select name="inquirer.otherRelation" label={text('tracing.inquirer.otherRelation')} isOptional options={relations.filter((each) => !closest.includes(each)).map((value) => ({ value, label: relationName(value) }))} value={relation && !closest.includes(relation) ? relation : ''} onChange={relate} />
      <SoughtNames sought={sought} error={errorOf(errors, 'givenNames')} onChange={(next) => set({ sought: next })} />
      <TextField name="phone" label={text('tracing-child.phone')} hint={text('tracing-child.phone.hint')} isOptional type="tel" maxLength={40} value={valueOfField(sought, 'phone') ?? ''} onChange={change('phone')} />
      {relation && mayBeChild(relation) && (
        <>
          <PartialDateField name="birth" label={text('tracing-child.birth')} isOptional value={valueOfField(sought, 'birth')} onChange={change('birth')} />
          <ChoiceChips name="sex" label={text('person.field.sex')} isOptional options={options(sexes, 'person.field.sex')} value={valueOfField(sought, 'sex')} onChange={(sex) => change('sex')(typeof sex === 'string' ? sex : undefined)} />
        </>
      )}
      <PlaceField name="originPlace" label={text('tracing-child.lives')} isOptional value={valueOfField(sought, 'originPlace')} onChange={change('originPlace')} />
    </Stack>
  );
};

/** What she remembers; small things count, and so does nothing. */
export const RememberStep = ({ draft, set }: ChildStepProps) => {
  const { last } = draft;
  const change = (part: keyof typeof last) => (value: unknown) => set({ last: withPart(last, part, value) });
  return (
    <Stack gap={4}>
      <Say of="remember" />
      <TextArea name="story" label={text('tracing-child.story')} hint={text('tracing-child.story.hint')} isOptional maxLength={4000} rows={5} value={draft.story} onChange={(story) => set({ story })} />
      <MomentField name="last.when" label={text('tracing-child.when')} isOptional value={last.when} onChange={change('when')} />
      <ChoiceChips name="last.means" label={text('tracing.last.means')} isOptional options={options(lastContactMeans, 'tracing.means')} value={last.means} onChange={(means) => change('means')(typeof means === 'string' ? means : undefined)} />
      <PlaceField name="last.place" label={text('tracing-child.place')} isOptional value={last.place} onChange={change('place')} />
      <Columns>
        <TextField name="last.companions" label={text('tracing-child.companions')} isOptional maxLength={500} value={last.companions ?? ''} onChange={change('companions')} />
        <TextField name="last.heading" label={text('tracing-child.heading')} isOptional maxLength={200} value={last.heading ?? ''} onChange={change('heading')} />
      </Columns>
    </Stack>
  );
};

/** What she hopes for, and who must not know of her. */
export const WishesStep = ({ draft, set, errors }: ChildStepProps) => (
  <Stack gap={4}>
    <Say of="wishes" />
    <CheckboxGroup
      name="wishes" label={text('tracing-child.wishes')} isOptional options={options(childWishes.filter((wish) => wish !== 'not_sure'), 'tracing-child.wish')} exclusive={options(['not_sure'] as const, 'tracing-child.wish')}
      value={draft.wishes} onChange={(wishes) => set({ wishes })}
    />
    <Card title={text('tracing-child.feared')} tone="quiet">
      <Stack gap={4}>
        <p>{text('tracing-child.feared.hint')}</p>
        {draft.feared.map((one, index) => {
          const change = (part: Partial<typeof one>): void => set({ feared: draft.feared.map((other, place) => (place === index ? { ...one, ...part } : other)) });
          return (
            <Columns key={index}>
              <Select name={index === 0 ? 'feared' : `feared.${index}`} label={text('tracing-child.relation')} error={index === 0 ? errorOf(errors, 'feared') : undefined} isOptional options={relations.map((value) => ({ value, label: relationName(value) }))} value={one.relation} onChange={(relation) => change({ relation })} />
              <TextField name={`feared.${index}.name`} label={text('tracing-child.feared.name')} isOptional maxLength={160} value={one.name} onChange={(name) => change({ name })} />
            </Columns>
          );
        })}
        {draft.feared.length < 5 && draft.feared.at(-1)!.relation !== '' && <Button size="s" icon="plus" onPress={() => set({ feared: [...draft.feared, { relation: '', name: '' }] })}>{text('tracing-child.feared.more')}</Button>}
      </Stack>
    </Card>
  </Stack>
);
