import { readFileSync } from 'node:fs';
import { Check } from 'typebox/value';
import { expect, test } from 'vitest';
import fc from 'fast-check';
import { valueOf } from '#kernel/result.ts';
import { RowChild } from '../schema.ts';
import { readSheet } from '../sheet/read.ts';
import { toCsv } from '../sheet/write.ts';
import { guessColumns } from './columns.ts';
import { errorTable } from './error-table.ts';
import { splitFullName } from './names.ts';
import { guessMapping, mappingFor, reportOf, type Sheet, type Surroundings } from './sheet.ts';
import { twinsOf } from './twins.ts';
import { understandSheet } from './understand.ts';

const around = (): Surroundings => {
  let made = 0;
  return { today: '2026-11-27', newIdentifier: () => `01890000-0000-7000-8000-${String(++made).padStart(12, '0')}`, findPlace: (words) => (words === 'Huehuetenango' ? { country: 'GT', department: 'GT-13', code: 'GT13' } : null) };
};
const sheetOf = (headings: string[], ...rows: string[][]): Sheet => ({ headings, rows: rows.map((cells, index) => ({ number: index + 2, cells })) });
const understood = (headings: string[], ...rows: string[][]) => {
  const sheet = sheetOf(headings, ...rows);
  return understandSheet(sheet, guessMapping(sheet), around());
};
const codesOf = (headings: string[], ...rows: string[][]) => understood(headings, ...rows).map(({ problems }) => problems.map(({ code }) => code));

test.each([
  ['Nombre(s)', 'givenNames'], ['APELLIDO PATERNO', 'firstSurname'], ['2do. Apellido', 'secondSurname'], ['Apellidos', 'surnames'], ['Nombre completo', 'fullName'], ['Fecha de nacimiento', 'birth'], ['F. Nac.', 'birth'],
  ['Edad', 'age'], ['Sexo (H/M)', 'sex'], ['Nacionalidad', 'nationalities'], ['Idioma materno', 'languages'], ['Pueblo indígena', 'selfIdentification'], ['Departamento', 'originDepartment'], ['Municipio de origen', 'originMunicipality'],
  ['Nombre de la madre', 'motherName'], ['Acompañante', 'companionName'], ['Parentesco', 'companionRelation'], ['Fecha de ingreso', 'foundWhen'], ['Lugar de localización', 'foundPlace'], ['Riesgos detectados', 'concerns'],
  ['Nivel de riesgo', 'urgency'], ['Observaciones', 'note'], ['Given names', 'givenNames'], ['Date of birth', 'birth'], ['Last name', 'surnames'], ['Lugar de nacimiento', 'note'], ['Núm. de oficio', 'note'],
])('the heading %s is %s', (heading, target) => expect(guessColumns([heading], () => false)).toEqual([target]));

test('a row is understood as people write it', () => {
  const [row] = understood(
    ['Nombres', 'Apellidos', 'Edad', 'Sexo', 'Nacionalidad', 'Idioma', 'Departamento', 'Municipio', 'Madre', 'Acompañante', 'Parentesco', 'Fecha de ingreso', 'Prioridad', 'Riesgos', 'Folio'],
    ['Ana Lucía', 'de León Pérez', 'aprox. 14 años', 'F', 'guatemalteca / Honduras', "mam y español", 'Huehuetenango', 'Todos Santos', 'Rosa Pérez', 'Juan', 'tío', '25/11/2026', 'Alta', 'N01; Alimento o agua', 'A-77'],
  );
  expect(row!.problems).toEqual([]);
  expect(row!.child).toMatchObject({
    profile: {
      givenNames: 'Ana Lucía', firstSurname: 'de León', secondSurname: 'Pérez', birth: { precision: 'estimated', age: 14, recordedOn: '2026-11-27' }, sex: 'F', nationalities: ['GT', 'HN'], languages: ['mam', 'spa'],
      originPlace: { country: 'GT', department: 'GT-13', text: 'Todos Santos' }, company: 'with_others', people: [{ relation: 'mother', name: 'Rosa Pérez' }, { relation: 'aunt_uncle', name: 'Juan', isWithChild: 'yes' }],
    },
    found: { when: { precision: 'day', day: '2026-11-25' } }, urgency: 'high', concerns: [{ code: 'N01' }, { code: 'N02' }], note: 'Folio: A-77',
  });
  expect(Check(RowChild, row!.child)).toBe(true);
});

test('H and M, or M and F: the column says what M is; alone it is a problem', () => {
  const sexes = (...letters: string[]) => understood(['Nombre', 'Sexo'], ...letters.map((letter) => ['Ana', letter])).map(({ child, problems }) => child?.profile.sex ?? problems[0]!.code);
  expect(sexes('H', 'M')).toEqual(['M', 'F']);
  expect(sexes('F', 'M', 'Masculino')).toEqual(['F', 'M', 'M']);
  expect(sexes('M')).toEqual(['sex-ambiguous']);
});

test.each<[string, string[], string[], string]>([
  ['no name', ['Nombre', 'Edad'], ['', '12'], 'name-missing'],
  ['a date with two readings', ['Nombre', 'Fecha de nacimiento'], ['Ana', '03/04/2012'], 'date-ambiguous'],
  ['a birth to come', ['Nombre', 'Fecha de nacimiento'], ['Ana', '2031-01-01'], 'date-impossible'],
  ['an unknown country', ['Nombre', 'Nacionalidad'], ['Ana', 'centroamericana'], 'country-unknown'],
  ['an unknown language', ['Nombre', 'Idioma'], ['Ana', 'dialecto'], 'language-unknown'],
  ['words that fit several risks', ['Nombre', 'Riesgos'], ['Ana', 'salud'], 'concern-ambiguous'],
  ['an age that is none', ['Nombre', 'Edad'], ['Ana', 'menor'], 'age-unreadable'],
  ['alone with somebody', ['Nombre', 'Acompañada', 'Parentesco'], ['Ana', 'No', 'tía'], 'company-contradicts'],
  ['a name too long', ['Nombre'], ['x'.repeat(121)], 'too-long'],
])('%s is a problem of its column', (_name, headings, cells, code) => expect(codesOf(headings, cells)).toEqual([[code]]));

