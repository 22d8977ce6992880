import { refuse, succeed } from '#kernel/result.ts';
import { roles } from '#kernel/role.ts';
import { command } from '../../ledger/command.ts';
import type { UnitOfWork } from '../../services.ts';
import { accessOperation } from '../rules/operations.ts';
import * as schema from '../schema/factors.ts';
import { matchingStep, newRecoveryCodes, newTotp } from '../second-factor.ts';
import { findAccount, namesOf } from '../store/accounts.ts';
import { lockCredential, openTotp, sealTotp, updateCredential } from '../store/credentials.ts';
import { listPasskeyRows } from '../store/passkeys.ts';
import type { CredentialRow } from '../store/tables.ts';

/** Whoever holds an open screen must not be able to put their own factor in the place of the worker's. */
const everyoneAgain = { roles, needsStepUp: true } as const;

/** What the worker signs in with, locked. Exists for whoever is signed in. */
export async function ownCredential({ transaction, caller }: UnitOfWork): Promise<CredentialRow> {
  const credential = await lockCredential(transaction, caller.workerId!);
  if (!credential) throw new Error('a signed-in worker has no credential');
  return credential;
}

/** New recovery codes with a first second factor; none when there are some already. */
export const codesIfFirst = ({ node }: UnitOfWork, credential: CredentialRow) =>
  credential.recovery_code_hashes.length > 0 ? { codes: [], hashes: credential.recovery_code_hashes } : newRecoveryCodes(node);

export const beginTotp = command({
  name: 'access.begin-totp',
  input: schema.beginTotp.input,
  scope: everyoneAgain,
  async load(unit) {
    const account = await findAccount(unit.transaction, unit.caller.workerId!);
    const credential = await ownCredential(unit);
    return succeed({ hasTotp: credential.totp_sealed !== null, ...newTotp(unit.node, namesOf(unit.node, account!)) });
  },
  decide: ({ hasTotp, secret, otpauthUri }) => (hasTotp ? refuse('already-done') : succeed({ operations: [], output: { secret, otpauthUri } })),
  save: ({ node, transaction, caller }, { output }) =>
    updateCredential(transaction, caller.workerId!, { totp_pending_sealed: sealTotp(node, output.secret) }),
});

export const confirmTotp = command({
  name: 'access.confirm-totp',
  input: schema.confirmTotp.input,
  scope: everyoneAgain,
  async load(unit, input) {
    const credential = await ownCredential(unit);
    const pending = credential.totp_pending_sealed;
    if (!pending) return refuse('conflict');
    const step = matchingStep(unit.node, openTotp(unit.node, pending), input.code, 0);
    return step === null ? refuse('input-invalid', { fields: ['/code: wrong'] }) : succeed({ pending, step, recovery: codesIfFirst(unit, credential) });
  },
  decide: ({ recovery }, _, facts) =>
    succeed({ operations: [accessOperation('totp-confirmed', { accountId: facts.workerId! })], output: { recoveryCodes: recovery.codes } }),
  save: ({ transaction, caller }, _, { pending, step, recovery }) =>
    updateCredential(transaction, caller.workerId!, {
      totp_sealed: pending, totp_pending_sealed: null, totp_last_step: step, recovery_code_hashes: recovery.hashes,
    }),
});

export const removeTotp = command({
  name: 'access.remove-totp',
  input: schema.removeTotp.input,
  scope: everyoneAgain,
  async load(unit) {
    const credential = await ownCredential(unit);
    const passkeys = await listPasskeyRows(unit.transaction, credential.account_id);
    return succeed({ hasTotp: credential.totp_sealed !== null, hashes: passkeys.length > 0 ? credential.recovery_code_hashes : [] });
  },
  decide: ({ hasTotp }, _, facts) =>
    hasTotp ? succeed({ operations: [accessOperation('totp-removed', { accountId: facts.workerId! })], output: {} }) : refuse('already-done'),
  save: ({ transaction, caller }, _, { hashes }) =>
    // recovery codes stand in for a second factor: without any they end
    updateCredential(transaction, caller.workerId!, { totp_sealed: null, totp_pending_sealed: null, recovery_code_hashes: hashes }),
});

export const renewRecoveryCodes = command({
  name: 'access.renew-recovery-codes',
  input: schema.renewRecoveryCodes.input,
  scope: everyoneAgain,
  async load(unit) {
    const credential = await ownCredential(unit);
    const passkeys = await listPasskeyRows(unit.transaction, credential.account_id);
    return succeed({ hasFactor: credential.totp_sealed !== null || passkeys.length > 0, recovery: newRecoveryCodes(unit.node) });
  },
  decide: ({ hasFactor, recovery }, _, facts) =>
    hasFactor
      ? succeed({ operations: [accessOperation('recovery-codes-renewed', { accountId: facts.workerId! })], output: { recoveryCodes: recovery.codes } })
      : refuse('conflict'),
  save: ({ transaction, caller }, _, { recovery }) => updateCredential(transaction, caller.workerId!, { recovery_code_hashes: recovery.hashes }),
});
