import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import { list } from '#rooms/case/index.ts';
import { deliver, offer } from '#rooms/handover/index.ts';
import { openAgency, type Agency } from './support/agency.ts';
import { conclude, draft, ownTrust, trust, type Trust } from './support/agreement.ts';
import type { Figure } from './support/figure.ts';
import { commitLimit, signatureLimit } from './support/limits.ts';
import { fillRegistry, teamsFor } from './support/load.ts';
import { repeat } from './support/measure.ts';
import { figureCommand, isWanted, say, shareOf, type Measure, type Options } from './support/options.ts';
import { freePorts } from './support/ports.ts';
import { openServer, type BenchServer } from './support/postgres.ts';
import type { Word } from './support/receiver.ts';
import { onSteps } from './support/steps.ts';

/** Handovers that count: one after the other, and so many at once. */
const alone = 60;
const together = { count: 240, atOnce: 8 };
/** A handover that takes longer than this has failed. */
const patience = 60_000;

async function tell<Answer>(receiver: ChildProcess, word: Word): Promise<Answer> {
  receiver.send(word);
  const [{ value }] = (await once(receiver, 'message')) as [{ value: Answer }];
  return value;
}

/** Children of the sender who may be handed over, each once. */
async function* heldChildren(sender: Agency): AsyncGenerator<ChildId, never> {
  const coordinator = sender.worker(0, 0, 'coordinator');
  const taken = new Set<ChildId>();
  for (;;) {
    const { items } = (await sender.run(list as never, coordinator, { order: 'received', limit: '100' })) as { items: { childId: ChildId }[] };
    const free = items.map(({ childId }) => childId).filter((childId) => !taken.has(childId));
    if (free.length === 0) throw new Error('the sender holds no more children');
    for (const childId of free) {
      taken.add(childId);
      yield childId;
    }
  }
}

/** Hands one child over and resolves when the receiver's signed receipt of the delivery is on record here. */
function handoverBy(sender: Agency, to: NodeId): (childId: ChildId) => Promise<void> {
  const { services } = sender.running;
  const coordinator = sender.worker(0, 0, 'coordinator');
  const waiting = new Map<Uuid, { readonly done: () => void; readonly fail: (error: unknown) => void }>();
  const delivery = () => ({ at: services.clock.now(), place: 'Tapachula', deliveredBy: 'Persona A', receivedBy: 'Persona B', condition: 'Viaja bien' });
  onSteps(services, (handoverId, status) => {
    const end = waiting.get(handoverId);
    if (status === 'agreed') sender.run(deliver as never, coordinator, { handoverId, delivery: delivery() }).catch((error: unknown) => end?.fail(error));
    if (status === 'acknowledged') end?.done();
  });
  return async (childId) => {
    const input = { childIds: [childId], to, purpose: 'custody_transfer', reason: 'care', urgency: 'planned', plan: { place: 'Tapachula' }, consentOverride: { reason: 'imminent_harm', note: 'prueba' } };
    const { handoverId } = (await sender.run(offer as never, coordinator, input)) as { handoverId: Uuid };
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((done, fail) => {
      timer = setTimeout(() => fail(new Error(`handover ${handoverId} is not acknowledged after ${patience / 1000} s`)), patience);
      waiting.set(handoverId, { done, fail });
    }).finally(() => clearTimeout(timer));
    waiting.delete(handoverId);
  };
}

async function measureAt(server: BenchServer, options: Options, children: number): Promise<Figure[]> {
  const { folder } = options;
  const share = shareOf(options);
  const port = await freePorts(2);
  const place = path.join(folder, `${server.kind}-${children}`);
  const database = await server.database(`bench_${children}`);
  const sender = await openAgency({ name: 'Agencia que entrega', folder: place, database, port, teams: teamsFor(children) });
  await fillRegistry(sender, place, children);
  const receiver = fork(path.join(import.meta.dirname, 'support/receiver.ts'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const its = `receiver_${Date.now()}`;
  const peer = await tell<Trust>(receiver, { say: 'open', place: { name: 'Agencia que recibe', folder: path.join(folder, its), database: await server.database(`bench_${its}`), port: port + 1, teams: 1 } });
  await trust(sender, peer);
  await tell(receiver, { say: 'trust', peer: await ownTrust(sender) });
  await conclude(sender, await tell(receiver, { say: 'sign', document: await draft(sender, peer.nodeId) }));
  await sender.running.listen();

  const held = heldChildren(sender);
  const handOver = handoverBy(sender, peer.nodeId);
  const one = async () => handOver((await held.next()).value);
  const figures: Figure[] = [];
  const ways = [{ name: 'handover, one after the other', count: alone, atOnce: 1 }, { name: `handover, ${together.atOnce} at once`, ...together }];
  for (const { name, count, atOnce } of ways.filter((way) => isWanted(options, way.name))) {
    say(name);
    const limits = [await commitLimit(database, atOnce, share), signatureLimit(undefined, share)];
    const { perSecond, p50, p95 } = await repeat(one, { count, atOnce, seconds: 60, share });
    figures.push({ name, unit: '/s', value: perSecond, p50, p95, children, database: server.kind, limits });
  }
  receiver.send({ say: 'stop' } satisfies Word);
  await once(receiver, 'exit');
  await sender.running.stop();
  return figures;
}

/**
 * Offer, acceptance, delivery and the signed receipt of it, between two nodes in two processes over HTTP on this machine;
 * people answer at once. The sender holds many children, the receiver begins with none.
 */
export const measureHandovers: Measure = async (options) => {
  const server = await openServer(options.folder, options.database);
  const figures: Figure[] = [];
  for (const children of options.children) figures.push(...(await measureAt(server, options, children)));
  await server.stop();
  return { figures, databases: [server.name] };
};

if (import.meta.main) await figureCommand(measureHandovers);
