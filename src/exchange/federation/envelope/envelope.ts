import { Check, Errors } from 'typebox/value';
import type { TSchema } from 'typebox';
import type { NodeId } from '#kernel/identifier.ts';
import { millisecondsOf, type Instant } from '#kernel/instant.ts';
import type { Problem } from '#kernel/problem.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { canonicalJson, sha256Of, verifyJson, type Vault } from '#platform/vault/index.ts';
import { bodySchemas, handoverTypes, type MessageType } from './bodies.ts';
import { messageVersions, readBody } from './message-versions.ts';
import { headSchema, type Envelope, type Letter } from './schema.ts';
import { signingKeyOf, type FindSigner } from './signers.ts';

/** Characters of a whole signed message. A case file that does not fit is fetched. */
export const envelopeLimit = 1_048_576;
/** Clocks further apart than this are worth a warning, never a refusal (custody/1 section 9). */
const clockTolerance = 5 * 60_000;

/**
 * Signs a message: its `mid` and the JWS to send. Throws when the message is not one of custody/1 or too large: the
 * receiver would refuse it.
 */
export async function buildEnvelope(vault: Vault, letter: Letter): Promise<{ readonly mid: string; readonly jws: string }> {
  const unnamed = { v: messageVersions.newest, from: vault.nodeId, ...letter };
  const mid = midOf(unnamed);
  const problem = problemIn({ ...unnamed, mid }, letter.body);
  if (problem) throw new Error(`a ${letter.typ} that no node would take: ${problem}`);
  const jws = await vault.sign('envelope', { ...unnamed, mid });
  if (jws.length > envelopeLimit) throw new Error(`a ${letter.typ} of ${jws.length} characters is too large`);
  return { mid, jws };
}

/** The name of a message: the hash of everything in it but the name. */
const midOf = (payload: object): string => sha256Of(canonicalJson(Object.fromEntries(Object.entries(payload).filter(([name]) => name !== 'mid'))));

export interface OpenedEnvelope {
  readonly envelope: Envelope;
  /** The key that signed it. */
  readonly kid: string;
  /** `clock-skew` with `minutes`: worth telling both sides, no reason to refuse. */
  readonly warnings: readonly Problem[];
}

/**
 * Reads a message and proves it, or says exactly what is wrong: `too-large`; `message-malformed` (not canonical, not
 * of custody/1; `at` names the place in our schema); `version-unsupported`; `unknown-sender`; `signature-invalid`; `message-not-for-us`. Order on the link, fences and
 * agreements are the receiver's to check: they need its state.
 */
export async function openEnvelope(
  jws: string,
  { self, findSigner, now }: { readonly self: NodeId; readonly findSigner: FindSigner; readonly now: Instant },
): Promise<Result<OpenedEnvelope>> {
  if (jws.length > envelopeLimit) return refuse('too-large', { size: jws.length, limit: envelopeLimit });
  const verified = await verifyJson('envelope', jws, (kid, claimed) => {
    if (!Check(headSchema, claimed)) return malformed(placeOf(headSchema, claimed));
    return signingKeyOf(findSigner, claimed.from, kid, now, claimed);
  });
  if (!verified.ok) return verified;
  // from here on the sender is known, so that only a known node is told what else is wrong
  const envelope = verified.value.payload as Envelope;
  if (envelope.to !== self || envelope.from === self) return refuse('message-not-for-us', { to: envelope.to });
  if (!Check(headSchema, envelope)) return malformed(placeOf(headSchema, envelope));
  const body = readBody(envelope.typ, envelope.v, envelope.body);
  if (!body.ok) return body;
  const problem = problemIn(envelope, body.value);
  if (problem) return malformed(problem);
  return succeed({ envelope: { ...envelope, body: body.value } as Envelope, kid: verified.value.kid, warnings: skewOf(envelope.sentAt, now) });
}

/** What makes a payload no message, or nothing. @param body in the newest form; the name is of what was signed */
function problemIn(payload: Readonly<Record<string, unknown>>, body: unknown): string | undefined {
  if (!Check(headSchema, payload)) return placeOf(headSchema, payload);
  if ((payload.seq === 1) !== (payload.prevMid === null)) return '#/properties/prevMid';
  if ((handoverTypes as readonly MessageType[]).includes(payload.typ) !== (payload.hid !== undefined)) return '#/properties/hid';
  if (!Check(bodySchemas[payload.typ], body)) return placeOf(bodySchemas[payload.typ], body, payload.typ);
  return payload.mid === midOf(payload) ? undefined : '#/properties/mid';
}

/** A place in our own schema: what the sender wrote never gets into an answer or a log. */
const placeOf = (schema: TSchema, value: unknown, typ = ''): string => typ + (Errors(schema, value)[0]?.schemaPath ?? '#');
const malformed = (at: string) => refuse('message-malformed', { reason: 'schema', at });

function skewOf(sentAt: Instant, now: Instant): Problem[] {
  const skew = millisecondsOf(sentAt) - millisecondsOf(now);
  return Math.abs(skew) > clockTolerance ? [{ code: 'clock-skew', details: { minutes: Math.round(skew / 60_000) } }] : [];
}
