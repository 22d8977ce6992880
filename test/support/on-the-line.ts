import type { ChildId, Uuid } from '#kernel/identifier.ts';
import { valueOf } from '#kernel/result.ts';
import type { Wire } from '#exchange/federation/index.ts';
import type { Agency, AgencyOptions } from './agency.ts';
import { acceptAt, deliverFrom, offerTo } from './custody-acts.ts';
import type { FaultyWire } from './faulty-wire.ts';
import type { VirtualClock } from './virtual-clock.ts';

/* Agencies on a line of the tests: where they speak and listen, and how they come to have said everything. */

/** Where an agency speaks and listens, for `createAgency`. */
export const onLine = (wire: { endOf(address: string): Wire; connect: FaultyWire['connect'] }): Pick<AgencyOptions, 'wireAt' | 'connect'> => ({
  wireAt: (address) => wire.endOf(address),
  connect: (address, federation) => wire.connect(address, (request) => federation.handle(request)),
});

/** Every courier makes its round, one agency after the other. */
export async function courierRound(agencies: readonly Agency[]): Promise<void> {
  for (const agency of agencies) {
    await agency.federation.courier.round();
    await agency.quiet();
  }
}

/** So many rounds, an hour after each: what rested after a failure comes again. */
export async function hourlyRounds(agencies: readonly Agency[], clock: VirtualClock, rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    await courierRound(agencies);
    clock.advanceHours(1);
  }
}

/** Hands one child over to the end. @param rounds how often all speak after the offer, the acceptance and the delivery */
export async function handOverWith(settle: (rounds: number) => Promise<void>, rounds: readonly [offered: number, accepted: number, delivered: number], from: Agency, to: Agency, childId: ChildId): Promise<Uuid> {
  const { handoverId } = valueOf(await offerTo(from, to, [childId]));
  await settle(rounds[0]);
  valueOf(await acceptAt(to, handoverId));
  await settle(rounds[1]);
  valueOf(await deliverFrom(from, handoverId));
  await settle(rounds[2]);
  return handoverId;
}
