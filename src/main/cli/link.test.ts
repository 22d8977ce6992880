import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { generateCorridor } from '#rooms/tracing/generator/corridor.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'amparo-link-command-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The command as a process of its own, in the folder of the files. */
const amparo = (...asked: readonly string[]): Promise<{ readonly code: number; readonly output: string; readonly errors: string }> => new Promise((resolve) => {
  execFile(process.execPath, [path.resolve('src/main/amparo.ts'), 'link', ...asked], { cwd: folder, env: { ...process.env, LANG: 'en_US.UTF-8', LC_ALL: '' } }, (error, output, errors) =>
    resolve({ code: error === null ? 0 : Number(error.code), output, errors }));
});

const children = generateCorridor({ children: 60, seed: 5 });
const childOf = new Map(children.map(({ record, childId }) => [record.key, childId]));
writeFileSync(path.join(folder, 'children.csv'), ['folio;nombres;apellidos;fecha_nacimiento;edad;fecha_registro;sexo;municipio;madre', ...children.map(({ record }) =>
  [record.key, record.givenNames?.join(' '), record.surnames?.join(' '), record.birth?.date, record.birth?.estimatedAge, record.birth?.recordedOn, record.sex, record.municipality, record.motherNames?.[0]].map((cell) => cell ?? '').join(';'))].join('\r\n'));

test('writes the pairs and the page, says what it did as JSON, and ends with 0', async () => {
  const { code, output } = await amparo('children.csv', '--out', 'pairs.csv', '--report', 'page.html', '--language', 'en', '--json');
  expect(code).toBe(0);
  const said = JSON.parse(output) as { readonly links: number; readonly records: number };
  expect(said.records).toBe(children.length);
  const [header, ...rows] = readFileSync(path.join(folder, 'pairs.csv'), 'utf8').trimEnd().split('\n');
  expect(header).toMatch(/^left_id,right_id,probability,/);
  expect(rows).toHaveLength(said.links);
  const right = rows.filter((row) => { const [one, other] = row.split(','); return childOf.get(one!) === childOf.get(other!); });
  expect(right.length).toBeGreaterThan(0.8 * rows.length);
  expect(right.length).toBeGreaterThan(20);
  expect(readFileSync(path.join(folder, 'page.html'), 'utf8')).toContain('children.csv');
});

test.each([
  ['a file that is not there', ['nowhere.csv', '--out', 'none.csv'], 'nowhere.csv'],
  ['a result over its source', ['children.csv', '--out', './children.csv'], '--out'],
  ['a page over its pairs', ['children.csv', '--out', 'none.csv', '--report', './none.csv'], 'none.csv'],
  ['a result that is a folder', ['children.csv', '--out', '.'], '.'],
  ['a page that is a folder', ['children.csv', '--out', 'none.csv', '--report', '/'], '/'],
  ['a column that is not there', ['children.csv', '--out', 'none.csv', '--map', 'surname=apellidoz'], 'apellidoz'],
])('refuses %s with 1, says what and where, and writes nothing', async (_, asked, named) => {
  const { code, errors } = await amparo(...asked);
  expect(code).toBe(1);
  expect(errors).toContain(named);
  expect(existsSync(path.join(folder, 'none.csv'))).toBe(false);
  expect(readFileSync(path.join(folder, 'children.csv'), 'utf8')).toMatch(/^folio;/);
});

test('wrong usage ends with another code than a refusal', async () => {
  const { code, errors } = await amparo('children.csv', '--out', 'none.csv', '--threshold', '7');
  expect(code).toBe(2);
  expect(errors).toContain('--threshold');
});
