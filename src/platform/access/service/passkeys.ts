import { generateRegistrationOptions, verifyRegistrationResponse, type RegistrationResponseJSON } from '@simplewebauthn/server';
import { refuse, succeed } from '#kernel/result.ts';
import { roles } from '#kernel/role.ts';
import { command } from '../../ledger/command.ts';
import { query } from '../../ledger/query.ts';
import type { NodeServices } from '../../services.ts';
import { hashToken, randomToken } from '../../vault/index.ts';
import { relyingPartyOf } from '../passkey-sign-in.ts';
import { accessOperation } from '../rules/operations.ts';
import { challengeExpiryOf } from '../rules/session.ts';
import * as schema from '../schema/factors.ts';
import { findAccount, namesOf } from '../store/accounts.ts';
import { updateCredential } from '../store/credentials.ts';
import { insertChallenge, takeChallenge } from '../store/guard.ts';
import { deletePasskey, findPasskey, insertPasskey, listPasskeyRows, openLabel, sealLabel } from '../store/passkeys.ts';
import { codesIfFirst, ownCredential } from './codes.ts';

const everyone = { roles } as const;
const everyoneAgain = { roles, needsStepUp: true } as const;

export const listPasskeys = query({
  name: 'access.list-passkeys',
  input: schema.listPasskeys.input,
  scope: everyone,
  async read({ node, transaction, caller }) {
    const passkeys = (await listPasskeyRows(transaction, caller.workerId!)).map((row) => ({
      id: row.id,
      label: openLabel(node, row.label_sealed),
      createdAt: row.created_at,
      lastUsedAt: row.last_used_at,
      isSynced: row.is_synced,
    }));
    return succeed({ passkeys });
  },
});

export const passkeyRegistrationOptions = command({
  name: 'access.passkey-registration-options',
  input: schema.passkeyRegistrationOptions.input,
  scope: everyoneAgain,
  async load({ node, transaction, caller }) {
    const account = await findAccount(transaction, caller.workerId!);
    const { userName, displayName } = namesOf(node, account!);
    const challenge = randomToken();
    const options = await generateRegistrationOptions({
      rpName: `Amparo ${node.settings.shortName}`,
      rpID: relyingPartyOf(node).id,
      userName,
      userDisplayName: displayName,
      userID: new Uint8Array(Buffer.from(caller.workerId!.replaceAll('-', ''), 'hex')),
      challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
      excludeCredentials: (await listPasskeyRows(transaction, caller.workerId!)).map((row) => ({ id: row.credential_id, transports: row.transports })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    return succeed({ challenge, options: { ...options } });
  },
  decide: (output) => succeed({ operations: [], output }),
  save: ({ transaction, caller, now }, { output }) =>
    insertChallenge(transaction, { token_hash: hashToken(output.challenge), kind: 'passkey-registration', account_id: caller.workerId, expires_at: challengeExpiryOf(now) }, now),
});

/** What the device made, if it made it for this challenge and this node; else null. */
async function checkRegistration(node: NodeServices, challenge: string, response: Record<string, unknown>) {
  const party = relyingPartyOf(node);
  try {
    const result = await verifyRegistrationResponse({
      response: response as unknown as RegistrationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
    });
    return result.verified ? result.registrationInfo : null;
  } catch {
    // the library throws for whatever does not fit: all of it is the same refusal
    return null;
  }
}

export const registerPasskey = command({
  name: 'access.register-passkey',
  input: schema.registerPasskey.input,
  scope: everyoneAgain,
  async load(unit, input) {
    const { node, transaction, caller, now } = unit;
    const isOpen = await takeChallenge(transaction, hashToken(input.challenge), 'passkey-registration', caller.workerId, now);
    const made = isOpen ? await checkRegistration(node, input.challenge, input.response) : null;
    if (!made) return refuse('input-invalid', { fields: ['/response: not accepted'] });
    if (await findPasskey(transaction, made.credential.id)) return refuse('already-done');
    return succeed({ made, recovery: codesIfFirst(unit, await ownCredential(unit)) });
  },
  decide({ recovery }, _, facts) {
    const id = facts.newIdentifier();
    const operations = [accessOperation('passkey-added', { accountId: facts.workerId!, passkeyId: id })];
    return succeed({ operations, output: { id, recoveryCodes: recovery.codes } });
  },
  async save({ node, transaction, caller, now }, { output }, { made, recovery }, input) {
    await insertPasskey(transaction, {
      id: output.id,
      account_id: caller.workerId!,
      credential_id: made.credential.id,
      public_key: Buffer.from(made.credential.publicKey),
      counter: made.credential.counter,
      transports: made.credential.transports ?? [],
      label_sealed: sealLabel(node, input.label),
      is_synced: made.credentialBackedUp,
      created_at: now,
      last_used_at: null,
    });
    await updateCredential(transaction, caller.workerId!, { recovery_code_hashes: recovery.hashes });
  },
});

export const removePasskey = command({
  name: 'access.remove-passkey',
  input: schema.removePasskey.input,
  scope: everyoneAgain,
  async load(unit, input) {
    const credential = await ownCredential(unit);
    const passkeys = await listPasskeyRows(unit.transaction, credential.account_id);
    const passkey = passkeys.find((row) => row.id === input.passkeyId);
    if (!passkey) return refuse('not-found');
    const isLast = passkeys.length === 1 && credential.totp_sealed === null;
    return succeed({ passkey, hashes: isLast ? [] : credential.recovery_code_hashes });
  },
  decide: ({ passkey }) =>
    succeed({ operations: [accessOperation('passkey-removed', { accountId: passkey.account_id, passkeyId: passkey.id })], output: {} }),
  async save({ transaction, caller }, _, { passkey, hashes }) {
    await deletePasskey(transaction, passkey.id);
    await updateCredential(transaction, caller.workerId!, { recovery_code_hashes: hashes });
  },
});
