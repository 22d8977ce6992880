import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { parse, CsvError } from 'csv-parse';
import type { Problem } from '#kernel/problem.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';

/** Bytes of a file that show which character divides its columns. */
const firstLook = 64 * 1024;

export interface RowReader {
  header(columns: readonly string[]): void;
  /** One row, as many cells as the heading; `false` stops reading. `line` is its line in the file, the heading being 1. */
  row(cells: readonly string[], line: number): boolean | void;
  progress?(bytes: number, ofBytes: number): void;
}

/**
 * Reads a CSV file row by row: UTF-8 with or without a mark, divided by comma, semicolon, tab or bar, blank lines skipped.
 * Refuses with `file-invalid` and a reason: `unreadable`, `empty`, `no-header`, `not-utf8`, `broken-quotes`, `broken-row`.
 */
export async function readCsv(file: string, reader: RowReader): Promise<Result<void>> {
  const size = await stat(file).then((found) => (found.isFile() ? found.size : undefined), () => undefined);
  if (size === undefined) return refuse('file-invalid', { reason: 'link-unreadable', file });
  if (size === 0) return refuse('file-invalid', { reason: 'link-empty', file });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const parser = parse({ delimiter: await dividerOf(file), bom: true, trim: true, skip_empty_lines: true, info: true });
  let header: readonly string[] | undefined;
  let problem: Problem | undefined;
  let isStopped = false;
  const fail = (reason: string, details: Problem['details'] = {}): void => { problem ??= refuse('file-invalid', { reason, file, ...details }).problem; };
  const take = (): void => {
    for (let next = parser.read() as Parsed | null; next !== null; next = parser.read() as Parsed | null) {
      if (isStopped || problem !== undefined) break;
      if (header === undefined) {
        header = next.record;
        if (isNoHeader(header)) fail('link-no-header');
        else reader.header(header);
      } else if (reader.row(next.record, next.info.lines) === false) isStopped = true;
    }
    if (isStopped || problem !== undefined) parser.destroy();
  };
  parser.on('readable', take);
  const ended = new Promise<void>((resolve) => {
    parser.on('end', resolve);
    parser.on('close', resolve);
    parser.on('error', (error) => {
      if (error instanceof CsvError) fail(/QUOTE/.test(error.code) ? 'link-broken-quotes' : 'link-broken-row', { line: Number(error['lines'] ?? 0) });
      else fail('link-unreadable');
      resolve();
    });
  });
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>) {
      if (bytes === 0 && (chunk[0] === 0xff || chunk[0] === 0xfe)) throw new TypeError('UTF-16');
      bytes += chunk.length;
      if (isStopped || problem !== undefined) break;
      if (!parser.write(decoder.decode(chunk, { stream: true }))) await Promise.race([new Promise((resolve) => parser.once('drain', resolve)), ended]);
      reader.progress?.(bytes, size);
    }
    if (!isStopped && problem === undefined) decoder.decode();
  } catch (error) {
    fail(error instanceof TypeError ? 'link-not-utf8' : 'link-unreadable');
    parser.destroy();
  }
  if (!isStopped && problem === undefined) parser.end();
  await ended;
  if (problem === undefined && header === undefined) fail('link-empty');
  return problem === undefined ? succeed(undefined) : { ok: false, problem };
}

interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** A first line of numbers, or with a name twice or without any, is no heading. */
const isNoHeader = (cells: readonly string[]): boolean =>
  cells.every((cell) => cell === '' || /^[\d\s.,/-]+$/.test(cell)) || cells.filter((cell) => /^\d{2,}/.test(cell)).length > cells.length / 3
  || new Set(cells.filter((cell) => cell !== '')).size < cells.filter((cell) => cell !== '').length;

async function dividerOf(file: string): Promise<string> {
  let text = '';
  for await (const chunk of createReadStream(file, { end: firstLook - 1 }) as AsyncIterable<Buffer>) text += chunk.toString('utf8');
  const line = text.replace(/"[^"]*"/g, '').split(/\r?\n/).find((candidate) => candidate.trim() !== '') ?? '';
  const counted = [',', ';', '\t', '|'].map((divider) => [divider, line.split(divider).length] as const);
  return counted.reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}
