import { nodeCaller } from '#platform/access/index.ts';
import type { NodeServices } from '#platform/services.ts';
import { sha256Of } from '#platform/vault/index.ts';
import { bytesOfFile, keepBytes } from '#rooms/case/index.ts';
import { childOfCard, childOfFolio, knownWay } from '#rooms/handover/index.ts';
import { refuse, succeed, valueOf } from '#kernel/result.ts';
import { consentPort, contactPort, erasurePort, createFederation, createHttpWire, custodyPort, disputePort, referralPort, searchPort, successionPort, type Federation, type FilePort, type ErasureBook, type IncarnationKeeper, type PeerBook, type PointerPort, type Scheduler, type Wire, paperPort, returnPort } from '#exchange/federation/index.ts';
import { operationShapes } from './operation-shapes.ts';

/** Photos and documents, where the case room keeps them. */
const files: FilePort = {
  listFiles: async (unit, childId) => {
    const travelling = await bytesOfFile(unit, childId);
    return travelling.ok ? travelling.value.map(({ fileName, content }) => ({ name: fileName, hash: sha256Of(content), size: content.length })) : [];
  },
  readFile: async (unit, childId, hash) => {
    const found = valueOf(await bytesOfFile(unit, childId)).find(({ content }) => sha256Of(content) === hash);
    return found ? succeed(found.content) : refuse('not-found', { what: 'attachment' });
  },
  storeFile: (unit, childId, { name }, content) => keepBytes(unit, childId, name, content),
};

/** Where a child is, as the handover room knows it. */
const pointers: PointerPort = {
  findPointer: async (unit, asked) => {
    const childId = 'childId' in asked ? asked.childId : 'cardNumber' in asked ? await childOfCard(unit, asked.cardNumber) : await childOfFolio(unit, asked.folio);
    return childId === null ? null : knownWay(unit, childId);
  },
};

/** A timer that holds one wish, does nothing until it is started, and never keeps the process alive by itself. */
export function createTimer(now: () => number): Scheduler & { start(): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let wish: { readonly at: number; readonly work: () => Promise<void> } | undefined;
  let isRunning = false;
  const arm = () => {
    clearTimeout(timer);
    if (!isRunning || !wish) return;
    const { at, work } = wish;
    timer = setTimeout(() => void work(), Math.min(Math.max(0, at - now()), 2 ** 31 - 1));
    timer.unref();
  };
  return {
    wakeAt: (milliseconds, work) => {
      wish = { at: milliseconds, work };
      arm();
    },
    start: () => {
      isRunning = true;
      arm();
    },
    stop: () => {
      isRunning = false;
      clearTimeout(timer);
    },
  };
}

export interface NodeFederation {
  readonly incarnation: IncarnationKeeper;
  readonly peerBook: PeerBook;
  readonly erasureBook: ErasureBook;
  readonly scheduler: Scheduler;
  readonly wire?: Wire;
  /** How the line is, from the configuration; as one that is always there unless told. */
  readonly line?: { readonly fetches?: boolean | undefined; readonly isRelay?: boolean | undefined } | undefined;
  readonly onFailure: (error: unknown) => void;
}

/** The federation of one node, made of its rooms. */
export const federationOf = (node: NodeServices, { incarnation, peerBook, erasureBook, scheduler, wire = createHttpWire(), line = {}, onFailure }: NodeFederation): Federation =>
  createFederation({
    node, caller: nodeCaller(node), incarnation, peerBook, erasureBook, wire, ports: [custodyPort, disputePort, referralPort, searchPort, successionPort, paperPort, returnPort, contactPort, consentPort, erasurePort], pointers, files, shapes: operationShapes, scheduler, fetchesFromPeers: line.fetches ?? false, isRelay: line.isRelay ?? false, onFailure,
  });
