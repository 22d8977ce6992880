import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';

/** OWASP's first choice for Argon2id: 19 MiB, two passes, one lane. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const;
type Cost = { readonly memory: number; readonly passes: number; readonly parallelism: number };
const saltLength = 16;
const hashLength = 32;
/** Longer ones are refused unread: hashing must not be a way to keep the processor busy. */
export const maximumPasswordLength = 128;

const encodedForm = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,})\$([A-Za-z0-9+/]{22,})$/;

/** The same password typed on two keyboards may differ in its bytes; NFKC makes them equal. */
const argon2id = (password: string, salt: Buffer, { memory, passes, parallelism }: Cost, length: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const message = Buffer.from(password.normalize('NFKC'));
    const done = (error: Error | null, hash: Buffer): void => (error ? reject(error) : resolve(hash));
    argon2('argon2id', { message, nonce: salt, memory, passes, parallelism, tagLength: length }, done);
  });

/** `$argon2id$v=19$m=…,t=…,p=…$salt$hash`, with cost and salt inside so that the cost can rise later. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltLength);
  const hash = await argon2id(password, salt, cost, hashLength);
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${unpadded(salt)}$${unpadded(hash)}`;
}

/**
 * Whether the password is the one that was hashed. Without an `encoded` (no such account, no password set) the same work
 * is done and the answer is no, so that the time of an answer does not tell which accounts exist.
 */
export async function verifyPassword(encoded: string | undefined, password: string): Promise<boolean> {
  if (password.length > maximumPasswordLength) return false;
  const parts = encoded === undefined ? null : encodedForm.exec(encoded);
  if (!parts) {
    await argon2id(password, Buffer.alloc(saltLength), cost, hashLength);
    return false;
  }
  const [salt, expected] = [Buffer.from(parts[4]!, 'base64'), Buffer.from(parts[5]!, 'base64')];
  const hash = await argon2id(password, salt, costOf(parts), expected.length);
  return timingSafeEqual(hash, expected);
}

/** Whether it was hashed at another cost than today's: hash it again at the next sign-in that succeeds. */
export function needsRehash(encoded: string): boolean {
  const parts = encodedForm.exec(encoded);
  if (!parts) return true;
  const { memory, passes, parallelism } = costOf(parts);
  return memory !== cost.memory || passes !== cost.passes || parallelism !== cost.parallelism;
}

const costOf = (parts: RegExpExecArray): Cost => ({ memory: Number(parts[1]), passes: Number(parts[2]), parallelism: Number(parts[3]) });
const unpadded = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');
