import { expect, test } from 'vitest';
import { readNameKnowledge, readNameList } from '../names.ts';
import { closeGrade, grades, nearGrade, nicknameGrade, noGrade, soundGrade } from './grade.ts';
import { nameTokens } from './letters.ts';
import { createNameDictionary } from './name-dictionary.ts';
import { isGenderPair, soundOf } from './phonetic.ts';

const dictionary = createNameDictionary(readNameKnowledge().nicknames);
const gradeOf = (left: string, right: string): number => dictionary.gradeOf(dictionary.intern(left), dictionary.intern(right));

test.each([
  ['jimenez', 'ximenez'], ['hernandez', 'ernandes'], ['vasquez', 'basques'], ['quej', 'kej'], ['wajan', 'huajan'], ['bryan', 'brian'],
  ['katherine', 'caterine'], ['wilmer', 'guilmer'], ['yesenia', 'llesenia'], ['muñoz', 'munoz'], ['delacruz', 'cruz'], ['stephany', 'estefani'],
  ['batz', 'bats'], ['caal', 'kal'], ['nayeli', 'nallely'], ['xicay', 'shicay'],
])('%s sounds like %s', (left, right) => {
  expect(soundOf(left)).toBe(soundOf(right));
});

test('nearly all listed spelling variants are at least near', () => {
  const abbreviations = readNameKnowledge().abbreviations;
  const rows = readNameList('spelling_variants.csv').map((row) => [nameTokens(row['name']!, abbreviations).join(''), nameTokens(row['variant']!, abbreviations).join('')] as const);
  const missed = rows.filter(([name, variant]) => gradeOf(name, variant) === noGrade);
  expect(missed.length, JSON.stringify(missed)).toBeLessThanOrEqual(4);
});

test('brother and sister names are never near', () => {
  expect(isGenderPair(soundOf('francisco'), soundOf('francisca'))).toBe(true);
  for (const [left, right] of [['francisco', 'francisca'], ['gabriel', 'gabriela'], ['mario', 'maria'], ['daniel', 'daniela']] as const) {
    expect(gradeOf(left, right)).toBe(noGrade);
  }
});

test('short Mayan surnames are not each other', () => {
  for (const [left, right] of [['coc', 'xol'], ['coc', 'tum'], ['caal', 'coc'], ['pop', 'pec']] as const) expect(gradeOf(left, right)).toBe(noGrade);
});

test('nicknames go both ways and through the formal name', () => {
  expect(gradeOf('chepe', 'jose')).toBe(nicknameGrade);
  expect(gradeOf('jose', 'chepe')).toBe(nicknameGrade);
  expect(gradeOf('pepe', 'chepe')).toBe(nicknameGrade);
  expect(gradeOf('juanito', 'juan')).toBe(nicknameGrade);
  expect(gradeOf('carmencita', 'carmen')).toBe(nicknameGrade);
  expect(gradeOf('beto', 'humberto')).toBe(nicknameGrade);
  expect(gradeOf('chepe', 'maria')).toBe(noGrade);
});

test('typing errors are near or close', () => {
  expect(gradeOf('hernandez', 'hernamdez')).toBeGreaterThanOrEqual(nearGrade);
  expect(gradeOf('guadalupe', 'gadalupe')).toBeGreaterThanOrEqual(nearGrade);
  expect(gradeOf('esperanza', 'esperamza')).toBeGreaterThanOrEqual(closeGrade);
  expect(gradeOf('lopez', 'lopes')).toBe(soundGrade);
  expect(grades[gradeOf('j', 'jose')]).toBe('initial');
});
