import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { PaperCard, PaperDocument } from './document.ts';

export type Template = 'letter' | 'card';

/** Sets documents as PDF in a thread of its own: a page takes 15–80 ms that no request has to wait for. */
export interface Press {
  print(template: 'letter', content: PaperDocument): Promise<Buffer>;
  print(template: 'card', content: PaperCard): Promise<Buffer>;
  close(): Promise<void>;
}

interface Answer {
  readonly job: number;
  readonly pdf?: Uint8Array;
  readonly failure?: string;
}

/** The thread starts with the first document and ends with `close`. */
export function createPress(): Press {
  const waiting = new Map<number, { resolve: (pdf: Buffer) => void; reject: (error: Error) => void }>();
  let worker: Worker | undefined;
  let jobs = 0;
  const start = (): Worker => {
    const thread = new Worker(path.join(import.meta.dirname, 'press-worker.ts'));
    thread.unref();
    thread.on('message', ({ job, pdf, failure }: Answer) => {
      const waiter = waiting.get(job);
      waiting.delete(job);
      if (pdf) waiter?.resolve(Buffer.from(pdf));
      else waiter?.reject(new Error(failure));
    });
    thread.on('error', (error: Error) => {
      for (const waiter of waiting.values()) waiter.reject(error);
      waiting.clear();
      worker = undefined;
    });
    return thread;
  };
  return {
    print: (template: Template, content: PaperDocument | PaperCard) =>
      new Promise<Buffer>((resolve, reject) => {
        worker ??= start();
        jobs += 1;
        waiting.set(jobs, { resolve, reject });
        worker.postMessage({ job: jobs, template, content: JSON.stringify(content) });
      }),
    close: async () => {
      await worker?.terminate();
      worker = undefined;
    },
  };
}
