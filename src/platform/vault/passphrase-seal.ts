import { argon2Sync, randomBytes } from 'node:crypto';
import { Type, type Static } from 'typebox';
import { Check } from 'typebox/value';
import { openBytes, sealBytes } from './aead.ts';
import { canonicalJson } from './canonical.ts';

export const minimumPassphraseLength = 16;

const headSchema = Type.Object({
  format: Type.String({ pattern: '^amparo-[a-z-]+/1$' }),
  derivation: Type.Literal('argon2id'),
  memory: Type.Integer({ minimum: 65_536, maximum: 1_048_576 }),
  passes: Type.Integer({ minimum: 3, maximum: 16 }),
  salt: Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' }),
});
const sealedSchema = Type.Object({ head: headSchema, sealed: Type.String() });
/** Something that lies under a passphrase, with how the key is derived from it. */
export type PassphraseSealed = Static<typeof sealedSchema>;

export const isPassphraseSealed = (value: unknown): value is PassphraseSealed => Check(sealedSchema, value);

/** Argon2id above the first choice of RFC 9106 section 4 for little memory: it runs once, at start. */
const keyFrom = (passphrase: string, head: PassphraseSealed['head']): Buffer =>
  argon2Sync('argon2id', {
    message: Buffer.from(passphrase.normalize('NFKC')),
    nonce: Buffer.from(head.salt, 'base64url'),
    parallelism: 1,
    tagLength: 32,
    memory: head.memory,
    passes: head.passes,
  });

/** Seals a text under a passphrase; what it is (`format`) cannot be changed afterwards. */
export function sealUnderPassphrase(content: string, passphrase: string, format: string): PassphraseSealed {
  const head = { format, derivation: 'argon2id' as const, memory: 65_536, passes: 3, salt: randomBytes(16).toString('base64url') };
  return { head, sealed: sealBytes(keyFrom(passphrase, head), Buffer.from(content), canonicalJson(head)).toString('base64url') };
}

/** The text, or nothing when the passphrase is another, it is of another format, or it was altered. */
export const openUnderPassphrase = ({ head, sealed }: PassphraseSealed, passphrase: string, format: string): string | undefined =>
  head.format === format ? openBytes(keyFrom(passphrase, head), Buffer.from(sealed, 'base64url'), canonicalJson(head))?.toString() : undefined;
