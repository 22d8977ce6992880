import { createHash } from 'node:crypto';
import { buildEnvelope, openEnvelope } from '#exchange/federation/envelope/index.ts';
import { createSamples } from '#exchange/federation/envelope/samples.ts';
import type { Figure } from './support/figure.ts';
import { signatureLimit, verificationLimit } from './support/limits.ts';
import { repeat } from './support/measure.ts';
import { figureCommand, isWanted, shareOf, type Measure } from './support/options.ts';

/** Bytes that look random and are the same at each run. */
function seededBytes(seed: string): (length: number) => Uint8Array {
  let block = createHash('sha256').update(seed).digest();
  return (length) => {
    const bytes = Buffer.alloc(length);
    for (let index = 0; index < length; index += 32) {
      block = createHash('sha256').update(block).digest();
      block.copy(bytes, index);
    }
    return bytes;
  };
}

const typesShown = ['OFFER', 'ACCEPT', 'COMMIT', 'ACK'];

/** Messages between nodes: proving one that came in, and signing one that goes out, against the bare signature of its bytes. */
export const measureEnvelopes: Measure = async (options) => {
  const share = shareOf(options);
  const samples = await createSamples(seededBytes('envelopes'));
  const proof = { self: samples.receiver.nodeId, findSigner: samples.findSigner, now: samples.now };
  const figures: Figure[] = [];
  for (const type of typesShown.filter((name) => isWanted(options, `envelope ${name}`))) {
    const index = samples.letters.findIndex(({ typ }) => typ === type);
    const [letter, message] = [samples.letters[index]!, samples.messages[index]!];
    const opened = await openEnvelope(message, proof);
    if (!opened.ok) throw new Error(`the sample ${type} does not hold: ${opened.problem.code}`);
    const size = `${(message.length / 1000).toFixed(1)} kB`;
    const verified = await repeat(() => openEnvelope(message, proof), { count: 1_000_000, warmUp: 500, seconds: 2, share });
    figures.push({ name: `envelope verified, ${type} of ${size}`, unit: '/s', value: verified.perSecond, p50: verified.p50, p95: verified.p95, limits: [verificationLimit(message.length, share)] });
    const signed = await repeat(() => buildEnvelope(samples.sender.vault, letter), { count: 1_000_000, warmUp: 500, seconds: 2, share });
    figures.push({ name: `envelope signed, ${type} of ${size}`, unit: '/s', value: signed.perSecond, p50: signed.p50, p95: signed.p95, limits: [signatureLimit(message.length, share)] });
  }
  return { figures };
};

if (import.meta.main) await figureCommand(measureEnvelopes);
