import type { Uuid } from '#kernel/identifier.ts';
import { succeed, type Result } from '#kernel/result.ts';
import type { UnitOfWork } from '../services.ts';
import { hashToken, randomToken } from '../vault/index.ts';
import { callerOf, type Outcome } from './acting.ts';
import { accessOperation, type FirstFactor, type SecondFactor } from './rules/operations.ts';
import { expiryOf } from './rules/session.ts';
import { clearGuard } from './store/guard.ts';
import { findSession, insertSession, listSessionRows, revokeSessions } from './store/sessions.ts';
import type { AccountRow } from './store/tables.ts';

/** From where somebody signs in. */
export interface SignInPlace {
  /** The device's own identifier, if it has one already. */
  readonly deviceId: Uuid | null;
  /** Browser family. */
  readonly browser: string;
}

/** A session just opened or renewed: the only moment at which its token is known. */
export interface OpenedSession {
  readonly token: string;
  readonly deviceId: Uuid;
}

/**
 * Opens a session in place of an older one of the same worker on the same device, forgets the failures before it, and
 * says so in the ledger.
 */
export async function openSession(
  unit: UnitOfWork,
  account: AccountRow,
  place: SignInPlace,
  firstFactor: FirstFactor,
  secondFactor: SecondFactor | null,
): Promise<Outcome<Result<OpenedSession>>> {
  const { node, transaction, now } = unit;
  const token = randomToken();
  const sessionId = unit.newIdentifier();
  const deviceId = place.deviceId ?? unit.newIdentifier();
  const open = await listSessionRows(transaction, account.id, now);
  await revokeSessions(transaction, open.filter((row) => row.device_id === deviceId).map((row) => row.id), now);
  await insertSession(transaction, {
    id: sessionId,
    token_hash: hashToken(token),
    account_id: account.id,
    device_id: deviceId,
    browser: place.browser,
    first_factor: firstFactor,
    second_factor: secondFactor,
    created_at: now,
    last_seen_at: now,
    expires_at: expiryOf(now),
    // two factors given just now are more than a step-up asks for
    stepped_up_at: secondFactor === null ? null : now,
    revoked_at: null,
  });
  await clearGuard(transaction, account.user_name_token);
  const session = await findSession(transaction, hashToken(token));
  return {
    operations: [accessOperation('signed-in', { accountId: account.id, sessionId, firstFactor, secondFactor })],
    value: succeed({ token, deviceId }),
    by: callerOf(node, session!, now),
  };
}
