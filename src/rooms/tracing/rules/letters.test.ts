import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coreOf, foldLetters, nameTokens, readLetters, wordsOf, writeLetters } from './letters.ts';

test('folds accents and glottal marks but keeps the eñe', () => {
  expect(foldLetters('María Núñez')).toBe('maria nuñez');
  expect(nameTokens("B'atz'")).toEqual(['batz']);
  expect(nameTokens('Güity')).toEqual(['guity']);
});

test('glues particles, splits hyphens, drops titles and connectors', () => {
  expect(nameTokens('María de la Cruz')).toEqual(['maria', 'delacruz']);
  expect(nameTokens('Pérez-López')).toEqual(['perez', 'lopez']);
  expect(nameTokens('Don José Ortega y Gasset')).toEqual(['jose', 'ortega', 'gasset']);
  expect(coreOf('delacruz')).toBe('cruz');
  expect(coreOf('delgado')).toBe('delgado');
});

test('placeholders are missing values', () => {
  for (const text of ['NN', 'N/N', 'desconocido', 'No registra', '', '—', 'Sin dato']) {
    expect(nameTokens(text)).toEqual([]);
    expect(wordsOf(text)).toEqual([]);
  }
});

test('expands abbreviations', () => {
  expect(nameTokens('Ma. Hdez.', new Map([['ma', 'maria'], ['hdez', 'hernandez']]))).toEqual(['maria', 'hernandez']);
});

test('letters are written and read back exactly, other scripts too', () => {
  const pool = new Uint8Array(300);
  fc.assert(fc.property(fc.string({ maxLength: 40 }), (text) => {
    const length = writeLetters(text, pool, 7);
    expect(readLetters(pool, 7, length)).toBe(text);
  }));
  const length = writeLetters('محمد 12 ñandú', pool, 0);
  expect(readLetters(pool, 0, length)).toBe('محمد 12 ñandú');
});
