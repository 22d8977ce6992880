import { rename, writeFile } from 'node:fs/promises';
import { createExplainer } from './explain-pair.ts';
import type { LinkedFiles } from './link-files.ts';
import type { Say } from './evidence.ts';
import { readCsv } from './read-file.ts';
import { nearThreshold, reportPage } from './report-page.ts';
import type { LinkLanguage } from './texts.ts';
import { writePairs } from './write-pairs.ts';

/** Pairs that the page shows as samples. */
const samplePairs = 16;

/** Writes the pairs and, where asked, the page of results. */
export async function savePairs(linked: LinkedFiles, out: string, report: string | undefined, say: Say, language: LinkLanguage, onProgress: (share: number) => void): Promise<void> {
  await writePairs(out, linked, createExplainer(linked, say), say, onProgress);
  if (report === undefined) return;
  const samples = nearThreshold(linked, samplePairs);
  const cells = await cellsOf(linked, new Set(samples.flatMap(({ left, right }) => [left, right])));
  await writeFile(`${report}.part`, reportPage(linked, samples, (record) => cells.get(record) ?? [], say, language));
  await rename(`${report}.part`, report);
}

/** The cells of a few records, read anew from their files: the engine keeps only what it compares. */
async function cellsOf({ heads, records }: LinkedFiles, wanted: ReadonlySet<number>): Promise<Map<number, (readonly [string, string])[]>> {
  const cells = new Map<number, (readonly [string, string])[]>();
  let record = 0;
  for (const [place, { file, mapping }] of heads.entries()) {
    const shown = mapping.filter(({ field }) => field !== 'id' && field !== 'ignore');
    const last = place === 0 ? records.boundary : records.ids.length;
    await readCsv(file, {
      header: () => undefined,
      row: (row) => {
        if (wanted.has(record)) cells.set(record, shown.map(({ column, index }) => [column, row[index]!] as const));
        return ++record < last;
      },
    });
  }
  return cells;
}
