import { parentPort } from 'node:worker_threads';
import type { Configuration } from './configuration.ts';
import { explore } from './explore.ts';

// one configuration comes in, one exploration goes out
parentPort!.on('message', (configuration: Configuration) => parentPort!.postMessage(explore(configuration), []));
