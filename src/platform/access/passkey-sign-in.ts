import { generateAuthenticationOptions, verifyAuthenticationResponse, type AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { WorkerId } from '#kernel/identifier.ts';
import { succeed, type Result } from '#kernel/result.ts';
import { nodeScope, transact, type Transaction } from '../db/transact.ts';
import type { NodeServices, UnitOfWork } from '../services.ts';
import { hashToken, randomToken } from '../vault/index.ts';
import { act, nodeCaller, type Outcome } from './acting.ts';
import { openSession, type OpenedSession, type SignInPlace } from './open-session.ts';
import { challengeExpiryOf } from './rules/session.ts';
import { failedSignIn } from './sign-in.ts';
import { findAccount } from './store/accounts.ts';
import { insertChallenge, takeChallenge } from './store/guard.ts';
import { findPasskey, listPasskeyRows, notePasskeyUse } from './store/passkeys.ts';
import type { PasskeyRow } from './store/tables.ts';

/** Whom a passkey is for: the address of the node's pages. Browsers accept no number as a host: `localhost`, not `127.0.0.1`. */
export function relyingPartyOf(node: NodeServices): { readonly id: string; readonly origin: string } {
  const address = new URL(node.settings.publicAddress);
  return { id: address.hostname, origin: address.origin };
}

export interface PasskeyChallenge {
  readonly challenge: string;
  readonly options: Record<string, unknown>;
}

/**
 * A challenge to be signed by a passkey: of anybody (sign-in, so that no name needs to be told), or of one worker (step-up).
 * The token handed out is itself what the passkey signs; only its hash is kept.
 */
export async function askPasskey(transaction: Transaction, node: NodeServices, kind: 'passkey-sign-in' | 'passkey-step-up', accountId: WorkerId | null): Promise<PasskeyChallenge> {
  const challenge = randomToken();
  const now = node.clock.now();
  await insertChallenge(transaction, { token_hash: hashToken(challenge), kind, account_id: accountId, expires_at: challengeExpiryOf(now) }, now);
  const own = accountId === null ? [] : await listPasskeyRows(transaction, accountId);
  const options = await generateAuthenticationOptions({
    rpID: relyingPartyOf(node).id,
    challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
    userVerification: 'required',
    allowCredentials: own.map((row) => ({ id: row.credential_id, transports: row.transports })),
  });
  return { challenge, options: { ...options } };
}

/** Whether the answer was signed by this passkey for this challenge and this node. @returns the passkey's new counter, or null */
async function checkPasskey(node: NodeServices, passkey: PasskeyRow, challenge: string, response: Record<string, unknown>): Promise<number | null> {
  const party = relyingPartyOf(node);
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: response as unknown as AuthenticationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      credential: { id: passkey.credential_id, publicKey: new Uint8Array(passkey.public_key), counter: passkey.counter, transports: passkey.transports },
    });
    return verified ? authenticationInfo.newCounter : null;
  } catch {
    // the library throws for whatever does not fit: all of it is the same refusal
    return null;
  }
}

/** Uses the challenge up and notes the passkey's use. @returns whether both hold */
export async function usePasskey(unit: UnitOfWork, kind: 'passkey-sign-in' | 'passkey-step-up', accountId: WorkerId | null, passkey: PasskeyRow | undefined, input: PasskeyAnswer): Promise<boolean> {
  const isOpen = await takeChallenge(unit.transaction, hashToken(input.challenge), kind, accountId, unit.now);
  const counter = isOpen && passkey ? await checkPasskey(unit.node, passkey, input.challenge, input.response) : null;
  if (counter === null) return false;
  await notePasskeyUse(unit.transaction, passkey!.id, counter, unit.now);
  return true;
}

export interface PasskeyAnswer {
  readonly challenge: string;
  readonly response: Record<string, unknown>;
}

export const credentialIdOf = (response: Record<string, unknown>): string => (typeof response.id === 'string' ? response.id : '');

export const passkeyOptions = async (node: NodeServices): Promise<Result<PasskeyChallenge>> =>
  succeed(await transact(node.database, nodeScope(node.clock.now()), (transaction) => askPasskey(transaction, node, 'passkey-sign-in', null)));

/** A passkey alone: the device, and the person whom the device has recognised. Refuses with `sign-in-failed`. */
export const signInWithPasskey = (node: NodeServices, input: PasskeyAnswer, place: SignInPlace): Promise<Result<OpenedSession>> =>
  act(node, nodeCaller(node), async (unit): Promise<Outcome<Result<OpenedSession>>> => {
    const passkey = await findPasskey(unit.transaction, credentialIdOf(input.response));
    const account = passkey && (await findAccount(unit.transaction, passkey.account_id));
    const isRight = await usePasskey(unit, 'passkey-sign-in', null, passkey, input);
    if (!isRight || !account || account.status !== 'active') return failedSignIn(account?.id ?? null, 'passkey');
    return openSession(unit, account, place, 'passkey', 'passkey');
  });
