import { errorTable, type CellProblem } from '#exchange/interchange/rules.ts';
import { saveFile } from '#web/kit/save-file.ts';
import { text } from '#web/kit/text.tsx';
import { problemWords } from './problem-words.ts';
import { isFaulty, type CheckedRow, type Import } from './use-import.ts';

export const problemsOf = ({ problems, refusals }: CheckedRow): readonly CellProblem[] => [...problems, ...refusals.map((value) => ({ column: null, code: 'node-refused', values: { value } }))];

/** Hands over the rows with errors as they were written, with what to do: corrected, that sheet can be imported. */
export async function saveErrors({ chosen, rows }: Import): Promise<void> {
  const { toExcel } = await import('#exchange/interchange/sheet/write.ts');
  const { sheet, name } = chosen!;
  const table = errorTable(sheet, new Map(rows.filter(isFaulty).map((row) => [row.number, problemsOf(row)])), { heading: text('interchange.errorColumn'), say: problemWords });
  saveFile(`${name.replace(/\.[^.]*$/, '')}-${text('interchange.errors.name')}.xlsx`, await toExcel(table));
}
