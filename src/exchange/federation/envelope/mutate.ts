import { createHash, sign } from 'node:crypto';
import { parseArgs } from 'node:util';
import { canonicalJson, sha256Of } from '#platform/vault/index.ts';
import { privateKeyObject, type KeyPair } from '#platform/vault/key-pair.ts';
import { envelopeLimit, openEnvelope } from './envelope.ts';
import { inState, type Spoiled } from './mutate-in-state.ts';
import { createSamples, type Samples } from './samples.ts';

/** A reproducible draw: a whole number below the limit. */
type Draw = (limit: number) => number;
type Attack = (draw: Draw, samples: Samples) => string;

export interface MutationReport {
  readonly seed: number;
  /** The number of the first attack; a long run may be made in pieces. */
  readonly from: number;
  readonly tried: number;
  /** Spoiled messages that were taken, or that made the reader throw: must be empty. */
  readonly failures: readonly string[];
  /** How often each refusal was given. */
  readonly refusals: Readonly<Record<string, number>>;
  /** Growth of the heap between the first tenth and the end, in MB; what is left of garbage counts unless `node --expose-gc`. */
  readonly heapGrowth: number;
  readonly seconds: number;
}

function createDraw(seed: number): Draw {
  let state = seed >>> 0 || 1;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}

const pick = <T>(draw: Draw, list: readonly T[]): T => list[draw(list.length)]!;
const base64url = (text: string): string => Buffer.from(text).toString('base64url');
const partsOf = (jws: string) => jws.split('.') as [string, string, string];
const payloadTextOf = (jws: string): string => Buffer.from(partsOf(jws)[1], 'base64url').toString();
const payloadOf = (jws: string) => JSON.parse(payloadTextOf(jws)) as Record<string, unknown> & { body: Record<string, unknown> };
const anyMessage = (draw: Draw, samples: Samples): string => pick(draw, samples.messages);
const headerOf = (kid: string, alg = 'EdDSA'): string => canonicalJson({ alg, kid, typ: 'amparo-envelope+jws' });

/** Signs any bytes as a payload, also those that no honest node would write. */
function signRaw(payload: string | Uint8Array, key: KeyPair, header = headerOf(key.kid)): string {
  const signed = `${base64url(header)}.${Buffer.from(payload).toString('base64url')}`;
  return `${signed}.${sign(null, Buffer.from(signed), privateKeyObject('Ed25519', key.secret)).toString('base64url')}`;
}

/** Signs a payload under a name that fits it: everything about it is right but what was done to it before. */
function signNamed(payload: Record<string, unknown>, key: KeyPair): string {
  const { mid: _, ...unnamed } = payload;
  return signRaw(canonicalJson({ ...unnamed, mid: sha256Of(canonicalJson(unnamed)) }), key);
}

const senderKey = ({ sender }: Samples): KeyPair => sender.keys.signing[0]!;
const attackerKey = ({ stranger }: Samples): KeyPair => stranger.keys.audit;
const splice = (text: string, at: number, removed: number, added: string): string => text.slice(0, at) + added + text.slice(at + removed);
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \n';

/** What happens to the text on the way. */
const onTheWay: readonly Attack[] = [
  (draw, samples) => {
    const text = anyMessage(draw, samples);
    const at = draw(text.length);
    return splice(text, at, 1, String.fromCharCode(text.charCodeAt(at) ^ (1 << draw(8))));
  },
  (draw, samples) => spoil(draw, anyMessage(draw, samples), 1, pick(draw, Array.from(letters))),
  (draw, samples) => spoil(draw, anyMessage(draw, samples), 0, pick(draw, Array.from(letters))),
  (draw, samples) => spoil(draw, anyMessage(draw, samples), 1 + draw(40), ''),
  (draw, samples) => anyMessage(draw, samples).slice(0, -1 - draw(80)),
  (draw, samples) => anyMessage(draw, samples) + pick(draw, ['=', '.', 'A', ' ', '\n', '.AAAA', '\u0000']),
  (draw, samples) => {
    const [one, other] = [partsOf(anyMessage(draw, samples)), partsOf(anyMessage(draw, samples))];
    const at = draw(3);
    return one.map((part, index) => (index === at ? other[index] : part)).join('.');
  },
  (draw, samples) => {
    const [header, payload, signature] = partsOf(anyMessage(draw, samples));
    const text = Buffer.from(payload, 'base64url').toString();
    return `${header}.${base64url(spoil(draw, text, draw(3), pick(draw, ['0', '"', '{}', ',', '9', 'a', '\\u0061'])))}.${signature}`;
  },
  (draw, samples) => {
    const [, payload, signature] = partsOf(anyMessage(draw, samples));
    const { kid } = senderKey(samples);
    const other = pick(draw, [headerOf(kid, 'none'), headerOf(kid, 'HS256'), headerOf(kid, 'Ed25519'), headerOf(sha256Of('other')), headerOf(kid).replace('envelope', 'receipt'), `${headerOf(kid)} `, '{}', 'null', `{"alg":"EdDSA","crit":["x"],"kid":"${kid}","typ":"amparo-envelope+jws"}`]);
    return `${base64url(other)}.${payload}.${signature}`;
  },
];

