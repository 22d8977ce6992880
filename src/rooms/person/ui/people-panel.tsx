import { Badge } from '#web/kit/badge.tsx';
import { Card } from '#web/kit/card.tsx';
import { classes } from '#web/kit/classes.ts';
import { Row } from '#web/kit/layout.tsx';
import { ButtonLink } from '#web/kit/link.tsx';
import { text } from '#web/kit/text.tsx';
import type { ChildId } from '#kernel/identifier.ts';
import { accompanimentOf, valueOfField } from '../rules.ts';
import type { PersonAround, ProfileView } from '../schema.ts';
import { AccompanimentLabels } from './accompaniment-labels.tsx';
import { FieldHistory } from './field-history.tsx';
import { fieldText } from './field-text.ts';
import { placeText } from './place-text.ts';
import { relationName } from './reference-names.ts';
import styles from './people-panel.module.css';

/** The facts of one person that have been told; what was not asked is not shown. */
function factsOf(person: PersonAround): string[] {
  const asked = (part: 'isHabitualCarer' | 'isAlive'): string => (person[part] === undefined ? '' : `${text(`person.around.${part}`)} ${text(`law.answer.${person[part]}`)}`);
  return [
    asked('isHabitualCarer'),
    person.legalBasis === undefined ? '' : `${text('person.around.legalBasis')}: ${text(`law.legal-basis.${person.legalBasis}`)}`,
    person.isAlive === 'yes' ? '' : asked('isAlive'),
    person.whereabouts === undefined ? '' : `${text('person.around.whereabouts')}: ${person.whereabouts}`,
    person.note ?? '',
  ].filter(Boolean);
}

function OnePerson({ person }: { readonly person: PersonAround }) {
  const { relation, name, age, isWithChild, isPossibleDanger, verification, phone } = person;
  return (
    <li className={classes(styles['person'], isPossibleDanger === 'yes' && styles['danger'])}>
      <p className={styles['relation']}>{relationName(relation)}</p>
      <p className={styles['name']}>{name ?? text('person-ui.nameless')}{age !== undefined && `, ${text('kit.age.exact', { age })}`}</p>
      <div className={styles['badges']}>
        {isPossibleDanger === 'yes' && <Badge tone="danger" icon="alert">{text('person-ui.person.danger')}</Badge>}
        {isWithChild === 'yes' && <Badge tone="brand">{text('person-ui.person.withChild')}</Badge>}
        {verification !== undefined && <Badge tone={verification === 'not_verified' ? 'warn' : 'success'}>{text(`person.verification.${verification}`)}</Badge>}
      </div>
      <ul role="list" className={styles['facts']}>{factsOf(person).map((fact) => <li key={fact}>{fact}</li>)}</ul>
      {phone && <p><a href={`tel:${phone.replaceAll(' ', '')}`}>{phone}</a></p>}
    </li>
  );
}

interface PeoplePanelProps {
  readonly childId: ChildId;
  readonly profile: ProfileView;
  readonly mayChange: boolean;
}

/** Family and companions, those who are with the child first, and the labels that follow from them. */
export function PeoplePanel({ childId, profile, mayChange }: PeoplePanelProps) {
  const people = valueOfField(profile.values, 'people') ?? [];
  const isWith = (person: PersonAround): number => (person.isWithChild === 'yes' ? 0 : 1);
  const edit = mayChange && <ButtonLink href={`/casos/${childId}/editar/familia`} size="s" icon="edit">{text('person-ui.edit')}</ButtonLink>;
  const label = text('person.field.people');
  return (
    <>
      <Card title={text('person-ui.labels')}>
        <AccompanimentLabels {...accompanimentOf(profile.values)} />
      </Card>
      <Card title={label} actions={edit}>
        {people.length > 0 ? <ul role="list" className={styles['people']}>{people.toSorted((one, other) => isWith(one) - isWith(other)).map((person) => <OnePerson key={person.id} person={person} />)}</ul> : <p>{fieldText('company', profile.values.company, placeText) || text('person-ui.people.none')}</p>}
        {profile.versions.people && <Row gap={2}><FieldHistory childId={childId} field="people" label={label} /></Row>}
      </Card>
    </>
  );
}
