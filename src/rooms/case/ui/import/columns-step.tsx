import { doubledTargets, reportOf, targets, type DateOrder, type Target } from '#exchange/interchange/rules.ts';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { Row, Stack } from '#web/kit/layout.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { Select } from '#web/kit/select.tsx';
import { text } from '#web/kit/text.tsx';
import { Working } from './working.tsx';
import type { Import } from './use-import.ts';
import styles from './import.module.css';

const delimiterNames = { ',': 'comma', ';': 'semicolon', '\t': 'tab' } as const;
const targetOptions = () => targets.map((value) => ({ value, label: text(`interchange.target.${value}`) }));
const mostSamples = 3;

/** What each column is: guessed, and changed here; every column says what becomes of it. */
export function ColumnsStep({ work }: { readonly work: Import }) {
  const { sheet, name, delimiter, encoding } = work.chosen!;
  const mapping = work.mapping!;
  const doubled = doubledTargets(mapping.targets);
  const samplesOf = (column: number): string => [...new Set(sheet.rows.flatMap(({ cells }) => cells[column] || []))].slice(0, mostSamples).join(' · ');
  const hasDates = mapping.targets.some((target, column) => (target === 'birth' || target === 'foundWhen') && mapping.orders[column] === 'undecided') || work.order !== 'undecided';
  const guessed = [
    ...sheet.headings.flatMap((heading, column) => (mapping.orders[column] === 'undecided' || work.order !== 'undecided' ? [] : [text(`interchange.guessed.dates.${mapping.orders[column]}`, { heading })])),
    ...(mapping.sexLetters === 'undecided' ? [] : [text(`interchange.guessed.sex.${mapping.sexLetters}`)]),
  ];
  return (
    <Stack gap={4}>
      {work.problem && <ProblemNotice problem={work.problem} />}
      <Notice tone={encoding === 'windows-1252' ? 'warn' : 'info'} title={text('interchange.read', { rows: sheet.rows.length, name })}>
        {delimiter && <p>{text('interchange.read.csv', { delimiter: delimiterNames[delimiter] })}</p>}
        {guessed.map((line) => <p key={line}>{line}</p>)}
        {encoding === 'windows-1252' && <p>{text('interchange.read.windows')}</p>}
      </Notice>
      <Card title={text('interchange.columns.title')}>
        <ul role="list" className={styles['columns']}>
          {reportOf(sheet, mapping).map(({ heading, target, filled }, column) => (
            // a column has no other name than its place
            <li key={`${column}-${heading}`} className={styles['column']}>
              <Select
                name={`column.${column}`} label={text('interchange.columns.becomes', { heading: heading || text('interchange.columns.nameless', { number: column + 1 }) })} emptyLabel={null}
                hint={filled === 0 ? text('interchange.columns.empty') : text('interchange.columns.sample', { sample: samplesOf(column) })}
                value={target} options={targetOptions()} onChange={(value) => work.retarget(column, value as Target)}
              />
            </li>
          ))}
        </ul>
      </Card>
      {hasDates && (
        <Select
          name="dates" label={text('interchange.dates')} emptyLabel={null} value={work.order} onChange={(value) => work.reorder(value as DateOrder)}
          options={(['undecided', 'day-first', 'month-first'] as const).map((value) => ({ value, label: text(`interchange.dates.${value}`) }))}
        />
      )}
      {doubled.length > 0 && <Notice tone="danger" isNew>{text('interchange.columns.doubled', { names: doubled.map((target) => text(`interchange.target.${target}`)).join(', ') })}</Notice>}
      <Working work={work} label={text('interchange.checking')} count={sheet.rows.length} />
      <Row gap={3}>
        <Button variant="primary" isBusy={work.done !== null} onPress={() => doubled.length === 0 && void work.check()}>{text('interchange.check')}</Button>
        <Button onPress={work.restart}>{text('interchange.again')}</Button>
      </Row>
    </Stack>
  );
}
