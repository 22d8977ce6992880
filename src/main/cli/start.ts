import type { Command } from 'commander';
import { nodeCaller } from '#platform/access/index.ts';
import { issueOwnCard } from '#rooms/governance/index.ts';
import { succeed, valueOf, type Result } from '#kernel/result.ts';
import { createNode, type RunningNode } from '../node.ts';
import { openDatabase, openKeys, requireFreePort } from '../production.ts';
import { requireFinishedRestore } from '../backup/unfinished.ts';
import { newCommand, report, wholeNumber, withConfiguration, withJson, withOption, words, type Report } from './command.ts';
import { configured, type Overrides } from './configured.ts';
import { holdSoleNode, type SoleNode } from '../sole-node.ts';
import { stopOnSignal } from './stop-on-signal.ts';

type Options = Overrides & { readonly json: boolean };

/** `amparo start`: one node in production, until it is told to stop (SIGINT, SIGTERM). */
export const startCommand = (): Command =>
  withJson(withOption(withConfiguration(newCommand('start')), '--data <folder>', 'data'))
    .option('--port <number>', words.name('cli.option.port'), wholeNumber(0, 65_535))
    .action((options: Options) => report(options.json, () => start(options)));

/** Refuses before anything is opened what would stop it anyway: configuration, port, unfinished restore, keys, database. */
async function start(options: Options): Promise<Result<Report>> {
  const configuration = configured(options);
  if (!configuration.ok) return configuration;
  const { listen, name, keyFolder } = configuration.value;
  for (const check of [() => requireFreePort(listen), () => requireFinishedRestore(configuration.value.dataFolder)]) {
    const free = await check();
    if (!free.ok) return free;
  }
  const keys = await openKeys(configuration.value);
  if (!keys.ok) return keys;
  const opened = await openDatabase(configuration.value);
  if (!opened.ok) return opened;
  let node: RunningNode | undefined;
  let place: SoleNode | undefined;
  const stop = async () => {
    await node?.stop();
    await place?.release();
    await opened.value.close();
  };
  const held = await holdSoleNode(opened.value.target, () => {
    console.error(words.say('cli.start.taken'));
    void stop().finally(() => process.exit(1));
  });
  if (!held.ok) {
    await stop();
    return held;
  }
  place = held.value;
  try {
    node = await createNode({ configuration: configuration.value, database: opened.value.target, keys: keys.value });
    // keys or address may have changed since the last start: the peers must get a card that says so
    valueOf(await issueOwnCard.run(node.services, nodeCaller(node.services), {}));
    await node.alignPeers();
    const address = await node.listen();
    stopOnSignal(stop, () => console.error(words.say('cli.start.stopping')));
    const { nodeId } = node.services;
    return succeed({ json: { nodeId, address, keyFolder }, lines: [words.say('cli.start.answers', { name, nodeId, address })] });
  } catch (error) {
    await stop();
    throw error;
  }
}
