import { refuse, succeed } from '#kernel/result.ts';
import type { Wire, WireRequest, WireResponse } from '#exchange/federation/index.ts';
import { createSeededBytes } from '#test/support/seeded-random.ts';

/** How often each fault meets a request, from 0 to 1. */
export interface LineFaults {
  readonly dropRequest: number;
  readonly dropAnswer: number;
  readonly duplicate: number;
  /** Held back until `release`, which lets what was held arrive in an order of chance. */
  readonly delay: number;
}

export const calmLine: LineFaults = { dropRequest: 0, dropAnswer: 0, duplicate: 0, delay: 0 };

interface Door {
  answer(request: WireRequest): Promise<WireResponse>;
  /** Resolves when what follows from an answer in the background is done. */
  quiet(): Promise<void>;
}

/** What passed, for the counts of the run. */
export interface LineCounts {
  sent: number;
  dropped: number;
  duplicated: number;
  delayed: number;
  reordered: number;
  parted: number;
}

/**
 * The network of a campaign. Requests arrive one after the other, and each line has chance of its own, so that the same seed
 * gives the same run although a node speaks to all its peers at once.
 */
export class CampaignWire {
  faults: LineFaults = calmLine;
  readonly counts: LineCounts = { sent: 0, dropped: 0, duplicated: 0, delayed: 0, reordered: 0, parted: 0 };
  /** Called with each request before anything happens to it. */
  watch: (to: string, request: WireRequest) => Promise<void> = () => Promise.resolve();
  private readonly seed: number;
  private readonly doors = new Map<string, Door>();
  private readonly lines = new Map<string, (count: number) => Uint8Array>();
  private readonly parted = new Set<string>();
  private held: { readonly to: string; readonly request: WireRequest }[] = [];
  private last: Promise<unknown> = Promise.resolve();

  constructor(seed: number) {
    this.seed = seed;
  }

  connect = (address: string, door: Door): void => void this.doors.set(address, door);
  part = (one: string, other: string): void => void this.parted.add(`${one} ${other}`).add(`${other} ${one}`);
  heal = (): void => this.parted.clear();

  endOf = (from: string): Wire => ({ send: (to, request) => this.inTurn(() => this.pass(from, to, request)) });

  /** Straight to a door, past all faults, in turn with everything else. */
  knock = (to: string, request: WireRequest): Promise<WireResponse> => this.inTurn(() => this.arrive(to, request));

  /** Lets what was held back arrive, in another order than it was sent. @returns how many did */
  async release(draw: () => number): Promise<number> {
    const arriving = this.held.map((one, place) => ({ one, place, order: draw() })).toSorted((first, second) => first.order - second.order);
    this.held = [];
    for (const [index, { one, place }] of arriving.entries()) {
      if (index !== place) this.counts.reordered++;
      await this.inTurn(() => this.arrive(one.to, one.request).catch(() => undefined));
    }
    return arriving.length;
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work);
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private chanceOn(from: string, to: string): number {
    const name = `${from} ${to}`;
    const bytes = this.lines.get(name) ?? createSeededBytes([...name].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) | 0, this.seed));
    this.lines.set(name, bytes);
    const [high, low] = bytes(2);
    return (high! * 256 + low!) / 65_536;
  }

  private async arrive(to: string, request: WireRequest): Promise<WireResponse> {
    const door = this.doors.get(to)!;
    const response = await door.answer(request);
    await door.quiet();
    return response;
  }

  private async pass(from: string, to: string, request: WireRequest): ReturnType<Wire['send']> {
    const lost = (reason: string) => refuse('peer-unreachable', { reason });
    this.counts.sent++;
    await this.watch(to, request);
    if (this.parted.has(`${from} ${to}`)) {
      this.counts.parted++;
      return lost('ENETUNREACH');
    }
    const isDue = (share: number) => this.chanceOn(from, to) < share;
    if (isDue(this.faults.dropRequest)) {
      this.counts.dropped++;
      return lost('TimeoutError');
    }
    if (isDue(this.faults.delay)) {
      this.counts.delayed++;
      this.held.push({ to, request });
      return lost('TimeoutError');
    }
    try {
      const response = await this.arrive(to, request);
      if (isDue(this.faults.duplicate)) {
        this.counts.duplicated++;
        await this.arrive(to, request);
      }
      if (!isDue(this.faults.dropAnswer)) return succeed(response);
      this.counts.dropped++;
      return lost('TimeoutError');
    } catch {
      // the peer's process ended while it answered
      return lost('ECONNRESET');
    }
  }
}
