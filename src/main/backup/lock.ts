import { readFile } from 'node:fs/promises';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { secretFrom } from '../secret.ts';

/** As for the node's keys: shorter ones can be guessed by a machine. */
const leastPassphrase = 16;

export interface LockWishes {
  /** Public keys (`age1…`) whose secret halves lie far from the node. */
  readonly recipients: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * What a backup is locked with: public keys, or else `AMPARO_BACKUP_PASSPHRASE`. Refuses with `configuration-invalid`, reason
 * `backup-lock-missing`, `backup-recipient`, `passphrase-short`, `passphrase-file`.
 */
export function lockOf({ recipients, environment }: LockWishes): Result<Encrypter> {
  const encrypter = new Encrypter();
  for (const recipient of recipients) {
    try {
      encrypter.addRecipient(recipient);
    } catch {
      return refuse('configuration-invalid', { reason: 'backup-recipient', recipient });
    }
  }
  if (recipients.length > 0) return succeed(encrypter);
  const passphrase = secretFrom(environment, 'AMPARO_BACKUP_PASSPHRASE');
  if (!passphrase.ok) return passphrase;
  if (passphrase.value === null) return refuse('configuration-invalid', { reason: 'backup-lock-missing' });
  if (passphrase.value.length < leastPassphrase) return refuse('configuration-invalid', { reason: 'passphrase-short', minimum: leastPassphrase });
  encrypter.setPassphrase(passphrase.value);
  return succeed(encrypter);
}

/**
 * What opens a backup: the secret keys in a file, or else `AMPARO_BACKUP_PASSPHRASE`. Refuses with `configuration-invalid`,
 * reason `backup-opener-missing`, `backup-identity-file`, `passphrase-file`.
 */
export async function openerOf(identityFile: string | null, environment: NodeJS.ProcessEnv): Promise<Result<Decrypter>> {
  const decrypter = new Decrypter();
  if (identityFile !== null) {
    const lines = await readFile(identityFile, 'utf8').then((text) => text.split(/\r?\n/).filter((line) => line.startsWith('AGE-SECRET-KEY-')), () => []);
    try {
      for (const line of lines) decrypter.addIdentity(line.trim());
    } catch {
      return refuse('configuration-invalid', { reason: 'backup-identity-file', file: identityFile });
    }
    return lines.length > 0 ? succeed(decrypter) : refuse('configuration-invalid', { reason: 'backup-identity-file', file: identityFile });
  }
  const passphrase = secretFrom(environment, 'AMPARO_BACKUP_PASSPHRASE');
  if (!passphrase.ok) return passphrase;
  if (passphrase.value === null) return refuse('configuration-invalid', { reason: 'backup-opener-missing' });
  decrypter.addPassphrase(passphrase.value);
  return succeed(decrypter);
}

/** A new pair for backups, in the form of `age-keygen`. */
export async function newBackupKey(madeAt: string): Promise<{ readonly recipient: string; readonly fileText: string }> {
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  return { recipient, fileText: `# created: ${madeAt}\n# public key: ${recipient}\n${identity}\n` };
}
