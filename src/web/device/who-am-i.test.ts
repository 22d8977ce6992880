import { expect, test } from 'vitest';
import { currentSession } from '#platform/access/schema.ts';
import { whoAmI } from './who-am-i.ts';

test('the first question is the declared one', () => {
  expect(whoAmI).toEqual({ method: currentSession.method, path: currentSession.path });
});
