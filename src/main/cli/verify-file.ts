import { readFile } from 'node:fs/promises';
import { judge } from '#exchange/proof/index.ts';
import { sentencesOf } from '#exchange/proof/check/sentences.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { words, type Report } from './command.ts';

/** Judges an exported file: needs no node, no database and no network. Refuses `file-invalid`, reason `proof-file-missing`. */
export async function verifyFile(file: string): Promise<Result<Report>> {
  let content: string;
  try {
    content = await readFile(file, 'utf8');
  } catch {
    return refuse('file-invalid', { reason: 'proof-file-missing', file });
  }
  const verdict = await judge(content);
  return succeed({ json: verdict, lines: sentencesOf(verdict, words.say), isFailure: verdict.grade !== 'sound' });
}
