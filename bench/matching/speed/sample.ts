import { createReadStream, createWriteStream, existsSync, renameSync } from 'node:fs';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { generateCorridor, type LabelledRecord } from '#rooms/tracing/generator/corridor.ts';

/** Records for one child, about: the generator's mean. */
const recordsPerChild = 2.17;

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
const keyOf = (number: number): string => number.toString(36).padStart(22, '-');

/** Calls back with every record of a file, in its order. */
export async function eachRecord(file: string, put: (labelled: LabelledRecord, number: number) => unknown): Promise<void> {
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file) })) await put(JSON.parse(line) as LabelledRecord, number++);
}

/** What is asked: records that are kept out of the registry, of children that another record in it speaks of. */
export interface Questions {
  readonly asked: readonly LabelledRecord[];
  readonly isKept: (number: number) => boolean;
}

/** Spreads `most` questions over the whole file. */
export async function chooseQuestions(file: string, records: number, most: number): Promise<Questions> {
  // about one record in five is the only one of its child
  const stride = Math.max(2, Math.floor(records / (1.45 * most + 1)));
  const aside: LabelledRecord[] = [];
  const known = new Set<number>();
  await eachRecord(file, (labelled, number) => (number % stride === 0 ? aside.push(labelled) : known.add(labelled.childId)));
  return { asked: aside.filter(({ childId }) => known.has(childId)).slice(0, most), isKept: (number) => number % stride !== 0 };
}

/** What is said of a person when only the name is known, as in the peers' queries. */
export const nameOf = ({ record }: LabelledRecord): string => [...(record.givenNames ?? []), ...(record.surnames ?? [])].join(' ');

/** The year of birth as far as it was said: the date's, or what an age makes of it. */
export const yearOf = ({ record: { birth } }: LabelledRecord): number | null =>
  birth?.date !== undefined ? Number(birth.date.slice(0, 4)) : birth?.estimatedAge !== undefined ? Number(birth.recordedOn!.slice(0, 4)) - birth.estimatedAge : null;
