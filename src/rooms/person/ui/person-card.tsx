import { Badge } from '#web/kit/badge.tsx';
import { Button } from '#web/kit/button.tsx';
import { Icon } from '#web/kit/icon.tsx';
import { Columns, Stack } from '#web/kit/layout.tsx';
import { Select } from '#web/kit/select.tsx';
import { TextArea } from '#web/kit/text-area.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { text } from '#web/kit/text.tsx';
import { relations, type Answer } from '#rooms/law/schema.ts';
import { verifications, type PersonAround } from '../schema.ts';
import { ChoiceChips } from './chips.tsx';
import { Disclosure } from './disclosure.tsx';
import { relationName } from './reference-names.ts';
import styles from './person-card.module.css';

const legalBases = ['parental_authority', 'custody', 'guardianship', 'none', 'unknown'] as const;
const answers = ['yes', 'no', 'unknown'] as const satisfies readonly Answer[];
type Part = keyof PersonAround;

interface PersonCardProps {
  /** Path of the person in the form. */
  readonly name: string;
  readonly value: PersonAround;
  readonly onChange: (value: PersonAround) => void;
  /** Offered while the person is not recorded yet. */
  readonly onRemove?: (() => void) | undefined;
  readonly isOpen?: boolean;
}

/** One person around the child: who it is to her, and the facts that the law asks for. Everything may stay open. */
export function PersonCard({ name, value, onChange, onRemove, isOpen = false }: PersonCardProps) {
  const set = <Name extends Part>(part: Name, next: PersonAround[Name] | undefined): void => {
    const { [part]: _, ...others } = value;
    onChange((next === undefined || next === '' ? others : { ...others, [part]: next }) as PersonAround);
  };
  const asked = (part: 'isWithChild' | 'isAdult' | 'isHabitualCarer' | 'isPossibleDanger' | 'isAlive') => (
    <ChoiceChips
      name={`${name}.${part}`} size="s" label={text(`person.around.${part}`)} tone={part === 'isPossibleDanger' ? 'danger' : 'brand'}
      options={answers.map((answer) => ({ value: answer, label: text(`law.answer.${answer}`) }))}
      value={value[part]} onChange={(answer) => set(part, typeof answer === 'string' ? answer : undefined)}
    />
  );
  const isMinor = value.age !== undefined ? value.age < 18 : value.isAdult === 'no';
  return (
    <details className={styles['person']} open={isOpen || undefined}>
      <summary>
        <Icon name="people" />
        <span className={styles['relation']}>{relationName(value.relation)}</span>
        <span className={styles['name']}>{[value.name, value.age === undefined ? '' : text('kit.age.exact', { age: value.age })].filter(Boolean).join(', ')}</span>
        {value.isWithChild === 'yes' && <Badge tone="brand">{text('person-ui.person.withChild')}</Badge>}
        {value.isPossibleDanger === 'yes' && <Badge tone="danger" icon="alert">{text('person-ui.person.danger')}</Badge>}
        <Icon name="down" size={1} />
      </summary>
      <div className={styles['body']}>
        <Stack gap={4}>
          <Columns gap={4}>
            <TextField name={`${name}.name`} label={text('person.around.name')} isOptional maxLength={160} value={value.name ?? ''} onChange={(typed) => set('name', typed)} />
            <TextField name={`${name}.age`} label={text('person.around.age')} isOptional width="short" inputMode="numeric" maxLength={3} value={value.age === undefined ? '' : String(value.age)} onChange={(typed) => set('age', /^\d{1,3}$/.test(typed) && Number(typed) <= 120 ? Number(typed) : undefined)} />
          </Columns>
          {value.age === undefined && asked('isAdult')}
          {asked('isHabitualCarer')}
          {!isMinor && (
            <ChoiceChips
              name={`${name}.legalBasis`} size="s" label={text('person.around.legalBasis')} hint={text('person-ui.person.legalBasis.hint')}
              options={legalBases.map((basis) => ({ value: basis, label: text(`law.legal-basis.${basis}`) }))}
              value={value.legalBasis} onChange={(basis) => set('legalBasis', typeof basis === 'string' ? basis : undefined)}
            />
          )}
          <Disclosure label={text('person-ui.person.more')} isOpen={value.isPossibleDanger !== undefined || value.phone !== undefined || value.note !== undefined}>
            <Stack gap={4}>
              <Columns gap={4}>
                <Select name={`${name}.relation`} label={text('person.around.relation')} emptyLabel={null} value={value.relation} options={relations.map((relation) => ({ value: relation, label: relationName(relation) }))} onChange={(relation) => relation && set('relation', relation)} />
                <Select name={`${name}.verification`} label={text('person.around.verification')} value={value.verification ?? ''} options={verifications.map((kind) => ({ value: kind, label: text(`person.verification.${kind}`) }))} onChange={(kind) => set('verification', kind === '' ? undefined : kind)} />
              </Columns>
              {asked('isWithChild')}
              {asked('isPossibleDanger')}
              {asked('isAlive')}
              <Columns gap={4}>
                <TextField name={`${name}.phone`} label={text('person.around.phone')} isOptional type="tel" inputMode="tel" maxLength={40} value={value.phone ?? ''} onChange={(typed) => set('phone', typed)} />
                <TextField name={`${name}.whereabouts`} label={text('person.around.whereabouts')} isOptional maxLength={300} value={value.whereabouts ?? ''} onChange={(typed) => set('whereabouts', typed)} />
              </Columns>
              <TextArea name={`${name}.note`} label={text('person.around.note')} isOptional rows={2} maxLength={500} value={value.note ?? ''} onChange={(typed) => set('note', typed)} />
            </Stack>
          </Disclosure>
          {onRemove && <div><Button size="s" variant="quiet" icon="trash" onPress={onRemove}>{text('person-ui.person.remove')}</Button></div>}
        </Stack>
      </div>
    </details>
  );
}
