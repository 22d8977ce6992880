import { refuse, succeed } from '#kernel/result.ts';
import type { Wire, WireRequest, WireResponse } from '#exchange/federation/index.ts';
import { createSeededBytes } from './seeded-random.ts';

export type Answering = (request: WireRequest) => Promise<WireResponse>;

/** Shares of requests, from 0 to 1, that meet with each fault. */
export interface Faults {
  /** The request is lost. */
  readonly dropRequest: number;
  /** The request arrives, its answer is lost. */
  readonly dropAnswer: number;
  /** The request arrives twice. */
  readonly duplicate: number;
  /** The request is held back and arrives at the next `release`, in any order. */
  readonly delay: number;
  /** Bodies longer than this, either way, break the line; none unless told. */
  readonly breaksAfter?: number;
}

export const noFaults: Faults = { dropRequest: 0, dropAnswer: 0, duplicate: 0, delay: 0 };
/** A line that loses, doubles and delays about every fourth message. */
export const badLine: Faults = { dropRequest: 0.25, dropAnswer: 0.25, duplicate: 0.3, delay: 0.2 };

/** A line between nodes in one process that fails as told: the same seed and the same requests give the same faults. */
export interface FaultyWire {
  faults: Faults;
  /** Every request that was sent, whether it arrived or not. */
  readonly sent: { readonly from: string; readonly to: string; readonly request: WireRequest }[];
  /** The end of the line at which a node sends. */
  endOf(address: string): Wire;
  /** Connects a node. Connected again (a restart), the new one answers. */
  connect(address: string, answer: Answering): void;
  /** The node is gone until it is connected again (a crash). */
  disconnect(address: string): void;
  /** Nothing passes between the two, either way, until `heal`. */
  part(one: string, other: string): void;
  heal(): void;
  /** Lets the requests that were held back arrive, in an order of chance. @returns how many did */
  release(): Promise<number>;
}

export function createFaultyWire(seed: number, faults: Faults = noFaults): FaultyWire {
  const random = createSeededBytes(seed);
  const chance = (share: number): boolean => {
    const [high, low] = random(2);
    return (high! * 256 + low!) / 65_536 < share;
  };
  const answering = new Map<string, Answering>();
  const parted = new Set<string>();
  let held: { readonly to: string; readonly request: WireRequest }[] = [];
  const lost = (reason: string) => refuse('peer-unreachable', { reason });

  const wire: FaultyWire = {
    faults,
    sent: [],
    connect: (address, answer) => void answering.set(address, answer),
    disconnect: (address) => void answering.delete(address),
    part: (one, other) => void parted.add(`${one} ${other}`).add(`${other} ${one}`),
    heal: () => parted.clear(),
    endOf: (from) => ({
      async send(to, request) {
        wire.sent.push({ from, to, request });
        const answer = answering.get(to);
        if (!answer) return lost('ECONNREFUSED');
        if (parted.has(`${from} ${to}`) || chance(wire.faults.dropRequest)) return lost('TimeoutError');
        if (chance(wire.faults.delay)) {
          held.push({ to, request });
          return lost('TimeoutError');
        }
        const breaksAfter = wire.faults.breaksAfter ?? Number.POSITIVE_INFINITY;
        if (request.body.length > breaksAfter) return lost('ECONNRESET');
        const response = await answer(request);
        if (response.body.length > breaksAfter) return lost('ECONNRESET');
        if (chance(wire.faults.duplicate)) await answer(request);
        return chance(wire.faults.dropAnswer) ? lost('TimeoutError') : succeed(response);
      },
    }),
    async release() {
      const arriving = held.map((one) => ({ one, order: random(4).reduce((sum, byte) => sum * 256 + byte, 0) })).sort((first, second) => first.order - second.order);
      held = [];
      for (const { one } of arriving) await answering.get(one.to)?.(one.request);
      return arriving.length;
    },
  };
  return wire;
}
