import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { valueOf } from '#kernel/result.ts';
import { holdFolder } from './hold.ts';

test('one holds a folder, a second is refused until the first lets go', async () => {
  const folder = `/tmp/${randomUUID()}`;
  const letGo = valueOf(await holdFolder(folder));
  expect(await holdFolder(folder)).toMatchObject({ ok: false, problem: { code: 'conflict', details: { reason: 'folder-in-use', folder } } });
  letGo();
  valueOf(await holdFolder(folder))();
});
