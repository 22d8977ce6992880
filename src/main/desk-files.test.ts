import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { deskFiles } from './desk-files.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'amparo-desk-files-'));
const script = Buffer.from('console.log("mesa");'.repeat(100));
let server: FastifyInstance;

beforeAll(() => {
  mkdirSync(path.join(folder, 'assets'));
  const file = path.join(folder, 'assets/shell-1.js');
  writeFileSync(file, script);
  writeFileSync(`${file}.br`, brotliCompressSync(script));
  writeFileSync(`${file}.gz`, gzipSync(script));
  writeFileSync(path.join(folder, 'index.html'), '<h1>Mesa</h1>');
  server = fastify();
  deskFiles(server, folder);
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const ask = (url: string, accepted?: string) => server.inject({ url, headers: accepted === undefined ? {} : { 'accept-encoding': accepted } });

it.each([
  ['gzip, deflate, br', 'br', brotliDecompressSync],
  ['gzip, deflate', 'gzip', gunzipSync],
  ['gzip, br;q=0', 'gzip', gunzipSync],
  ['identity', undefined, (bytes: Buffer) => bytes],
  [undefined, undefined, (bytes: Buffer) => bytes],
])('sends the script to a client that accepts %s as %s', async (accepted, encoding, unpack) => {
  const { headers, rawPayload } = await ask('/assets/shell-1.js', accepted);
  expect(headers).toMatchObject({ 'content-type': 'text/javascript; charset=utf-8', vary: 'accept-encoding', 'cache-control': 'public, max-age=31536000, immutable' });
  expect(headers['content-encoding']).toBe(encoding);
  expect(unpack(rawPayload)).toEqual(script);
});

it('sends what was not packed as it is, and the page for every other address', async () => {
  const { headers, body, statusCode } = await ask('/casos/1', 'br');
  expect([statusCode, headers['content-encoding'], headers['cache-control'], body]).toEqual([200, undefined, 'no-cache', '<h1>Mesa</h1>']);
  expect((await ask('/assets/none.js', 'br')).statusCode).toBe(404);
  expect((await ask('/assets/../../package.json', 'br')).statusCode).not.toBe(200);
});
