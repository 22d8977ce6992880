import { expect, test } from 'vitest';
import { readNameKnowledge } from '../names.ts';
import { createCompare } from './compare.ts';
import { createOutcome, field, levelName } from './outcome.ts';
import { createRecordTable } from './record-table.ts';

/** How the surnames of two records agree, from either side. */
function levels(one: readonly string[], other: readonly string[]): readonly [string, string] {
  const table = createRecordTable(readNameKnowledge());
  for (const [key, surnames] of [one, other].entries()) table.append({ key: String(key), givenNames: ['Ana'], surnames });
  const compare = createCompare(table, 0);
  const outcome = createOutcome(0);
  const level = (left: number, right: number): string => {
    compare(left, right, outcome);
    return levelName(field.surname, outcome.levels[field.surname]!);
  };
  return [level(0, 1), level(1, 0)];
}

test.each([
  [['Guityzelaya'], ['Guity', 'Zelaya'], '2-sound'],
  [['Zelayagüity'], ['Guity', 'Zelaya'], '2-sound'],
  [['Guitylamvert'], ['Guity', 'Lambert'], '2-sound'],
  [['Guitylopez'], ['Guity', 'Zelaya'], 'different'],
  [['Xolcoc'], ['Xol', 'Coc', 'Tum'], '2-sound-extra'],
  [['Coc'], ['Co', 'Xol'], 'different'],
])('%j beside %j', (one, other, expected) => {
  expect(levels(one, other)).toEqual([expected, expected]);
});
