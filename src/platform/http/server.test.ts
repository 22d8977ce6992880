import { expect, test } from 'vitest';
import type { NodeServices } from '../services.ts';
import { createServer } from './server.ts';

const node = { settings: { name: 'Agencia' } } as NodeServices;

/** Answers to three requests that come through a proxy from as many people, where each may ask once. */
async function answersThrough(proxy: string, trustedProxies?: readonly string[]): Promise<number[]> {
  const server = await createServer({
    node, routes: [], authenticate: () => Promise.resolve(null), logLevel: 'silent', requestsPerMinute: 1, extensions: [(instance) => void instance.get('/probe', () => 'here')], ...(trustedProxies ? { trustedProxies } : {}),
  });
  const answers: number[] = [];
  for (const last of [1, 2, 2]) answers.push((await server.inject({ url: '/probe', remoteAddress: proxy, headers: { 'x-forwarded-for': `203.0.113.${last}` } })).statusCode);
  await server.close();
  return answers;
}

test('behind a trusted proxy each counts by their own address; nobody else is believed whom they speak for', async () => {
  expect(await answersThrough('10.0.0.9', ['10.0.0.0/24'])).toEqual([200, 200, 429]);
  expect(await answersThrough('192.0.2.7', ['10.0.0.0/24'])).toEqual([200, 429, 429]);
  expect(await answersThrough('10.0.0.9')).toEqual([200, 429, 429]);
});
