import { createReadStream, createWriteStream, existsSync, renameSync } from 'node:fs';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { generateCorridor, type LabelledRecord } from '#rooms/tracing/generator/corridor.ts';

/** Records for one child, about: the generator's mean. */
const recordsPerChild = 2.17;
/** One record in so many is kept aside to be asked for. */
const askedShare = 50;

/** A file of invented records, one JSON a line, written once: the registry is read from it so that memory holds nothing else. */
export async function sampleFile(folder: string, records: number): Promise<string> {
  const file = path.join(folder, `corridor-${records}.jsonl`);
  if (existsSync(file)) return file;
  const out = createWriteStream(`${file}.part`);
  let written = 0;
  // in parts of different seeds: a million records at once would need gigabytes
  for (let seed = 1; written < records; seed++) {
    const part = generateCorridor({ children: Math.min(20_000, Math.ceil((records - written) / recordsPerChild) + 100), seed });
    for (const labelled of part) {
      if (written === records) break;
      const line = { ...labelled, childId: labelled.childId + seed * 1_000_000, record: { ...labelled.record, key: keyOf(written) } };
      if (!out.write(`${JSON.stringify(line)}\n`)) await once(out, 'drain');
      written++;
    }
  }
  out.end();
  await once(out, 'finish');
  renameSync(`${file}.part`, file);
  return file;
}

/** As long as a child's identifier. */
const keyOf = (number: number): string => number.toString(36).padStart(22, 'k');

/** Reads the file; records that are kept aside go to `ask`, up to `most`. */
export async function readSample(file: string, most: number, put: (labelled: LabelledRecord) => void): Promise<LabelledRecord[]> {
  const asked: LabelledRecord[] = [];
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const labelled = JSON.parse(line) as LabelledRecord;
    if (number++ % askedShare === 0 && asked.length < most) asked.push(labelled);
    else put(labelled);
  }
  return asked;
}

/** What is said of a person when only the name is known, as in the peers' queries. */
export const nameOf = ({ record }: LabelledRecord): string => [...(record.givenNames ?? []), ...(record.surnames ?? [])].join(' ');
