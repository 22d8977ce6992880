import type { PartialProfile } from '#rooms/person/schema.ts';
import { fieldText } from '#rooms/person/ui/field-text.ts';
import { usePlaceText } from '#rooms/person/ui/place-text.ts';
import { classes } from '#web/kit/classes.ts';
import { Icon } from '#web/kit/icon.tsx';
import { text } from '#web/kit/text.tsx';
import type { FieldEvidence } from '../schema.ts';
import { reasonText, speaking } from './reasons.tsx';
import styles from './comparison.module.css';

/** The fields of the side by side, and what of the engine's evidence speaks of each. */
const rows = [
  ['givenNames', ['given', 'alias']], ['firstSurname', ['surname', 'crossed', 'lineage']], ['secondSurname', []], ['nickname', []], ['otherNames', []], ['birth', ['birth']], ['sex', ['sex']], ['nationalities', ['nationality']],
  ['originPlace', ['place']], ['languages', ['language']], ['people', ['mother', 'father']], ['phone', ['phone']], ['identityDocuments', ['identifier']],
] as const;

interface ComparisonProps {
  readonly left: { readonly title: string; readonly values: PartialProfile };
  readonly right: { readonly title: string; readonly values: PartialProfile };
  readonly evidence: readonly FieldEvidence[];
}

/** Two records side by side: what agrees and what does not is marked and said in words. */
export function Comparison({ left, right, evidence }: ComparisonProps) {
  const placeText = usePlaceText();
  const shown = rows.map(([name, sources]) => ({
    name, one: fieldText(name, left.values[name], placeText), other: fieldText(name, right.values[name], placeText),
    said: speaking(evidence.filter(({ field }) => (sources as readonly string[]).includes(field))),
  })).filter(({ one, other }) => one !== '' || other !== '');
  return (
    <table className={styles['table']}>
      <thead><tr><th scope="col">{text('tracing.compare.field')}</th><th scope="col">{left.title}</th><th scope="col">{right.title}</th><th scope="col">{text('tracing.compare.verdict')}</th></tr></thead>
      <tbody>
        {shown.map(({ name, one, other, said }) => {
          const isSame = said.every(({ speaksFor }) => speaksFor);
          return (
            <tr key={name} className={classes(said.length > 0 && styles[isSame ? 'same' : 'different'])}>
              <th scope="row">{text(`person.field.${name}`)}</th>
              <td data-title={left.title}>{one || <span className={styles['none']}>{text('tracing.compare.none')}</span>}</td>
              <td data-title={right.title}>{other || <span className={styles['none']}>{text('tracing.compare.none')}</span>}</td>
              <td>{said.map((each) => <span key={each.field} className={styles['verdict']}><Icon name={each.speaksFor ? 'check' : 'close'} size={1} />{reasonText(each)}</span>)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