test('an ambiguous date names both readings, and the person may decide for the sheet', () => {
  const sheet = sheetOf(['Nombre', 'Nacimiento'], ['Ana', '03/04/2012']);
  expect(understandSheet(sheet, guessMapping(sheet), around())[0]!.problems).toEqual([{ column: 1, code: 'date-ambiguous', values: { value: '03/04/2012', first: '2012-04-03', second: '2012-03-04' } }]);
  expect(understandSheet(sheet, mappingFor(sheet, ['givenNames', 'birth'], 'day-first'), around())[0]!.child!.profile.birth).toEqual({ precision: 'day', day: '2012-04-03' });
});

test('nothing is dropped in silence: every column says what becomes of it, and of the unknown a note is made', () => {
  const sheet = sheetOf(['Nombre', 'Talla de zapato', ''], ['Ana', '36', '']);
  expect(reportOf(sheet, guessMapping(sheet))).toEqual([{ heading: 'Nombre', target: 'givenNames', filled: 1 }, { heading: 'Talla de zapato', target: 'note', filled: 1 }, { heading: '', target: 'ignore', filled: 0 }]);
  expect(understandSheet(sheet, guessMapping(sheet), around())[0]!.child!.note).toBe('Talla de zapato: 36');
});

test.each([['López Ruiz, Ana María', { givenNames: 'Ana María', firstSurname: 'López', secondSurname: 'Ruiz' }], ['Ana María López Ruiz', { givenNames: 'Ana María', firstSurname: 'López', secondSurname: 'Ruiz' }],
  ['Ana de la Cruz', { givenNames: 'Ana', firstSurname: 'de la Cruz' }], ['Ana', { givenNames: 'Ana' }]])('the whole name %s is told apart', (words, parts) => expect(splitFullName(words)).toEqual(parts));

test('rows that may be the same child are found by sound; brothers and sisters are not', () => {
  const rows = understood(['Nombres', 'Apellidos', 'Edad', 'Sexo'], ['Yesenia', 'Xol Caal', '14', 'F'], ['Yecenia', 'Shol', '14', 'F'], ['Marvin', 'Xol Caal', '12', 'Masculino'], ['Yesenia', 'Xol Caal', '4', 'F']);
  expect([...twinsOf(rows)]).toEqual([[3, 2]]);
});

test('the training sheet: every typical mistake is found, and its rows are those with mistakes', async () => {
  const { sheet, encoding, delimiter } = valueOf(await readSheet(readFileSync(new URL('../samples/ingresos-de-practica.csv', import.meta.url))));
  expect({ encoding, delimiter, rows: sheet.rows.length }).toEqual({ encoding: 'windows-1252', delimiter: ';', rows: 12 });
  const rows = understandSheet(sheet, guessMapping(sheet), around());
  expect(rows.filter(({ problems }) => problems.length > 0).map(({ number, problems }) => [number, problems.map(({ code }) => code)])).toEqual([
    [7, ['date-impossible']], [8, ['country-unknown']], [9, ['language-unknown', 'concern-unknown']], [10, ['name-missing']], [11, ['date-future']],
  ]);
  expect([...twinsOf(rows)]).toEqual([[6, 3]]);
});

const cell = fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.constantFrom('=1+1', '+50255', '-3', '@x', '14 años', '03/04/2012', 'M', 'Honduras', '"', ';', ''));
test('any rows under any headings give children that fit the schema, or problems; never a throw', () => {
  const headings = ['Nombre', 'Apellidos', 'Nacimiento', 'Edad', 'Sexo', 'Nacionalidad', 'Idioma', 'Departamento', 'Municipio', 'Madre', 'Parentesco', 'Acompañada', 'Fecha de ingreso', 'Lugar de ingreso', 'Riesgos', 'Prioridad', 'CURP', 'Pasaporte', 'Otra cosa'];
  fc.assert(fc.property(fc.array(fc.array(cell, { minLength: headings.length, maxLength: headings.length }), { minLength: 1, maxLength: 5 }), (rows) => {
    for (const { child, problems } of understood(headings, ...rows)) expect(child === null ? problems.length > 0 : Check(RowChild, child)).toBe(true);
  }), { numRuns: 60 });
});

test('the error sheet holds the rows as they were, computes nothing, and can be read again', async () => {
  const sheet = sheetOf(['Nombre', 'Tel'], ['=HYPERLINK("http://x")', '+502 5555'], ['Ana', '1']);
  const table = errorTable(sheet, new Map([[2, [{ column: 0, code: 'name-missing', values: {} }]]]), { heading: 'Errores de Amparo', say: ({ code }, heading) => `${heading}: ${code}` });
  const csv = toCsv(table);
  expect(csv).not.toMatch(/(^|[,"\n])[=+@-]/m);
  const { sheet: again } = valueOf(await readSheet(new TextEncoder().encode(csv)));
  expect(again).toEqual({ headings: ['Errores de Amparo', 'Nombre', 'Tel'], rows: [{ number: 2, cells: ['Nombre: name-missing', '=HYPERLINK("http://x")', '+502 5555'] }] });
  expect(guessMapping(again).targets[0]).toBe('ignore');
});
