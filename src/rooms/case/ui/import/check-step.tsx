import { useState, type ReactNode } from 'react';
import type { CellProblem } from '#exchange/interchange/rules.ts';
import { SearchHit } from '#rooms/tracing/ui/search-hit.tsx';
import { Button } from '#web/kit/button.tsx';
import { DataList } from '#web/kit/data-list.tsx';
import { Row, Stack } from '#web/kit/layout.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { Select } from '#web/kit/select.tsx';
import { Tabs } from '#web/kit/tabs.tsx';
import { text } from '#web/kit/text.tsx';
import { useColleagues } from '../colleagues.ts';
import { problemWords } from './problem-words.ts';
import { problemsOf, saveErrors } from './save-errors.ts';
import { isDoubtful, isFaulty, type CheckedRow, type Import } from './use-import.ts';
import { Working } from './working.tsx';
import styles from './import.module.css';

const nameOf = (row: CheckedRow): string => row.name || text('interchange.nameless');
const rowText = (row: CheckedRow): string => text('interchange.row', { number: row.number });

/** The dry run: which rows are ready, which have errors, whom some may already be; the person decides. */
export function CheckStep({ work }: { readonly work: Import }) {
  const { sheet } = work.chosen!;
  const { teams } = useColleagues();
  const [team, setTeam] = useState('');
  const teamId = team || (teams[0]?.id ?? '');
  const heading = ({ column }: CellProblem): string | null => (column === null ? null : sheet.headings[column]!);
  const faulty = work.rows.filter(isFaulty);
  const ready = work.rows.filter((row) => !isFaulty(row) && !row.isImported && !isDoubtful(row));
  const doubtful = work.rows.filter((row) => !isFaulty(row) && !row.isImported && isDoubtful(row));
  const already = work.rows.filter((row) => row.isImported);
  const list = (rows: readonly CheckedRow[], caption: string, none: string, what: (row: CheckedRow) => ReactNode, whatLabel = text('interchange.what')) => (
    <DataList
      caption={caption} rows={rows} rowKey={(row) => String(row.number)} empty={{ title: none }} searchText={(row) => `${row.number} ${row.name}`}
      columns={[{ key: 'name', label: text('case-ui.list.child'), isPrimary: true, cell: nameOf }, { key: 'row', label: text('interchange.row', { number: '' }), cell: (row) => <span className={styles['row']}>{rowText(row)}</span>, sortBy: (row) => row.number }, { key: 'what', label: whatLabel, cell: what }]}
    />
  );
  return (
    <Stack gap={4}>
      {work.problem && <ProblemNotice problem={work.problem} />}
      <Tabs
        label={text('interchange.step.check')}
        tabs={[
          { key: 'ready', label: text('interchange.ready'), count: ready.length, content: list(ready, text('interchange.ready'), text('interchange.noneReady'), () => text('interchange.will.create')) },
          { key: 'faulty', label: text('interchange.faulty'), count: faulty.length, content: (
            <Stack gap={3}>
              {faulty.length > 0 && <Row gap={3}><Button icon="download" onPress={() => void saveErrors(work)}>{text('interchange.errors.download')}</Button><span>{text('interchange.errors.hint')}</span></Row>}
              {list(faulty, text('interchange.faulty'), text('interchange.noneFaulty'), (row) => <ul role="list" className={styles['problems']}>{problemsOf(row).map((problem) => <li key={`${problem.column}-${problem.code}-${problem.values['value'] ?? ''}`}>{problemWords(problem, heading(problem))}</li>)}</ul>, text('interchange.toCorrect'))}
            </Stack>
          ) },
          { key: 'doubtful', label: text('interchange.doubtful'), count: doubtful.length, content: doubtful.length === 0 ? <p>{text('interchange.noneDoubtful')}</p> : (
            <ul role="list" className={styles['doubtful']}>
              {doubtful.map((row) => (
                <li key={row.number} className={styles['doubt']}>
                  <p className={styles['doubtName']}><strong>{nameOf(row)}</strong> · {rowText(row)}</p>
                  {row.twin !== null && <p>{text('interchange.twin', { number: row.twin })}</p>}
                  {row.duplicates.length > 0 && <ul role="list">{row.duplicates.map((hit) => <SearchHit key={hit.reference} hit={hit} />)}</ul>}
                  <Select
                    name={`decide.${row.number}`} label={text('interchange.decide', { number: row.number })} emptyLabel={null} value={work.anyway.has(row.number) ? 'anyway' : 'skip'}
                    options={(['skip', 'anyway'] as const).map((value) => ({ value, label: text(`interchange.${value}`) }))} onChange={(value) => work.decide(row.number, value === 'anyway')}
                  />
                </li>
              ))}
            </ul>
          ) },
          { key: 'already', label: text('interchange.already'), count: already.length, content: list(already, text('interchange.already'), text('interchange.noneAlready'), () => text('interchange.already')) },
        ]}
      />
      {teams.length > 1 && <Select name="team" label={text('interchange.team')} emptyLabel={null} value={teamId} options={teams.map(({ id, name: label }) => ({ value: id, label }))} onChange={setTeam} />}
      <Working work={work} label={text('interchange.importing')} count={work.wanted.length} />
      <Row gap={3}>
        {work.wanted.length > 0 && <Button variant="primary" isBusy={work.done !== null} onPress={() => void work.send(teamId)}>{text('interchange.import', { count: work.wanted.length })}</Button>}
        <Button onPress={() => work.setStep('columns')}>{text('interchange.back')}</Button>
      </Row>
    </Stack>
  );
}
