import { refuse, succeed, type Result } from '#kernel/result.ts';
import { nodeScope, transact } from '../db/transact.ts';
import type { NodeServices, UnitOfWork } from '../services.ts';
import { checkNewPassword, hashPassword, hashToken, randomToken, verifyPassword } from '../vault/index.ts';
import { act, callerOf, type Outcome } from './acting.ts';
import { attempt } from './attempt.ts';
import type { OpenedSession } from './open-session.ts';
import { askPasskey, credentialIdOf, usePasskey, type PasskeyAnswer, type PasskeyChallenge } from './passkey-sign-in.ts';
import { accessOperation, type AccessBodies } from './rules/operations.ts';
import { useCode } from './second-factor.ts';
import { namesOf } from './store/accounts.ts';
import { findCredential, lockCredential, savePassword } from './store/credentials.ts';
import { clearGuard } from './store/guard.ts';
import { findPasskey } from './store/passkeys.ts';
import { listSessionRows, renewSession, revokeAllSessions, revokeSessions, type SessionOfAccount } from './store/sessions.ts';

type Answer = Outcome<Result<OpenedSession>>;
type Factor = AccessBodies['stepped-up']['factor'];

const failedStepUp = (session: SessionOfAccount, factor: Factor): Answer => ({
  operations: [accessOperation('step-up-failed', { accountId: session.account_id, sessionId: session.id, factor })],
  value: refuse('sign-in-failed'),
});

/** The session goes on under a new token, stepped up; the old token ends. */
async function renew(unit: UnitOfWork, session: SessionOfAccount): Promise<Result<OpenedSession>> {
  const token = randomToken();
  await renewSession(unit.transaction, session.id, { token_hash: hashToken(token), stepped_up_at: unit.now });
  await clearGuard(unit.transaction, session.user_name_token);
  return succeed({ token, deviceId: session.device_id });
}

const steppedUp = async (unit: UnitOfWork, session: SessionOfAccount, factor: Factor): Promise<Answer> => ({
  operations: [accessOperation('stepped-up', { accountId: session.account_id, sessionId: session.id, factor })],
  value: await renew(unit, session),
});

/** Password or code once more. Refuses with `sign-in-failed`, `sign-in-locked`. */
export async function stepUpWithSecret(node: NodeServices, session: SessionOfAccount, input: { readonly method: 'password' | 'totp'; readonly secret: string }): Promise<Result<OpenedSession>> {
  const begun = await attempt(node, session.user_name_token, (transaction) => findCredential(transaction, session.account_id));
  if (!begun.ok) return begun;
  const isPasswordRight = input.method === 'password' && (await verifyPassword(begun.value?.password_hash, input.secret));
  return act(node, callerOf(node, session, node.clock.now()), async (unit) => {
    const credential = await lockCredential(unit.transaction, session.account_id);
    const isRight = isPasswordRight || (input.method === 'totp' && credential !== undefined && (await useCode(node, unit.transaction, credential, 'totp', input.secret)));
    return isRight ? steppedUp(unit, session, input.method) : failedStepUp(session, input.method);
  });
}

export const stepUpOptions = async (node: NodeServices, session: SessionOfAccount): Promise<Result<PasskeyChallenge>> =>
  succeed(await transact(node.database, nodeScope(node.clock.now()), (transaction) => askPasskey(transaction, node, 'passkey-step-up', session.account_id)));

/** An own passkey once more. Refuses with `sign-in-failed`. */
export const stepUpWithPasskey = (node: NodeServices, session: SessionOfAccount, input: PasskeyAnswer): Promise<Result<OpenedSession>> =>
  act(node, callerOf(node, session, node.clock.now()), async (unit) => {
    const found = await findPasskey(unit.transaction, credentialIdOf(input.response));
    const own = found?.account_id === session.account_id ? found : undefined;
    const isRight = await usePasskey(unit, 'passkey-step-up', session.account_id, own, input);
    return isRight ? steppedUp(unit, session, 'passkey') : failedStepUp(session, 'passkey');
  });

/**
 * A new password in place of the old one; every other session of the worker ends. Refuses with `sign-in-failed`,
 * `sign-in-locked`, and `input-invalid` (`field: 'password'`, `reason`).
 */
export async function changePassword(
  node: NodeServices,
  session: SessionOfAccount,
  input: { readonly currentPassword: string; readonly newPassword: string },
): Promise<Result<OpenedSession>> {
  const { userName, displayName } = namesOf(node, session);
  const accepted = checkNewPassword(input.newPassword, [userName, displayName, node.settings.name, node.settings.shortName, 'amparo']);
  if (!accepted.ok) return accepted;
  if (input.newPassword === input.currentPassword) return refuse('input-invalid', { field: 'password', reason: 'unchanged' });
  const begun = await attempt(node, session.user_name_token, (transaction) => findCredential(transaction, session.account_id));
  if (!begun.ok) return begun;
  const isRight = await verifyPassword(begun.value?.password_hash, input.currentPassword);
  const passwordHash = await hashPassword(input.newPassword);
  return act(node, callerOf(node, session, node.clock.now()), async (unit) => {
    if (!isRight) return failedStepUp(session, 'password');
    await savePassword(unit.transaction, session.account_id, { password_hash: passwordHash, must_change_password: false, temporary_until: null });
    await revokeAllSessions(unit.transaction, session.account_id, unit.now, session.id);
    return { operations: [accessOperation('password-changed', { accountId: session.account_id })], value: await renew(unit, session) };
  });
}

/** Ends this session, or all of the worker's. */
export const signOut = (node: NodeServices, session: SessionOfAccount, input: { readonly everywhere?: boolean }): Promise<Result<Record<string, never>>> =>
  act(node, callerOf(node, session, node.clock.now()), async (unit) => {
    const open = input.everywhere ? await listSessionRows(unit.transaction, session.account_id, unit.now) : [session];
    const sessionIds = open.map((row) => row.id);
    await revokeSessions(unit.transaction, sessionIds, unit.now);
    return { operations: [accessOperation('signed-out', { accountId: session.account_id, sessionIds })], value: succeed({}) };
  });
