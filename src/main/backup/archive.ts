import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { Decrypter, Encrypter } from 'age-encryption';
import { extract, pack } from 'tar-stream';
import { Check } from 'typebox/value';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { Head, headName } from './format.ts';

type ByteStream = ReadableStream<Uint8Array>;

export interface ArchiveWriter {
  put(name: string, content: Uint8Array): Promise<void>;
  /** Everything is on disk afterwards. */
  finish(): Promise<void>;
  abandon(): Promise<void>;
}

/** Writes tar, gzip and age into `file`, which must not exist, never holding more than one entry in memory. */
export function openArchiveWriter(file: string, lock: Encrypter): ArchiveWriter {
  const tar = pack();
  const gzip = createGzip({ level: 1 });
  const packed = pipeline(tar, gzip);
  const written = (async () => {
    const sealed = await lock.encrypt(Readable.toWeb(gzip) as ByteStream);
    await pipeline(Readable.fromWeb(sealed as never), createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true }));
  })();
  const done = Promise.all([packed, written]);
  // a full disk must end the writer, not leave it waiting for room
  const failed = new Promise<never>((_resolve, reject) => void done.catch(reject));
  failed.catch(() => undefined);
  return {
    put: (name, content) => Promise.race([failed, new Promise<void>((resolve, reject) => {
      tar.entry({ name, mtime: new Date(0), mode: 0o600 }, Buffer.from(content), (error) => (error ? reject(error) : resolve()));
    })]),
    finish: async () => {
      tar.finalize();
      await done;
    },
    abandon: async () => {
      tar.destroy();
      gzip.destroy();
      await done.catch(() => undefined);
    },
  };
}

export interface Entry {
  readonly name: string;
  readonly content: Buffer;
}

export interface OpenArchive {
  readonly head: Head;
  /** The other entries in their order, once. Throws an `ArchiveBroken` where the file ends early or was altered. */
  entries(): AsyncGenerator<Entry>;
  close(): void;
}

/** The file was cut, altered, or is no backup. */
export class ArchiveBroken extends Error {}

/**
 * Opens a backup and reads its head; nothing else is touched. Refuses with `not-found`, reason `backup-missing`, and with
 * `file-invalid`, reason `backup-key-wrong` or `backup-broken`.
 */
export async function openArchive(file: string, opener: Decrypter): Promise<Result<OpenArchive>> {
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) return refuse('not-found', { reason: 'backup-missing', file });
  const source = createReadStream(file);
  const plain = await opener.decrypt(Readable.toWeb(source) as ByteStream).then(succeed<ByteStream>, (error: Error) => {
    source.destroy();
    return refuse('file-invalid', { reason: /no identity matched/.test(error.message) ? 'backup-key-wrong' : 'backup-broken', file });
  });
  if (!plain.ok) return plain;
  const tar = extract();
  // its failure reaches the reader below through `tar`
  pipeline(Readable.fromWeb(plain.value as never), createGunzip(), tar).catch(() => undefined);
  const entries = read(tar);
  const first = await entries.next().catch(() => null);
  const head = first && !first.done && first.value.name === headName ? parsed(first.value.content) : null;
  if (!Check(Head, head)) {
    tar.destroy();
    return refuse('file-invalid', { reason: 'backup-broken', file });
  }
  return succeed({ head, entries: () => entries, close: () => tar.destroy() });
}

async function* read(tar: ReturnType<typeof extract>): AsyncGenerator<Entry> {
  try {
    for await (const entry of tar) {
      const parts: Buffer[] = [];
      for await (const part of entry) parts.push(part as Buffer);
      yield { name: entry.header.name, content: Buffer.concat(parts) };
    }
  } catch (error) {
    throw new ArchiveBroken('the backup cannot be read to its end', { cause: error });
  }
}

/** The value in a JSON entry; undefined when it is not JSON. */
export function parsed(content: Buffer): unknown {
  try {
    return JSON.parse(content.toString());
  } catch {
    return undefined;
  }
}
