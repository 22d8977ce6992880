import { writeFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSheet } from '#exchange/interchange/sheet/read.ts';
import { valueOf } from '#kernel/result.ts';
import { foundForCommands, type CommandNode, type Ended } from '#test/support/command-node.ts';
import { words } from './command.ts';

let node: CommandNode;
beforeAll(async () => {
  node = await foundForCommands();
});
afterAll(() => node.close());

const put = (name: string, text: string): string => {
  const file = path.join(node.folder, name);
  writeFileSync(file, text);
  return file;
};
const sheetOf = (...rows: string[]) => `Nombres;Apellidos;Fecha de nacimiento;Sexo\n${rows.join('\n')}\n`;
const children = (...more: string[]) => node.run(['import', 'children', ...more]);
const each = async (...calls: readonly (readonly string[])[]) => {
  const ended: Ended[] = [];
  for (const call of calls) ended.push(await children(...call));
  return ended as [Ended, Ended, Ended, Ended, Ended, Ended];
};

test('what is written wrong ends with 2 and says what there is', async () => {
  const file = put('one.csv', sheetOf('Ixmucané;Tzoc;14/03/2012;F'));
  const [nothing, both, field, dates, undoAndDry] = await each([], [file, '--undo', '01a21df8-d9c0-77fe-ab92-ba4afd451e9a'], [file, '--map', 'Nombres=nickname2'], [file, '--dates', 'european'], ['--undo', 'x', '--dry-run']);
  expect([nothing.code, both.code, field.code, dates.code, undoAndDry.code]).toEqual([2, 2, 2, 2, 2]);
  expect(field.err).toContain('givenNames');
  expect(dates.err).toContain('day-first');
  expect(nothing.err).toContain('--undo');
});

test('what cannot be done is named, ends with 1, and nothing is imported', async () => {
  const file = put('two.csv', sheetOf('Nimajay;Tzoc;14/03/2012;F', 'Akabal;Tzoc;31/02/2012;M'));
  const [missing, column, doubled, team, errors, batch] = await each(
    ['none.csv', '--json'], [file, '--map', 'Nombre=note', '--json'], [file, '--map', 'Sexo=birth', '--json'], [file, '--team', 'Otro', '--json'],
    [file, '--errors', path.join(node.folder, 'no/such/folder.csv'), '--json'], ['--undo', '01a21df8-d9c0-77fe-ab92-ba4afd451e9a', '--json'],
  );
  expect([missing.code, column.code, doubled.code, team.code, errors.code, batch.code]).toEqual([1, 1, 1, 1, 1, 1]);
  expect([missing, column, doubled, team, errors].map((ended) => ended.json())).toMatchObject(
    ['import-file-missing', 'import-no-column', 'import-doubled', 'import-team', 'import-errors-file'].map((reason) => ({ problem: { code: 'import-invalid', details: { reason } } })));
  expect(batch.json()).toMatchObject({ problem: { code: 'not-found' } });
  expect((await children(file, '--dry-run', '--json')).json()).toMatchObject({ wouldCreate: 1, alreadyImported: 0 });
});

test('a dry run says what it guessed and what each row would do; the import, the same again, and its undoing', async () => {
  const file = put('three.csv', sheetOf('Sucely;Xol;14/03/2012;H', 'Pablo;Caal;25/12/2011;H', 'Luz;Pop;31/02/2011;M'));
  const faulty = path.join(node.folder, 'faulty.xlsx');
  const dry = await children(file, '--dry-run', '--errors', faulty);
  expect(dry.code, dry.err).toBe(1);
  const said = [
    words.name('cli.import.delimiter.semicolon'), words.say('interchange.guessed.dates.day-first', { heading: 'Fecha de nacimiento' }), words.say('interchange.guessed.sex.H-M'),
    words.name('cli.import.row', { number: 4 }), words.say('cli.import.errors-written', { file: faulty }), words.say('cli.import.dry'),
  ];
  for (const what of said) expect(dry.out).toContain(what);
  expect(dry.out).toMatch(/Nombres +givenNames .* 3$/m);
  const errors = valueOf(await readSheet(readFileSync(faulty))).sheet;
  expect(errors.rows.map(({ cells }) => cells.slice(1))).toEqual([['Luz', 'Pop', '31/02/2011', 'M']]);

  const imported = await children(file, '--json');
  expect(imported.code).toBe(1);
  expect(imported.json()).toMatchObject({ rows: 3, created: 2, refused: 0, withProblems: 1, delimiter: ';', encoding: 'utf-8', sexLetters: 'H-M' });
  const again = await children(file, '--json');
  expect(again.json()).toMatchObject({ wouldCreate: 0, alreadyImported: 2, possibleDuplicates: 0 });
  const other = await children(put('copy.csv', sheetOf('Sucely;Xol;14/03/2012;H')), '--json');
  expect([other.code, other.json()]).toMatchObject([0, { wouldCreate: 0, possibleDuplicates: 1, duplicates: [{ number: 2, known: 1, twin: null }] }]);

  const undone = await children('--undo', String(imported.json()['batch']), '--reason', 'Hoja equivocada', '--json');
  expect([undone.code, undone.json()]).toMatchObject([0, { annulled: 2, stayed: [], isStopped: false }]);
  expect((await children(file, '--dry-run', '--json')).json()).toMatchObject({ wouldCreate: 2, alreadyImported: 0, possibleDuplicates: 0 });
});
