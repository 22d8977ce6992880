import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import type { Federation } from '#exchange/federation/index.ts';
import type { NodeId } from '#kernel/identifier.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { nodeScope, transact } from '#platform/db/transact.ts';
import { listPeers, type TrustedPeer } from '#rooms/governance/index.ts';
import { federationOf } from '../federation.ts';
import { incarnationIn } from '../incarnation.ts';
import { erasureBookIn } from '../erasure-book.ts';
import { peerBookIn } from '../peer-book.ts';
import { openNode } from '../production.ts';
import { newCommand, report, sizeText, withConfiguration, withJson, words, type Report } from './command.ts';
import { configured, type Overrides } from './configured.ts';

type Options = Overrides & { readonly json: boolean; readonly to: string; readonly answer?: string };

/** Bytes of photos and documents in one file. */
const mostBytes = 128 * 1024 * 1024;
const ending = '.amparo';

/** `amparo carry`: what the line would do, on a stick, for a node without a network. */
export const carryCommand = (): Command =>
  newCommand('carry')
    .addCommand(withJson(withConfiguration(newCommand('carry').name('export'))).description(words.name('cli.carry.export'))
      .argument('<file>', words.name('cli.argument.carry-out')).requiredOption('--to <agency>', words.name('cli.option.carry-to'))
      .action((file: string, options: Options) => report(options.json, () => withNode(options, (carrier) => save(carrier, options.to, file)))))
    .addCommand(withJson(withConfiguration(newCommand('carry').name('import'))).description(words.name('cli.carry.import'))
      .argument('<file>', words.name('cli.argument.carry-in')).option('--answer <file>', words.name('cli.option.carry-answer'))
      .action((file: string, options: Options) => report(options.json, () => withNode(options, (carrier) => take(carrier, file, options.answer)))));

interface Carrier {
  readonly self: NodeId;
  readonly federation: Federation;
  readonly peers: readonly TrustedPeer[];
}

async function withNode(options: Options, work: (carrier: Carrier) => Promise<Result<Report>>): Promise<Result<Report>> {
  const configuration = configured(options);
  if (!configuration.ok) return configuration;
  const node = await openNode(configuration.value);
  if (!node.ok) return node;
  const { services } = node.value;
  const { keyFolder } = configuration.value;
  try {
    const federation = federationOf(services, {
      incarnation: incarnationIn(keyFolder), peerBook: peerBookIn(keyFolder), erasureBook: erasureBookIn(keyFolder), scheduler: { wakeAt: () => undefined }, onFailure: (error) => { throw error; },
      // nothing leaves but the file
      wire: { send: () => Promise.resolve(refuse('peer-unreachable', { reason: 'no-route' })) },
    });
    const peers = await transact(services.database, nodeScope(services.clock.now()), listPeers);
    return await work({ self: services.nodeId, federation, peers });
  } finally {
    await node.value.close();
  }
}

/** A peer by its identifier or its name. Refuses `not-found`, reason `carry-peer`, with the names there are. */
function peerNamed({ peers }: Carrier, name: string): Result<TrustedPeer> {
  const wanted = name.toLowerCase();
  const found = peers.filter((peer) => peer.nodeId === name || peer.name.toLowerCase() === wanted);
  const near = found.length > 0 ? found : peers.filter((peer) => peer.name.toLowerCase().startsWith(wanted));
  return near.length === 1 ? succeed(near[0]!) : refuse('not-found', { reason: 'carry-peer', name, names: peers.map((peer) => peer.name) });
}

async function save(carrier: Carrier, name: string, asked: string): Promise<Result<Report>> {
  const peer = peerNamed(carrier, name);
  if (!peer.ok) return peer;
  const { nodeId } = peer.value;
  const isFolder = asked.endsWith(path.sep) || (existsSync(asked) && statSync(asked).isDirectory());
  const file = path.resolve(isFolder ? path.join(asked, `amparo-${nodeId.slice(2, 8)}${ending}`) : asked);
  // an earlier file of ours to the same agency is in this one again, unless its receipt came
  if (existsSync(file) && !readFileSync(file, 'utf8').startsWith(`{"format":"amparo-mail/2","from":"${carrier.self}","to":"${nodeId}"`)) return refuse('conflict', { reason: 'carry-exists', file });
  const made = await carrier.federation.exportMail(nodeId, mostBytes);
  if (!made.ok) return made;
  const { content, ...counts } = made.value;
  try {
    writeFileSync(`${file}.new`, content, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch (error) {
    return refuse('configuration-invalid', { reason: 'carry-unwritable', file, cause: (error as { code?: string }).code ?? '' });
  }
  const size = sizeText(content.length);
  return succeed({
    json: { file, to: nodeId, bytes: content.length, ...counts },
    lines: [words.say('cli.carry.saved', { file, size, name: peer.value.name, ...counts }), ...(counts.left > 0 ? [words.say('cli.carry.left', { left: counts.left })] : [])],
  });
}

async function take(carrier: Carrier, file: string, answer: string | undefined): Promise<Result<Report>> {
  if (!existsSync(file) || !statSync(file).isFile()) return refuse('not-found', { reason: 'carry-missing', file });
  const taken = await carrier.federation.importMail(readFileSync(file, 'utf8'));
  if (!taken.ok) return taken.problem.code === 'file-invalid' ? refuse('file-invalid', { reason: `carry-${String(taken.problem.details['reason'])}`, file }) : taken;
  const { from, answered: _answered, refused, ...counts } = taken.value;
  const name = carrier.peers.find(({ nodeId }) => nodeId === from)?.name ?? from;
  const lines = [words.say('cli.carry.taken', { name, ...counts }), ...refused.map((problem) => words.problem(problem))];
  const json = { from, ...counts, refused };
  if (answer === undefined) return succeed({ lines: [...lines, words.say('cli.carry.answer-next', { name })], json, isFailure: refused.length > 0 });
  const saved = await save(carrier, from, answer);
  return saved.ok ? succeed({ lines: [...lines, ...saved.value.lines], json: { ...json, answer: saved.value.json }, isFailure: refused.length > 0 }) : saved;
}