const spoil = (draw: Draw, text: string, removed: number, added: string): string => splice(text, draw(text.length), removed, added);

/** What somebody signs who may not, or with a key that no longer counts. */
const byOthers: readonly Attack[] = [
  (draw, samples) => signRaw(payloadTextOf(anyMessage(draw, samples)), { ...attackerKey(samples), kid: senderKey(samples).kid }),
  (draw, samples) => signRaw(payloadTextOf(anyMessage(draw, samples)), pick(draw, [attackerKey(samples), samples.receiver.keys.signing[0]!, samples.sender.keys.root, samples.sender.keys.audit])),
  (draw, samples) => signRaw(payloadTextOf(anyMessage(draw, samples)), samples.sender.keys.signing[1]!),
  (draw, samples) => signNamed({ ...payloadOf(anyMessage(draw, samples)), seq: 6 + draw(1000) }, samples.sender.keys.signing[2]!),
  (draw, samples) => signNamed({ ...payloadOf(anyMessage(draw, samples)), from: samples.stranger.nodeId }, samples.stranger.keys.signing[0]!),
  (draw, samples) => signNamed({ ...payloadOf(anyMessage(draw, samples)), from: samples.receiver.nodeId }, senderKey(samples)),
];

/** What a known node signs with its own good key and still must not get through. */
const byTheSender: readonly Attack[] = [
  (draw, samples) => signNamed({ ...payloadOf(anyMessage(draw, samples)), to: pick(draw, [samples.stranger.nodeId, samples.sender.nodeId]) }, senderKey(samples)),
  (draw, samples) => signRaw(canonicalJson({ ...payloadOf(anyMessage(draw, samples)), seq: 500 + draw(500) }), senderKey(samples)),
  (draw, samples) => {
    const text = payloadTextOf(anyMessage(draw, samples));
    const other = pick(draw, [` ${text}`, `${text}\n`, `\ufeff${text}`, text.replace('"inc":1', '"inc":1.0'), text.replace('"inc":1', '"inc":1e0'), text.replace('"inc":1', '"inc":01'), text.replace('"v":1', '"v":1,"v":1'), text.replace('"v":1', '"v":2'), text.replace('{', '{"__proto__":{},'), text.replace('"typ"', '"\\u0074yp"'), text.slice(0, -1), `[${text}]`, 'null', '1', '""', '']);
    return signRaw(other, senderKey(samples));
  },
  (draw, samples) => signRaw('['.repeat(40 + draw(20_000)), senderKey(samples)),
  (draw, samples) => signRaw(Buffer.from(payloadTextOf(anyMessage(draw, samples))).fill(0xff, 30, 31 + draw(20)), senderKey(samples)),
  (draw, samples) => {
    const { body, ...head } = payloadOf(anyMessage(draw, samples));
    const other = pick(draw, [{ ...body, extra: draw(9) }, {}, [], null, 1, 'x', { ...body, constructor: 1 }]);
    return signNamed({ ...head, body: other }, senderKey(samples));
  },
  (draw, samples) => {
    const { body, ...head } = payloadOf(anyMessage(draw, samples));
    const name = pick(draw, Object.keys(body));
    return signNamed({ ...head, body: { ...body, [name]: pick(draw, [{}, [[]], -1, 1.5, 1e300, '\u202eevil', 'x'.repeat(1_000), { v: 1 }]) } }, senderKey(samples));
  },
  (draw, samples) => {
    const { hid, ...payload } = payloadOf(anyMessage(draw, samples));
    return signNamed(hid === undefined ? { ...payload, hid: samples.hid } : payload, senderKey(samples));
  },
  (draw, samples) => {
    const payload = payloadOf(anyMessage(draw, samples));
    const name = pick(draw, Object.keys(payload));
    return signNamed({ ...payload, [name]: pick(draw, [null, -1, '', {}, 'x'.repeat(100), 2 ** 60, true]) }, senderKey(samples));
  },
  (draw, samples) => signRaw(canonicalJson({ ...payloadOf(anyMessage(draw, samples)), mid: sha256Of(String(draw(1e9))) }), senderKey(samples)),
];

