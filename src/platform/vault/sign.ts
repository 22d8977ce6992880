import { CompactSign, compactVerify } from 'jose';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { bytesOfBase64url, canonicalJson, parseCanonicalJson } from './canonical.ts';
import { privateKeyObject, publicKeyObject, type KeyPair, type PublicKey } from './key-pair.ts';

/** What a signature may say. The kind is signed too, so that a signature given for one thing never counts for another. */
export type SignatureKind =
  | 'envelope'
  | 'receipt'
  | 'custody-block'
  | 'custody-acceptance'
  | 'custody-countersignature'
  | 'custody-witness'
  | 'case-file'
  | 'file-part'
  | 'carried-file'
  | 'agreement'
  | 'node-card'
  | 'key-revocation'
  | 'trust-entry'
  | 'country-root'
  | 'directory'
  | 'invitation'
  | 'ledger-head'
  | 'proof';

/** Finds the key that a text claims to be signed with; `claimed` is not verified yet and serves to find the signer only. */
export type FindKey = (kid: string, claimed: unknown) => Result<PublicKey> | Promise<Result<PublicKey>>;

export interface Verified {
  readonly kid: string;
  readonly payload: unknown;
}

const algorithm = 'EdDSA';
const typeOf = (kind: SignatureKind): string => `amparo-${kind}+jws`;
/** The only header we write, letter for letter: no other algorithm, no key inside, no extension. */
const onlyHeader = /^\{"alg":"EdDSA","kid":"([A-Za-z0-9_-]{43})","typ":"amparo-([a-z-]+)\+jws"\}$/;
const compactForm = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]*)\.([A-Za-z0-9_-]{86})$/;

/** JWS compact (RFC 7515) with Ed25519 over the canonical JSON of the payload. */
export async function signJson(kind: SignatureKind, payload: unknown, key: KeyPair): Promise<string> {
  const header = { alg: algorithm, kid: key.kid, typ: typeOf(kind) };
  return new CompactSign(Buffer.from(canonicalJson(payload))).setProtectedHeader(header).sign(privateKeyObject('Ed25519', key.secret));
}

/**
 * Reads and verifies a text made by `signJson`. Refuses with `message-malformed` (reason `form`, `header`, `encoding`,
 * `depth`, `json`, `not-canonical`), `signature-invalid` (reason `algorithm`, `kind`, `signature`) or what `findKey` refuses with.
 */
export async function verifyJson(kind: SignatureKind, text: string, findKey: FindKey): Promise<Result<Verified>> {
  const parts = compactForm.exec(text);
  // the last letter of a signature has four idle bits: without this check one signature would have sixteen spellings
  if (!parts || !bytesOfBase64url(parts[3]!)) return malformed('form');
  const kid = keyIdIn(parts[1]!, kind);
  if (!kid.ok) return kid;
  const payloadText = textIn(parts[2]!);
  if (payloadText === undefined) return malformed('encoding');
  const payload = parseCanonicalJson(payloadText);
  if (!payload.ok) return payload;
  const key = await findKey(kid.value, payload.value);
  if (!key.ok) return key;
  try {
    await compactVerify(text, publicKeyObject('Ed25519', key.value.x), { algorithms: [algorithm] });
  } catch {
    return refuse('signature-invalid', { reason: 'signature' });
  }
  return succeed({ kid: kid.value, payload: payload.value });
}

/** What a signed text says, unproven: only for what was proven before, or to see whom it claims to be from. Throws on what is no signed text. */
export const claimedIn = (signed: string): unknown => JSON.parse(Buffer.from(signed.split('.')[1] ?? '', 'base64url').toString());

function keyIdIn(header: string, kind: SignatureKind): Result<string> {
  const text = textIn(header);
  const found = text === undefined ? null : onlyHeader.exec(text);
  if (found) return found[2] === kind ? succeed(found[1]!) : refuse('signature-invalid', { reason: 'kind' });
  const other = parseCanonicalJson(text ?? '');
  const claimsOtherAlgorithm = other.ok && other.value !== null && (other.value as { alg?: unknown }).alg !== algorithm;
  return claimsOtherAlgorithm ? refuse('signature-invalid', { reason: 'algorithm' }) : malformed('header');
}

/** UTF-8 text of a base64url part; nothing when either coding is loose. */
function textIn(part: string): string | undefined {
  try {
    const bytes = bytesOfBase64url(part);
    return bytes && new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const malformed = (reason: string) => refuse('message-malformed', { reason });

/** A signature that travels without what it signs, because the reader has it (RFC 7515 appendix F). */
export async function signDetached(kind: SignatureKind, payload: unknown, key: KeyPair): Promise<string> {
  const [header, , signature] = (await signJson(kind, payload, key)).split('.');
  return `${header}..${signature}`;
}

/** Verifies a detached signature over `payload`; refuses as `verifyJson`. */
export async function verifyDetached(kind: SignatureKind, text: string, payload: unknown, findKey: FindKey): Promise<Result<Verified>> {
  const parts = compactForm.exec(text);
  if (!parts || parts[2] !== '') return malformed('form');
  return verifyJson(kind, `${parts[1]}.${Buffer.from(canonicalJson(payload)).toString('base64url')}.${parts[3]}`, findKey);
}
