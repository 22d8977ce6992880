import { canonicalJson, parseCanonicalJson } from '#platform/vault/canonical-json.ts';
import type { SignatureKind } from '#platform/vault/sign.ts';
import { base64urlOf, bytesOf } from './base64url.ts';

/*
 * Signatures as an outsider checks them: written apart from the node's own vault on purpose, with nothing but what a browser
 * has (WebCrypto). Reads exactly the one form that nodes write: JWS compact, EdDSA, canonical payload.
 */

export type Opened = { readonly ok: true; readonly payload: unknown } | { readonly ok: false; readonly reason: string };
/** The raw public key (base64url) for a key identifier and what is claimed, or why there is none. */
export type KeyFor = (kid: string, claimed: unknown) => { readonly x: string } | { readonly reason: string };

const header = /^\{"alg":"EdDSA","kid":"([A-Za-z0-9_-]{43})","typ":"amparo-([a-z-]+)\+jws"\}$/;
const detached = /^([A-Za-z0-9_-]+)\.\.([A-Za-z0-9_-]{86})$/;
const compact = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{86})$/;

function textOf(part: string): string | undefined {
  const bytes = bytesOf(part);
  try {
    return bytes && new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const failed = (reason: string): Opened => ({ ok: false, reason });

/** Reads and proves a signed text. @returns what it says, or `form`, `kind`, `signature`, or the reason that `keyFor` gave */
export async function openSigned(kind: SignatureKind, text: string, keyFor: KeyFor): Promise<Opened> {
  const parts = compact.exec(text);
  const payload = parts && parseCanonicalJson(textOf(parts[2]!) ?? '');
  return parts && payload?.ok ? proven(kind, parts[1]!, parts[2]!, parts[3]!, payload.value, keyFor) : failed('form');
}

/** As `openSigned`, for a signature that travels without what it signs. */
export function openDetached(kind: SignatureKind, text: string, payload: unknown, keyFor: KeyFor): Promise<Opened> {
  const parts = detached.exec(text);
  return parts ? proven(kind, parts[1]!, base64urlOf(new TextEncoder().encode(canonicalJson(payload))), parts[2]!, payload, keyFor) : Promise.resolve(failed('form'));
}

async function proven(kind: SignatureKind, head: string, signed: string, signatureText: string, payload: unknown, keyFor: KeyFor): Promise<Opened> {
  const signature = bytesOf(signatureText);
  const read = header.exec(textOf(head) ?? '');
  if (!signature || !read) return failed('form');
  if (read[2] !== kind) return failed('kind');
  const key = keyFor(read[1]!, payload);
  if ('reason' in key) return failed(key.reason);
  return (await isSignedBy(key.x, `${head}.${signed}`, signature)) ? { ok: true, payload } : failed('signature');
}

async function isSignedBy(x: string, signed: string, signature: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const raw = bytesOf(x);
  if (raw?.length !== 32) return false;
  const key = await crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify']);
  return crypto.subtle.verify('Ed25519', key, signature, new TextEncoder().encode(signed));
}

/** Whether this browser can check Ed25519 signatures at all. */
export async function canCheckSignatures(): Promise<boolean> {
  try {
    await crypto.subtle.importKey('raw', new Uint8Array(32), 'Ed25519', false, ['verify']);
    return true;
  } catch {
    return false;
  }
}
