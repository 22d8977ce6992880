import { parentPort } from 'node:worker_threads';
import { createSearchIndex } from '../engine.ts';
import type { IndexAnswer, IndexMessage } from './index-host.ts';

const index = createSearchIndex();

parentPort!.on('message', (message: IndexMessage) => {
  if (message.kind === 'put') {
    for (const key of message.removed) index.remove(key);
    for (const record of message.records) index.upsert(record);
    return;
  }
  const candidates = index.search(message.query, message.options);
  parentPort!.postMessage({ question: message.question, candidates, size: index.size } satisfies IndexAnswer);
});
