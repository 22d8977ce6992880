import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { rename, rm } from 'node:fs/promises';
import type { Explainer } from './explain-pair.ts';
import type { LinkedFiles } from './link-files.ts';
import type { Say } from './evidence.ts';

/**
 * Writes the links as CSV: left id, right id, probability, the evidence of each field with its bits, then what the bits
 * start from, what other records add, and the group. The file appears whole or not at all.
 */
export async function writePairs(file: string, { records, decision }: LinkedFiles, explainer: Explainer, say: Say, onProgress: (share: number) => void): Promise<void> {
  const partial = `${file}.part`;
  const stream = createWriteStream(partial);
  const header = ['left_id', 'right_id', 'probability', ...explainer.labels, say('link.field.start'), say('link.field.others'), say('link.field.group')];
  try {
    await once(stream, 'open');
    stream.write(`${header.map(cell).join(',')}\n`);
    for (const [index, { left, right, probability }] of decision.links.entries()) {
      const { fields, start, score } = explainer.explain(left, right);
      const row = [
        records.ids[left]!, records.ids[right]!, probability.toFixed(6),
        ...fields.map(({ text, bits }) => (text === '' ? '' : `${text} (${signed(bits)})`)),
        signed(start), signed(Math.log2(probability / (1 - Math.min(probability, 1 - 1e-12))) - score), records.ids[decision.groups[left]!]!,
      ];
      if (!stream.write(`${row.map(cell).join(',')}\n`)) await once(stream, 'drain');
      if (index % 1000 === 0) onProgress(index / decision.links.length);
    }
    stream.end();
    await once(stream, 'finish');
    await rename(partial, file);
  } catch (error) {
    stream.destroy();
    await rm(partial, { force: true });
    throw error;
  }
}

export const signed = (bits: number): string => `${bits < 0 ? '-' : '+'}${Math.abs(bits).toFixed(1)}`;
const cell = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
