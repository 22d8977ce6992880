import { refuse, succeed } from '#kernel/result.ts';
import { roles } from '#kernel/role.ts';
import { command } from '../../ledger/command.ts';
import { query } from '../../ledger/query.ts';
import type { UnitOfWork } from '../../services.ts';
import { accessOperation } from '../rules/operations.ts';
import { isSessionOpen } from '../rules/session.ts';
import * as schema from '../schema/session.ts';
import { widenTo } from '../store/reach.ts';
import { listSessionRows, revokeSessions, timesOf } from '../store/sessions.ts';

const everyone = { roles } as const;

async function openSessions({ transaction, caller, now }: UnitOfWork) {
  const rows = await listSessionRows(transaction, caller.workerId!, now);
  return rows.filter((row) => isSessionOpen(timesOf(row), now));
}

export const listSessions = query({
  name: 'access.list-sessions',
  input: schema.listSessions.input,
  scope: everyone,
  async read(unit) {
    const sessions = (await openSessions(unit)).map((row) => ({
      id: row.id,
      // signing in ends what was open on the same device: a device has one session of a worker
      isCurrent: row.device_id === unit.caller.deviceId,
      signedInAt: row.created_at,
      lastSeenAt: row.last_seen_at,
      expiresAt: row.expires_at,
      browser: row.browser,
      firstFactor: row.first_factor,
      secondFactor: row.second_factor,
    }));
    return succeed({ sessions });
  },
});

export const revokeSession = command({
  name: 'access.revoke-session',
  input: schema.revokeSession.input,
  scope: everyone,
  load: async (unit, input) => succeed((await openSessions(unit)).find((row) => row.id === input.sessionId)),
  decide: (session) =>
    session
      ? succeed({ operations: [accessOperation('signed-out', { accountId: session.account_id, sessionIds: [session.id] })], output: {} })
      : refuse('not-found'),
  save: ({ transaction, now }, _, session) => revokeSessions(transaction, [session!.id], now),
});

export const setLanguage = command({
  name: 'access.set-language',
  input: schema.setLanguage.input,
  scope: everyone,
  async load({ transaction }) {
    // a worker's own row is theirs to read, not to write: their roles stand in it
    await widenTo(transaction, 'accounts');
    return succeed(null);
  },
  decide: (_, { language }, facts) =>
    succeed({ operations: [accessOperation('language-set', { accountId: facts.workerId!, language })], output: {} }),
});
