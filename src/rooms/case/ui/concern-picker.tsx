import { needs, riskCodes } from '#reference/risk/index.ts';
import { ChoiceChips, SetChips } from '#rooms/person/ui/chips.tsx';
import { Disclosure } from '#rooms/person/ui/disclosure.tsx';
import { classes } from '#web/kit/classes.ts';
import { fieldId } from '#web/kit/field-frame.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { text } from '#web/kit/text.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { concernSources, type Concern } from '../schema.ts';
import { concernName } from './code-names.ts';
import styles from './concern-picker.module.css';

/** What must not wait for the second conversation, in the order in which it shows itself. */
const urgentRisks = ['T15', 'T18', 'T19', 'P01', 'T08', 'T09', 'T10', 'D02', 'D03'];
const severities = [1, 2, 3] as const;
/** Of what is marked: serious, until the worker says how grave it is. */
const firstSeverity = 2;

interface Group {
  readonly key: string;
  readonly codes: readonly string[];
  /** Shown at once; the others when asked for. */
  readonly isFirst?: boolean;
}

const groups: readonly Group[] = [
  { key: 'immediate', codes: needs.filter((row) => row.isImmediate).map((row) => row.code), isFirst: true },
  { key: 'needs', codes: needs.filter((row) => !row.isImmediate).map((row) => row.code) },
  { key: 'urgent', codes: urgentRisks, isFirst: true },
  ...(['push', 'transit', 'procedure', 'return', 'protective'] as const).map((group) => ({ key: group, codes: riskCodes.filter((row) => row.group === group && !urgentRisks.includes(row.code)).map((row) => row.code) })),
];

function Severity({ concern, onChange }: { readonly concern: Concern; readonly onChange: (concern: Concern) => void }) {
  const name = `concern.${concern.code}.severity`;
  return (
    <div className={styles['severity']} role="radiogroup" aria-label={text('case-ui.concern.severityOf', { name: concernName(concern.code) })}>
      {severities.map((severity) => (
        <label key={severity} className={classes(styles['grade'], severity === 3 && styles['grave'])}>
          <input type="radio" name={name} id={`${fieldId(name)}-${severity}`} checked={concern.severity === severity} onChange={() => onChange({ ...concern, severity })} />
          <span>{text(`case.severity.${severity}`)}</span>
        </label>
      ))}
    </div>
  );
}

interface ConcernPickerProps {
  readonly value: readonly Concern[];
  readonly onChange: (value: Concern[]) => void;
  /** How it is known: goes with what is marked from now on. */
  readonly source: Concern['source'];
  readonly onSource: (source: Concern['source']) => void;
}

const periodOf = (code: string): Pick<Concern, 'period'> => {
  const period = { P: 'origin', T: 'transit', D: 'here', R: 'return' }[code[0]!] as Concern['period'];
  return period ? { period } : {};
};

/** Needs, risks and what protects: marked with a touch, each with how grave it is and, if need be, a word. */
export function ConcernPicker({ value, onChange, source, onSource }: ConcernPickerProps) {
  const replace = (changed: Concern): void => onChange(value.map((concern) => (concern.code === changed.code ? changed : concern)));
  const part = ({ key, codes, isFirst }: Group) => {
    const chosen = value.filter(({ code }) => codes.includes(code));
    const choose = (next: readonly string[]): void => {
      const added = next.filter((code) => chosen.every((concern) => concern.code !== code)).map((code): Concern => ({ code, severity: firstSeverity, source, ...periodOf(code) }));
      onChange([...value.filter(({ code }) => !codes.includes(code) || next.includes(code)), ...added]);
    };
    const content = (
      <div className={styles['group']}>
        <SetChips name={`concerns.${key}`} label={text(`case-ui.concern.group.${key}`)} options={codes.map((code) => ({ value: code, label: concernName(code) }))} value={chosen.map(({ code }) => code)} onChange={(next) => choose(Array.isArray(next) ? next : [])} />
        {chosen.length > 0 && (
          <ul role="list" className={styles['chosen']}>
            {chosen.map((concern) => (
              <li key={concern.code} className={styles['row']}>
                <span className={styles['name']}>{concernName(concern.code)}</span>
                {!concern.code.startsWith('F') && <Severity concern={concern} onChange={replace} />}
                <div className={styles['note']}>
                  <Disclosure label={text('case-ui.concern.addNote')} isOpen={concern.note !== undefined}>
                    <TextField
                      name={`concern.${concern.code}.note`} label={text('case.field.concernNote')} isOptional maxLength={1000} value={concern.note ?? ''}
                      onChange={(typed) => {
                        const { note: _, ...rest } = concern;
                        replace(typed === '' ? rest : { ...rest, note: typed });
                      }}
                    />
                  </Disclosure>
                </div>
              </li>
            ))}
          </ul>
        )}
      </div>
    );
    return isFirst ? <div key={key}>{content}</div> : <Disclosure key={key} label={`${text(`case-ui.concern.group.${key}`)}${chosen.length > 0 ? ` (${chosen.length})` : ''}`}>{content}</Disclosure>;
  };
  return (
    <Stack gap={5}>
      <ChoiceChips name="concerns.source" size="s" label={text('case-ui.concern.source')} options={concernSources.map((option) => ({ value: option, label: text(`case.concernSource.${option}`) }))} value={source} onChange={(next) => { if (typeof next === 'string') onSource(next); }} />
      {groups.filter((group) => group.isFirst).map(part)}
      <div>{groups.filter((group) => !group.isFirst).map(part)}</div>
    </Stack>
  );
}
