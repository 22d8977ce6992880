import { writeFileSync } from 'node:fs';
import { calibrate } from '../rules/calibrate.ts';
import { countWeights, refineWeights } from '../rules/learn.ts';
import { createScorer, sameChild, type FieldWeights, type Model } from '../rules/model.ts';
import { createOutcome } from '../rules/outcome.ts';
import type { PairSample } from '../rules/pair-sample.ts';
import { startingModel } from '../rules/starting-model.ts';
import { generateCorridor } from './corridor.ts';
import { labelledSample, type LabelledSample } from './labelled-sample.ts';
import { corridorRates, noisier } from './rates.ts';

/**
 * Learns the weights that ship with the program from invented corridors of three noise levels and writes
 * `prior-weights.json`. Run: `node src/rooms/tracing/generator/learn-weights.ts [children]` (about two minutes).
 */
export function learnWeights(children: number, seed: number): Model {
  const sets = [0.7, 1, 1.4].map((noise, index) => labelledSample(generateCorridor({ children, seed: seed + index, rates: noisier(corridorRates, noise) })));
  const { sample, labels } = joined(sets);
  const counted = countWeights(sample, labels);
  const refined = refineWeights(counted, sample, labels, { rounds: 4, rate: 0.1, pull: 1e-4 });
  const model: Model = { ...refined, fields: [...withUnseen(refined.fields), startingModel.fields.at(-1)!] };
  const held = labelledSample(generateCorridor({ children, seed: seed + 100 }));
  return { ...model, calibration: calibrate(scoresOf(model, held.sample), held.labels.map((label) => (label === sameChild ? 1 : 0))) };
}

export function scoresOf(model: Model, sample: PairSample, extraFields = 0): Float64Array {
  const scorer = createScorer(model, extraFields);
  const outcome = createOutcome(extraFields);
  return Float64Array.from({ length: sample.count }, (_, pair) => {
    outcome.levels.set(sample.levels.subarray(pair * sample.fieldCount, (pair + 1) * sample.fieldCount));
    outcome.rarity.set(sample.rarity.subarray(pair * sample.fieldCount, (pair + 1) * sample.fieldCount));
    return scorer.score(outcome);
  });
}

/** Fields that the generator never fills (languages, documents) keep the weights set by hand. */
const withUnseen = (fields: readonly FieldWeights[]): FieldWeights[] =>
  fields.map((field, index) => (field.shares.every((share) => share === 0 || share < -12) ? startingModel.fields[index]! : field));

function joined(sets: readonly LabelledSample[]): { readonly sample: PairSample; readonly labels: Uint8Array } {
  const count = sets.reduce((sum, { sample }) => sum + sample.count, 0);
  const { fieldCount } = sets[0]!.sample;
  const sample = { count, fieldCount, levels: new Uint8Array(count * fieldCount), rarity: new Float32Array(count * fieldCount), left: new Uint32Array(count), right: new Uint32Array(count) };
  const labels = new Uint8Array(count);
  let at = 0;
  for (const set of sets) {
    sample.levels.set(set.sample.levels.subarray(0, set.sample.count * fieldCount), at * fieldCount);
    sample.rarity.set(set.sample.rarity.subarray(0, set.sample.count * fieldCount), at * fieldCount);
    labels.set(set.labels, at);
    at += set.sample.count;
  }
  return { sample, labels };
}

if (import.meta.main) {
  const model = learnWeights(Number(process.argv[2] ?? 15_000), 1000);
  const rounded = JSON.stringify(model, (_, value: unknown) => (typeof value === 'number' ? Math.round(value * 1000) / 1000 : value));
  writeFileSync(new URL('../prior-weights.json', import.meta.url), `${rounded}\n`);
}
