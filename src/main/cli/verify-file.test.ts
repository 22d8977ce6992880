import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { verifyFile } from './verify-file.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'amparo-verify-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const written = (content: string | Buffer): string => {
  const file = path.join(folder, 'prueba.json');
  writeFileSync(file, content);
  return file;
};

test('a file that is not there or a folder is refused with its name', async () => {
  for (const file of [path.join(folder, 'no-hay.json'), folder]) expect(await verifyFile(file)).toMatchObject({ problem: { code: 'file-invalid', details: { reason: 'proof-file-missing', file } } });
});

test('whatever is no proof is found bad, in words and as a failure', async () => {
  for (const content of ['', '{"typ":"amparo-custody-proof/1"}', '{}', Buffer.from([0xff, 0xfe, 0x00])]) {
    const report = await verifyFile(written(content));
    expect(report).toMatchObject({ ok: true, value: { isFailure: true, json: { kind: 'unreadable', grade: 'broken' } } });
    if (report.ok) for (const line of report.value.lines) expect(line).not.toMatch(/\{\w+\}|proof\./);
  }
});
