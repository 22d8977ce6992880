import { expect, test } from 'vitest';
import en from '#locales/en/access.json' with { type: 'json' };
import es from '#locales/es/access.json' with { type: 'json' };
import { accessKinds } from './project.ts';

test('whatever the access room records has a text in both languages', () => {
  for (const texts of [es, en]) {
    const named = Object.keys(texts).filter((key) => key.startsWith('access.act.')).map((key) => key.slice('access.act.'.length));
    expect(named.toSorted()).toEqual(accessKinds.toSorted());
  }
  expect(Object.keys(es)).toEqual(Object.keys(en));
});