/** Large ones are slow to make; a few are enough. */
const oversized: Attack = (draw, samples) => anyMessage(draw, samples) + 'A'.repeat(envelopeLimit + draw(1000));
const families = [onTheWay, onTheWay, byOthers, byTheSender];

/** Breaking seals is slow; one in so many attacks leaves the messages whole. */
const inStateEvery = 16;

async function spoiledAt(seed: number, index: number, samples: Samples, valid: ReadonlySet<string>): Promise<Spoiled> {
  const draw = createDraw(Number.parseInt(createHash('sha256').update(`${seed} ${index}`).digest('hex').slice(0, 8), 16));
  if (index % inStateEvery === 5) return inState(draw, samples);
  for (;;) {
    const text = (index % 1000 === 999 ? oversized : pick(draw, pick(draw, families)))(draw, samples);
    if (!valid.has(text)) return { text, read: () => openEnvelope(text, { self: samples.receiver.nodeId, findSigner: samples.findSigner, now: samples.now }) };
  }
}

/**
 * Spoils valid messages in every way we know (security design, test T6) and gives them to their reader, which must refuse
 * each of them and never throw. Attack number n is the same whatever piece of the run it is in.
 */
export async function mutate({ seed, from = 0, count }: { readonly seed: number; readonly from?: number; readonly count: number }): Promise<MutationReport> {
  const chance = createDraw(seed);
  const samples = await createSamples((length) => Uint8Array.from({ length }, () => chance(256)));
  const valid = new Set(samples.messages);
  const failures: string[] = [];
  const refusals: Record<string, number> = {};
  const begun = performance.now();
  let heapBefore = 0;
  for (let index = from; index < from + count; index++) {
    if (index === from + Math.ceil(count / 10)) heapBefore = heapUsed();
    const spoiled = await spoiledAt(seed, index, samples, valid);
    const outcome = await spoiled.read().then(
      (answer) => (answer.ok ? 'taken' : `${answer.problem.code} ${String(answer.problem.details.reason ?? '')}`.trim()),
      (error: unknown) => `thrown ${String(error)}`,
    );
    if (/^(taken|thrown)/.test(outcome)) failures.push(`${index}: ${outcome}: ${spoiled.text.slice(0, 2000)}`);
    refusals[outcome] = (refusals[outcome] ?? 0) + 1;
  }
  return { seed, from, tried: count, failures, refusals, heapGrowth: (heapUsed() - heapBefore) / 1e6, seconds: Math.round((performance.now() - begun) / 100) / 10 };
}

function heapUsed(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

if (import.meta.main) {
  const text = (fallback: string) => ({ type: 'string', default: fallback }) as const;
  const { values } = parseArgs({ options: { from: text('0'), count: text('20000'), seed: text('1') } });
  const [seed, from, count] = [values.seed, values.from, values.count].map(Number) as [number, number, number];
  if (![seed, from, count].every((number) => Number.isSafeInteger(number) && number >= 0)) throw new Error('--seed, --from and --count are whole numbers');
  const report = await mutate({ seed, from, count });
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  process.exitCode = report.failures.length === 0 ? 0 : 1;
}
