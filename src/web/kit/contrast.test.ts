import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { coloursIn, contrastOf } from './contrast.ts';

const colours = coloursIn(readFileSync(new URL('tokens.css', import.meta.url), 'utf8'));
const grounds = ['paper', 'surface', 'sunken', 'raised'];

/** Pairs that carry text: 4.5:1 (WCAG 2.2, 1.4.3). */
const textPairs: readonly (readonly [string, string])[] = [
  ...grounds.flatMap((ground) => ['ink', 'ink-soft', 'ink-faint', 'brand', 'brand-strong', 'danger', 'clay'].map((text) => [text, ground] as const)),
  ['on-brand', 'brand'],
  ['on-brand', 'brand-strong'],
  ['on-danger', 'danger'],
  ['on-danger', 'danger-strong'],
  ...['brand', 'clay', 'danger', 'warn', 'success', 'info'].map((tone) => [`${tone}-ink`, `${tone}-soft`] as const),
  ...['brand-soft', 'warn-soft', 'danger-soft', 'clay-soft', 'info-soft', 'success-soft'].flatMap((ground) => ['ink', 'ink-soft'].map((text) => [text, ground] as const)),
  ['training-ink', 'training'],
];

/** Pairs that carry borders, icons and focus: 3:1 (WCAG 2.2, 1.4.11). */
const shapePairs: readonly (readonly [string, string])[] = grounds.flatMap((ground) =>
  ['line-strong', 'focus', 'brand', 'danger', 'warn', 'success', 'info'].map((shape) => [shape, ground] as const));

describe.each(['light', 'dark'] as const)('%s theme', (theme) => {
  test.each(textPairs)('%s is readable on %s', (text, ground) => {
    expect(contrastOf(colours.get(text)![theme], colours.get(ground)![theme])).toBeGreaterThanOrEqual(4.5);
  });
  test.each(shapePairs)('%s stands out from %s', (shape, ground) => {
    expect(contrastOf(colours.get(shape)![theme], colours.get(ground)![theme])).toBeGreaterThanOrEqual(3);
  });
});

test('black on white is 21 to 1, a colour on itself 1 to 1', () => {
  expect(contrastOf('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrastOf('#0d5f53', '#0d5f53')).toBe(1);
});
