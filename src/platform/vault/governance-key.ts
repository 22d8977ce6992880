import { randomBytes } from 'node:crypto';
import { Type, type Static } from 'typebox';
import { Check } from 'typebox/value';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { keyPairFrom, keyPairSchema, publicPartOf, type RandomBytes } from './key-pair.ts';
import { isPassphraseSealed, minimumPassphraseLength, openUnderPassphrase, sealUnderPassphrase } from './passphrase-seal.ts';
import { signDetached, type SignatureKind } from './sign.ts';

const format = 'amparo-governance-key/1';
const secretSchema = Type.Object({ name: Type.String({ minLength: 1, maxLength: 120 }), key: keyPairSchema }, { additionalProperties: false });

/** The key of one who governs for a country: lies in a file of its own under a passphrase, and never on a node. */
export type GovernanceKey = Static<typeof secretSchema>;

/**
 * Makes a governance key. Refuses a passphrase under 16 characters with `configuration-invalid`.
 * @param name of the institution or person whose key it is, as everybody will read it
 * @returns the text of the file, and the public part that goes into the country's root
 */
export function createGovernanceKey(name: string, passphrase: string, random: RandomBytes = randomBytes): Result<{ readonly file: string; readonly public: { name: string; kid: string; x: string } }> {
  if (passphrase.length < minimumPassphraseLength) return refuse('configuration-invalid', { reason: 'passphrase-short', minimum: minimumPassphraseLength });
  const key = keyPairFrom('Ed25519', random);
  const shown = { name, ...publicPartOf(key) };
  return succeed({ file: JSON.stringify({ public: shown, secret: sealUnderPassphrase(JSON.stringify({ name, key }), passphrase, format) }, null, 2), public: shown });
}

/** Opens the file of a governance key. Refuses `configuration-invalid`: `key-file-broken`, `passphrase-wrong`. */
export function openGovernanceKey(file: string, passphrase: string): Result<GovernanceKey> {
  const sealed = secretIn(file);
  if (!isPassphraseSealed(sealed)) return refuse('configuration-invalid', { reason: 'key-file-broken' });
  const opened = openUnderPassphrase(sealed, passphrase, format);
  if (opened === undefined) return refuse('configuration-invalid', { reason: 'passphrase-wrong' });
  const key: unknown = JSON.parse(opened);
  return Check(secretSchema, key) ? succeed(key) : refuse('configuration-invalid', { reason: 'key-file-broken' });
}

function secretIn(file: string): unknown {
  try {
    return (JSON.parse(file) as { secret?: unknown } | null)?.secret;
  } catch {
    return undefined;
  }
}

/** A signature of one who governs, detached: the document travels with all of them. */
export const signAsGovernance = (kind: Extract<SignatureKind, 'country-root' | 'trust-entry'>, payload: unknown, { key }: GovernanceKey): Promise<string> => signDetached(kind, payload, key);
