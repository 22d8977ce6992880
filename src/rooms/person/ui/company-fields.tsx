import { useState, type ReactNode } from 'react';
import { isUnanswered } from '#web/kit/answerable.tsx';
import { FieldGroup } from '#web/kit/field-frame.tsx';
import { Button } from '#web/kit/button.tsx';
import { Row, Stack } from '#web/kit/layout.tsx';
import { Select } from '#web/kit/select.tsx';
import { text } from '#web/kit/text.tsx';
import { newRequestId } from '#web/device/call.ts';
import { relations } from '#rooms/law/schema.ts';
import { valueOfField } from '../rules.ts';
import type { PartialProfile, PersonAround } from '../schema.ts';
import { anyUnanswered, ChoiceChips } from './chips.tsx';
import { PersonCard } from './person-card.tsx';
import { withField, type ProfilePartProps } from './profile-edit.ts';
import { relationName } from './reference-names.ts';

type Relation = PersonAround['relation'];
const commonRelations: readonly Relation[] = ['mother', 'father', 'sibling', 'aunt_uncle', 'grandparent', 'cousin', 'family_friend', 'fellow_traveller', 'smuggler'];
const rareRelations = relations.filter((relation) => !commonRelations.includes(relation));

/** Parents are adults; of siblings and cousins nothing is supposed. */
const newPerson = (relation: Relation, isWithChild: 'yes' | 'no'): PersonAround =>
  ({ id: newRequestId(), relation, isWithChild, ...(['mother', 'father', 'grandparent', 'step_parent'].includes(relation) ? { isAdult: 'yes' as const } : {}) });

interface PeopleProps extends ProfilePartProps {
  /** Already recorded people stay: they are corrected, not removed. */
  readonly recorded?: readonly PersonAround[];
  /** Right below the cards: what follows from them. */
  readonly below?: ReactNode;
}

const withPeople = (profile: PartialProfile, people: PersonAround[]): PartialProfile => withField(profile, 'people', people.length > 0 ? people : undefined);

/** The people around the child, one card each, and a thumb's reach to add the next. */
function People({ value, onChange, recorded = [], below, isWithChild, label, hint }: PeopleProps & { readonly isWithChild: 'yes' | 'no'; readonly label: string; readonly hint?: string }) {
  const [opened, setOpened] = useState('');
  const [rare, setRare] = useState<Relation | ''>('');
  const all = valueOfField(value, 'people') ?? [];
  const people = all.filter((person) => (person.isWithChild === 'yes') === (isWithChild === 'yes'));
  const add = (relation: Relation): void => {
    const person = newPerson(relation, isWithChild);
    setOpened(person.id);
    setRare('');
    const next = withPeople(value, [...all, person]);
    onChange(isWithChild === 'yes' ? withField(next, 'company', 'with_others') : next);
  };
  return (
    <Stack gap={3}>
      {people.map((person) => (
        <PersonCard
          key={person.id} name={`people.${all.indexOf(person)}`} value={person} isOpen={opened === person.id}
          onChange={(changed) => onChange(withPeople(value, all.map((each) => (each.id === person.id ? changed : each))))}
          onRemove={recorded.some((each) => each.id === person.id) ? undefined : () => onChange(withPeople(value, all.filter((each) => each.id !== person.id)))}
        />
      ))}
      {below}
      <FieldGroup name={`people.add.${isWithChild}`} label={label} hint={hint}>
        <Row gap={2}>
          {commonRelations.map((relation) => <Button key={relation} size="s" icon="plus" onPress={() => add(relation)}>{relationName(relation)}</Button>)}
        </Row>
      </FieldGroup>
      <Row gap={2} align="baseline">
        <Select name={`people.rare.${isWithChild}`} label={text('person-ui.people.other')} value={rare} options={rareRelations.map((relation) => ({ value: relation, label: relationName(relation) }))} onChange={(relation) => { if (relation) add(relation); }} />
      </Row>
    </Stack>
  );
}

/** With whom the child is: alone, with people, or not known; and of each companion what decides the legal labels. */
export function CompanyFields(props: PeopleProps) {
  const { value, onChange } = props;
  const hasCompanions = (valueOfField(value, 'people') ?? []).some((person) => person.isWithChild === 'yes');
  const company = value.company ?? (hasCompanions ? 'with_others' : undefined);
  return (
    <Stack gap={4}>
      <ChoiceChips
        name="profile.company" label={text('person.field.company')} hint={text('person-ui.company.hint')} unanswered={anyUnanswered}
        options={(['alone', 'with_others'] as const).map((answer) => ({ value: answer, label: text(`person.field.company.${answer}`) }))}
        value={company}
        onChange={(answer) => {
          const next = withField(value, 'company', answer);
          // whoever was listed as being with her is then somewhere else
          onChange(answer === 'alone' && hasCompanions ? withPeople(next, (valueOfField(value, 'people') ?? []).map((person) => ({ ...person, isWithChild: 'no' as const }))) : next);
        }}
      />
      {!isUnanswered(company) && company === 'with_others' ? <People {...props} isWithChild="yes" label={text('person-ui.people.addWith')} /> : props.below}
    </Stack>
  );
}

/** Family and others who are somewhere else: where they are, whether they can be called, whether they are safe. */
export const FamilyElsewhere = (props: PeopleProps) => <People {...props} isWithChild="no" label={text('person-ui.people.addElsewhere')} hint={text('person-ui.people.addElsewhere.hint')} />;
