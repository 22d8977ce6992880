import { generateSecret, generateURI, verifySync } from 'otplib';
import { hashToken } from '../vault/index.ts';
import { base32Of, printedLetters } from '../vault/base32.ts';
import type { Transaction } from '../db/transact.ts';
import type { NodeServices } from '../services.ts';
import type { Names } from './store/accounts.ts';
import { openTotp, takeRecoveryCode, updateCredential } from './store/credentials.ts';
import type { CredentialRow } from './store/tables.ts';

export type CodeMethod = 'totp' | 'recovery-code';

const stepSeconds = 30;
const recoveryCodeCount = 10;

/** 80 random bits in four groups of letters that are not misread: a temporary password or a recovery code. */
export const readableSecret = (node: NodeServices): string => base32Of(node.randomBytes(10), printedLetters).replace(/(.{4})(?!$)/g, '$1-');

/** What is hashed of a recovery code: however it was typed. */
const recoveryCodeHash = (code: string): string =>
  hashToken(code.toUpperCase().replace(/[^0-9A-Z]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1'));

/** New recovery codes, and their hashes to keep. */
export function newRecoveryCodes(node: NodeServices): { readonly codes: string[]; readonly hashes: string[] } {
  const codes = Array.from({ length: recoveryCodeCount }, () => readableSecret(node));
  return { codes, hashes: codes.map(recoveryCodeHash) };
}

/** A new secret for an authenticator app (RFC 6238), and the address that the app reads from a QR code. */
export function newTotp(node: NodeServices, names: Names): { readonly secret: string; readonly otpauthUri: string } {
  const secret = generateSecret();
  return { secret, otpauthUri: generateURI({ issuer: `Amparo ${node.settings.shortName}`, label: names.userName, secret }) };
}

/**
 * The time step of a code, if it is right now or was within the last half minute (or the clock runs that much ahead)
 * and is newer than the last one used; else null.
 */
export function matchingStep(node: NodeServices, secret: string, code: string, lastStep: number): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const result = verifySync({ secret, token: code, epoch: Math.floor(node.clock.milliseconds() / 1000), epochTolerance: stepSeconds, afterTimeStep: lastStep });
  return result.valid && 'epoch' in result ? Math.floor(result.epoch / stepSeconds) : null;
}

/** Whether a code is right; a right one is used up. The credential must be locked. */
export async function useCode(node: NodeServices, transaction: Transaction, credential: CredentialRow, method: CodeMethod, code: string): Promise<boolean> {
  if (method === 'recovery-code') return takeRecoveryCode(transaction, credential.account_id, recoveryCodeHash(code));
  if (!credential.totp_sealed) return false;
  const step = matchingStep(node, openTotp(node, credential.totp_sealed), code, credential.totp_last_step);
  if (step === null) return false;
  await updateCredential(transaction, credential.account_id, { totp_last_step: step });
  return true;
}
