import { expect, test } from 'vitest';
import fc from 'fast-check';
import { valueOf } from '#kernel/result.ts';
import { digestOf, readSheet } from './read.ts';
import { toCsv, toExcel } from './write.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = async (bytes: Uint8Array) => valueOf(await readSheet(bytes));

test.each([[',', ','], [';', ';'], ['\t', '\t']])('columns parted by %j, with and without the mark of UTF-8', async (mark, delimiter) => {
  for (const start of ['', '\uFEFF']) {
    const { sheet, ...how } = await read(bytesOf(`${start}Nombre${mark}Apellido\r\n"Peña${mark} x"${mark}Núñez\r\n\r\nAna${mark}Xol\r\n`));
    expect(how).toMatchObject({ format: 'csv', encoding: 'utf-8', delimiter });
    expect(sheet.headings).toEqual(['Nombre', 'Apellido']);
    expect(sheet.rows.map(({ cells }) => cells)).toEqual([[`Peña${mark} x`, 'Núñez'], ['Ana', 'Xol']]);
  }
});

test('what old Excel writes is read as Windows-1252, and said', async () => {
  const { sheet, encoding } = await read(Uint8Array.from([...'Nombre;Lugar\r\nMu'].map((letter) => letter.charCodeAt(0)).concat([0xf1], [...'oz;Per'].map((letter) => letter.charCodeAt(0)), [0xfa])));
  expect(encoding).toBe('windows-1252');
  expect(sheet.rows[0]!.cells).toEqual(['Muñoz', 'Perú']);
});

test('a title above the table is passed over, and rows keep the number of the file', async () => {
  const { sheet } = await read(bytesOf('Albergue: ingresos de noviembre\n\nNombre,Edad\nAna,12\n\nLuz,9\n'));
  expect(sheet.headings).toEqual(['Nombre', 'Edad']);
  expect(sheet.rows.map(({ number }) => number)).toEqual([4, 6]);
});

test('a workbook is read as it was written: texts, and dates as days', async () => {
  const table = [['Nombre', 'Tel', 'Nota'], ['Ana', '+502 5555', ''], ['=1+1', '7', 'a\nb']];
  const bytes = new Uint8Array(await (await toExcel(table)).arrayBuffer());
  const { sheet, format } = await read(bytes);
  expect(format).toBe('xlsx');
  expect([sheet.headings, ...sheet.rows.map(({ cells }) => cells)]).toEqual(table);
});

test.each([['nothing', ''], ['a heading alone', 'Nombre,Edad\n'], ['blank lines', '\n\n\n']])('%s is refused as an empty sheet', async (_name, text) =>
  expect(await readSheet(bytesOf(text))).toMatchObject({ problem: { code: 'file-invalid', details: { reason: 'sheet-empty' } } }));

test('a broken or an old workbook is refused with the cause', async () => {
  expect(await readSheet(Uint8Array.from([0x50, 0x4b, 3, 4, 9, 9, 9]))).toMatchObject({ problem: { code: 'file-invalid', details: { reason: 'sheet-unreadable' } } });
  expect(await readSheet(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0]))).toMatchObject({ problem: { code: 'file-invalid', details: { reason: 'sheet-old-excel' } } });
});

test('any bytes are read or refused; never a throw', async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
    await readSheet(bytes);
  }));
});

const text = fc.string({ unit: fc.constantFrom('a', 'ñ', ' ', ',', ';', '"', '\n', '=', '+', '-', '@', '7', "o'") }).map((cell) => cell.trim().replace(/^'+/, ''));
test('every table that is written comes back the same', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 6 }), async (rows) => {
    const table = rows.map(([one, other]) => [`x${one}`, other]);
    const { sheet } = await read(bytesOf(toCsv([['Uno', 'Dos'], ...table])));
    expect(sheet.rows.map(({ cells }) => [cells[0], cells[1] ?? ''])).toEqual(sheet.headings.length === 1 ? table.map(([one]) => [one, '']) : table);
  }), { numRuns: 60 });
});

test('the same bytes have the same fingerprint', async () => {
  expect(await digestOf(bytesOf('a'))).toBe('ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb');
});

test('a view into a larger buffer, as Node reads a small file, counts for its own bytes alone', async () => {
  const workbook = new Uint8Array(await (await toExcel([['Nombre', 'Edad'], ['Ana', '12']])).arrayBuffer());
  const pool = Buffer.alloc(workbook.length + 20, 7);
  pool.set(workbook, 9);
  const view = pool.subarray(9, 9 + workbook.length);
  expect((await read(view)).sheet.rows[0]!.cells).toEqual(['Ana', '12']);
  expect(await digestOf(view)).toBe(await digestOf(workbook));
});
