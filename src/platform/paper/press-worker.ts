import { parentPort } from 'node:worker_threads';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

interface Job {
  readonly job: number;
  readonly template: string;
  readonly content: string;
}

/** Templates are read from this folder only; nothing else of the disk can be reached from a document. */
const compiler = NodeCompiler.create({ workspace: import.meta.dirname });

parentPort!.on('message', ({ job, template, content }: Job) => {
  try {
    const pdf = compiler.pdf({ mainFilePath: `${import.meta.dirname}/${template}.typ`, inputs: { data: content } });
    compiler.evictCache(10);
    parentPort!.postMessage({ job, pdf });
  } catch (error) {
    parentPort!.postMessage({ job, failure: error instanceof Error ? error.message : String(error) });
  }
});
