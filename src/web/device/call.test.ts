import { expect, test } from 'vitest';
import { requestOf } from './call.ts';

test('names in the path travel in the path, encoded; the rest in the query', () => {
  expect(requestOf({ method: 'GET', path: '/api/children/:childId/notes' }, { childId: 'a/b', stage: 'open', page: 2, team: undefined }))
    .toEqual({ address: '/api/children/a%2Fb/notes?stage=open&page=2', body: null });
  expect(requestOf({ method: 'DELETE', path: '/api/sessions/:sessionId' }, { sessionId: 's' })).toEqual({ address: '/api/sessions/s', body: null });
  expect(requestOf({ method: 'GET', path: '/api/children' }, { country: ['GT', 'HN'] }).address).toBe('/api/children?country=GT&country=HN');
});

test('a write carries the rest as JSON, without what is undefined', () => {
  expect(requestOf({ method: 'PUT', path: '/api/accounts/:accountId/status' }, { accountId: '7', status: 'disabled', note: undefined }))
    .toEqual({ address: '/api/accounts/7/status', body: '{"status":"disabled"}' });
  expect(requestOf({ method: 'POST', path: '/api/sign-out' }, {})).toEqual({ address: '/api/sign-out', body: '{}' });
});
