import { Type } from 'typebox';
import { expect, test } from 'vitest';
import type { NodeServices } from '../services.ts';
import { languageOf } from './problem-reply.ts';
import type { Route } from './route.ts';
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

test('a refusal says what happened and what to do, in the language that is asked for', async () => {
  const server = await createServer({
    node, authenticate: () => Promise.resolve(null), logLevel: 'silent', extensions: [(instance) => void instance.get('/broken', () => Promise.reject(new Error('secret of the machine')))],
    routes: [{ endpoint: { method: 'GET', path: '/api/probe', summary: '', input: Type.Object({}), output: Type.Object({}) }, verb: { name: 'probe.look' } } as unknown as Route],
  });
  const ask = async (url: string, language?: string) => (await server.inject({ url, headers: language === undefined ? {} : { 'accept-language': language } }));
  const refused = await ask('/api/probe');
  expect(refused.headers).toMatchObject({ 'content-type': 'application/problem+json; charset=utf-8', 'content-language': 'es' });
  expect(refused.json()).toEqual({ type: 'urn:amparo:problem:sign-in-needed', status: 401, code: 'sign-in-needed', detail: 'Su sesión terminó. Entre de nuevo para seguir.', details: {} });
  expect((await ask('/api/probe', 'en-GB,en;q=0.9')).json()).toMatchObject({ detail: 'Your session has ended. Sign in again to go on.' });
  const broken = await ask('/broken');
  expect([broken.statusCode, broken.json()]).toEqual([500, expect.objectContaining({ code: 'unexpected' })]);
  expect(broken.body).not.toContain('secret');
  await server.close();
});

test.each([[undefined, 'es'], ['', 'es'], ['en', 'en'], ['fr, en;q=0.5', 'en'], ['es-MX, en;q=0.9', 'es'], ['es;q=0.2, en;q=0.9', 'en'], ['en;q=0', 'es'], ['*', 'es'], ['kek', 'es']])('who accepts %j reads %s', (accepted, language) => {
  expect(languageOf(accepted)).toBe(language);
});
