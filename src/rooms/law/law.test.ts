import { expect, test } from 'vitest';
import lawInEnglish from '#locales/en/law.json' with { type: 'json' };
import lawInSpanish from '#locales/es/law.json' with { type: 'json' };
import { clocks } from '#reference/law/index.ts';
import { accompanimentLabels, lawEvents, priorityReasons, riskLevels } from './schema.ts';

const keys = Object.keys(lawInSpanish);

test('both languages have the same texts', () => {
  expect(Object.keys(lawInEnglish)).toEqual(keys);
});

test('every word that the rules answer with has a text', () => {
  const words = [
    ...accompanimentLabels.map((label) => `law.accompaniment.label.${label}`),
    ...lawEvents.map((event) => `law.event.${event}`),
    ...priorityReasons.map((reason) => `law.priority.${reason}`),
    ...riskLevels.map((level) => `law.risk-level.${level}`),
    ...clocks.flatMap((clock) => [`law.unit.${clock.unit}`, `law.deadline.basis.${clock.basis}`]),
  ];
  expect(words.filter((word) => !keys.includes(word))).toEqual([]);
});

test('every event of the schema starts some clock', () => {
  expect(lawEvents.filter((event) => !clocks.some((clock) => clock.event === event))).toEqual([]);
});
