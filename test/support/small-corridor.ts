import type { ChildId, Uuid } from '#kernel/identifier.ts';
import { valueOf } from '#kernel/result.ts';
import type { Verb } from '#platform/ledger/verb.ts';
import type { NodeSettings } from '#platform/services.ts';
import { receive } from '#rooms/case/index.ts';
import { accept, deliver, offer, runHandoverClocks } from '#rooms/handover/index.ts';
import { createAgency, federate, type Agency } from './agency.ts';
import { badLine, createFaultyWire, noFaults, type FaultyWire } from './faulty-wire.ts';
import { courierRound, onLine } from './on-the-line.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

/** Some whole agencies on one line and one clock, for tests of what happens between them. */
export interface SmallCorridor {
  readonly agencies: readonly Agency[];
  readonly clock: VirtualClock;
  readonly wire: FaultyWire;
  /** Rounds of all couriers until nothing is under way. */
  settle(rounds?: number): Promise<void>;
  /** Time passes; every node looks at its clocks and speaks with the others. */
  pass(hours: number): Promise<void>;
  /** A day over a line that loses, doubles and delays, in which one agency starts anew; then what was held up arrives. */
  overBadLine(restarted: Agency): Promise<void>;
  receiveChild(at: Agency, profile?: Record<string, unknown>): Promise<ChildId>;
  /** Offers with everything that the tests do not care for. */
  offerTo(from: Agency, to: Agency, childIds: readonly ChildId[], more?: Record<string, unknown>): Promise<Uuid>;
  /** Hands children over from one agency to another, to the end. */
  handOver(from: Agency, to: Agency, childIds: readonly ChildId[]): Promise<Uuid>;
  close(): Promise<void>;
}

export const somePlan = { place: 'Tapachula', at: '2026-03-10T15:00:00.000Z' };
export const someOverride = { consentOverride: { reason: 'imminent_harm', note: 'peligro inminente' } };
export const someDelivery = (at: string) => ({ at, place: 'Tapachula', deliveredBy: 'Ana', receivedBy: 'Luz', condition: 'bien' });

/** What a verb gave; throws on a refusal. */
export const done = async <Output>(agency: Agency, verb: unknown, input: unknown, caller = agency.worker): Promise<Output> =>
  valueOf(await agency.run(verb as Verb<never, Output>, input, caller));

export async function createSmallCorridor(names: readonly string[], options: { readonly settings?: Readonly<Record<string, Partial<NodeSettings>>>; readonly terms?: Record<string, unknown> } = {}): Promise<SmallCorridor> {
  const clock = createVirtualClock();
  const wire = createFaultyWire(7);
  const agencies = await Promise.all(names.map((name, index) => createAgency({
    name, seed: index + 1, clock, ...onLine(wire), settings: options.settings?.[name] ?? {},
  })));
  await federate(agencies, options.terms);
  const corridor: SmallCorridor = {
    agencies, clock, wire,
    async settle(rounds = 4) {
      for (let round = 0; round < rounds; round++) await courierRound(agencies);
    },
    async pass(hours) {
      clock.advanceHours(hours);
      await corridor.settle(2);
      for (const agency of agencies) await runHandoverClocks(agency.services, agency.caller);
      await corridor.settle(2);
    },
    async overBadLine(restarted) {
      wire.faults = badLine;
      for (let step = 0; step < 10; step++) {
        await corridor.settle(1);
        await wire.release();
        if (step === 2) restarted.restart();
        clock.advanceHours(2);
      }
      wire.faults = noFaults;
      await wire.release();
      await corridor.settle(2);
    },
    receiveChild: async (at, profile = {}) => (await done<{ childId: ChildId }>(at, receive, {
      searchedFirst: { candidatesShown: 0 }, source: 'child', found: { by: 'shelter' }, teamId: at.team,
      profile: { givenNames: 'Xochitl', firstSurname: 'Prueba', birth: { precision: 'year', year: 2014 }, sex: 'F', nationalities: ['HN'], company: 'alone', ...profile },
    })).childId,
    offerTo: async (from, to, childIds, more = {}) => (await done<{ handoverId: Uuid }>(from, offer, {
      childIds, to: to.nodeId, reason: 'care', urgency: 'planned', plan: somePlan, ...someOverride, ...more,
    })).handoverId,
    async handOver(from, to, childIds) {
      const handoverId = await corridor.offerTo(from, to, childIds);
      await corridor.settle();
      await done(to, accept, { handoverId, plan: somePlan, teamId: to.team });
      await corridor.settle();
      await done(from, deliver, { handoverId, delivery: someDelivery(clock.now()) });
      await corridor.settle();
      return handoverId;
    },
    close: async () => void (await Promise.all(agencies.map((agency) => agency.close()))),
  };
  await corridor.settle(2);
  return corridor;
}
