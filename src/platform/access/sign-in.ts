import type { WorkerId } from '#kernel/identifier.ts';
import { refuse, type Result } from '#kernel/result.ts';
import { nodeScope, transact } from '../db/transact.ts';
import type { NodeServices, UnitOfWork } from '../services.ts';
import { hashPassword, hashToken, needsRehash, randomToken, verifyPassword } from '../vault/index.ts';
import { act, nodeCaller, type Outcome } from './acting.ts';
import { attempt } from './attempt.ts';
import { openSession, type OpenedSession, type SignInPlace } from './open-session.ts';
import { takeBack } from './rules/lockout.ts';
import { accessOperation, type AccessBodies } from './rules/operations.ts';
import { challengeExpiryOf } from './rules/session.ts';
import type { SecondFactorNeeded } from './schema/sign-in.ts';
import { useCode, type CodeMethod } from './second-factor.ts';
import { findAccount, findAccountByToken, userNameTokenOf } from './store/accounts.ts';
import { findCredential, lockCredential, updateCredential } from './store/credentials.ts';
import { findChallenge, insertChallenge, lockGuard, saveGuard, takeChallenge } from './store/guard.ts';
import { listPasskeyRows } from './store/passkeys.ts';
import type { AccountRow, CredentialRow } from './store/tables.ts';

type Answer = Outcome<Result<OpenedSession>>;
const nobody = '00000000-0000-0000-0000-000000000000' as WorkerId;

/** A failed attempt, in the ledger and to the person: the same text whatever was wrong. */
export const failedSignIn = (accountId: WorkerId | null, step: AccessBodies['sign-in-failed']['step']): Answer => ({
  operations: [accessOperation('sign-in-failed', { accountId, step })],
  value: refuse('sign-in-failed'),
});

/**
 * User name and password. An unknown name, a wrong password, a disabled account and a temporary password past its end
 * take the same work and get the same answer. Refuses with `sign-in-failed`, `sign-in-locked` (`retryAfterSeconds`), or
 * `second-factor-needed` with `SecondFactorNeeded` as details.
 */
export async function signInWithPassword(node: NodeServices, input: { readonly userName: string; readonly password: string }, place: SignInPlace): Promise<Result<OpenedSession>> {
  const token = userNameTokenOf(node, input.userName);
  const begun = await attempt(node, token, async (transaction) => {
    const account = await findAccountByToken(transaction, token);
    // asked for a name that nobody has as well: the answer must not come sooner
    return { account, credential: await findCredential(transaction, account?.id ?? nobody) };
  });
  if (!begun.ok) return begun;
  const { account, credential } = begun.value;
  const isRight = await verifyPassword(credential?.password_hash, input.password);
  return act(node, nodeCaller(node), async (unit): Promise<Answer> => {
    const hasEnded = credential?.temporary_until != null && credential.temporary_until <= unit.now;
    if (!account || !credential || !isRight || hasEnded || account.status !== 'active') return failedSignIn(account?.id ?? null, 'password');
    if (needsRehash(credential.password_hash)) await updateCredential(unit.transaction, account.id, { password_hash: await hashPassword(input.password) });
    const methods = await secondFactorsOf(unit, credential);
    if (methods.length === 0) return openSession(unit, account, place, 'password', null);
    return { operations: [], value: refuse('second-factor-needed', { ...(await askSecondFactor(unit, account, methods)) }) };
  });
}

/** What the account has set up beside the password: with any of it the password alone is not enough. */
async function secondFactorsOf(unit: UnitOfWork, credential: CredentialRow): Promise<SecondFactorNeeded['methods']> {
  const passkeys = await listPasskeyRows(unit.transaction, credential.account_id);
  const methods: SecondFactorNeeded['methods'] = [];
  if (credential.totp_sealed) methods.push('totp');
  if (passkeys.length > 0) methods.push('passkey');
  if (methods.length > 0 && credential.recovery_code_hashes.length > 0) methods.push('recovery-code');
  return methods;
}

async function askSecondFactor(unit: UnitOfWork, account: AccountRow, methods: SecondFactorNeeded['methods']): Promise<SecondFactorNeeded> {
  const { transaction, now } = unit;
  const guard = await lockGuard(transaction, account.user_name_token, now);
  await saveGuard(transaction, account.user_name_token, takeBack(guard), now);
  const challenge = randomToken();
  const expiresAt = challengeExpiryOf(now);
  await insertChallenge(transaction, { token_hash: hashToken(challenge), kind: 'second-factor', account_id: account.id, expires_at: expiresAt }, now);
  return { challenge, methods, expiresAt };
}

/**
 * A code after the password, within five minutes. Each try counts under the user name, so that six digits cannot be
 * tried out. Refuses with `sign-in-failed`, `sign-in-locked`.
 */
export async function signInWithCode(
  node: NodeServices,
  input: { readonly challenge: string; readonly method: CodeMethod; readonly code: string },
  place: SignInPlace,
): Promise<Result<OpenedSession>> {
  const tokenHash = hashToken(input.challenge);
  const account = await transact(node.database, nodeScope(node.clock.now()), async (transaction) => {
    const challenge = await findChallenge(transaction, tokenHash, 'second-factor', node.clock.now());
    return challenge && (await findAccount(transaction, challenge.account_id!));
  });
  if (!account) return act(node, nodeCaller(node), () => Promise.resolve(failedSignIn(null, input.method)));
  const begun = await attempt(node, account.user_name_token, () => Promise.resolve(null));
  if (!begun.ok) return begun;
  return act(node, nodeCaller(node), async (unit): Promise<Answer> => {
    const credential = await lockCredential(unit.transaction, account.id);
    const isRight = credential !== undefined && account.status === 'active' && (await useCode(node, unit.transaction, credential, input.method, input.code));
    const isFirst = isRight && (await takeChallenge(unit.transaction, tokenHash, 'second-factor', account.id, unit.now));
    return isFirst ? openSession(unit, account, place, 'password', input.method) : failedSignIn(account.id, input.method);
  });
}
