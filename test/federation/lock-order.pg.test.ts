import { expect, test } from 'vitest';
import { sql } from 'kysely';
import { lockLink, resetPauses } from '#exchange/federation/store.ts';
import type { Wire } from '#exchange/federation/index.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { lockHead } from '#platform/ledger/chain.ts';
import { accept, withdraw } from '#rooms/handover/index.ts';
import { createAgency, federate, type Agency } from '#test/support/agency.ts';
import { createFaultyWire } from '#test/support/faulty-wire.ts';
import { createSmallCorridor, somePlan } from '#test/support/small-corridor.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

/** Asks until another transaction waits for this one. */
async function someoneWaits({ transaction }: Pick<UnitOfWork, 'transaction'>): Promise<void> {
  for (let [waiting, looks] = [0, 0]; waiting === 0; looks++) {
    if (looks === 5000) throw new Error('nobody waits for a lock');
    const { rows } = await sql<{ count: number }>`select count(*)::integer as count from pg_locks where not granted and pg_backend_pid() = any (pg_blocking_pids(pid))`.execute(transaction);
    waiting = rows[0]!.count;
  }
}

test('a receipt that is taken in while a message of the same peer comes in waits for it, and both are done', async () => {
  const [clock, wire] = [createVirtualClock(), createFaultyWire(3)];
  const connect: Parameters<typeof createAgency>[0]['connect'] = (address, federation) => wire.connect(address, (request) => federation.handle(request));
  const receiver = await createAgency({ name: 'Recibe', seed: 2, clock, connect, wireAt: (address) => wire.endOf(address) });
  let incoming: Promise<void> | undefined;
  /** As `acceptMessage` does it: the line first, then the items on it. */
  const comesIn = (begun: () => void) => sender.within(async ({ transaction, now }) => {
    await lockLink(transaction, receiver.nodeId);
    begun();
    await someoneWaits({ transaction });
    await resetPauses(transaction, receiver.nodeId, now);
  });
  const meeting = (end: Wire): Wire => ({
    send: async (to, request) => {
      const answer = await end.send(to, request);
      if (request.path !== '/fed/1/inbox' || incoming) return answer;
      await new Promise<void>((begun) => { incoming = comesIn(begun); });
      return answer;
    },
  });
  const sender = await createAgency({ name: 'Envia', seed: 1, clock, connect, wireAt: (address) => meeting(wire.endOf(address)) });
  await federate([sender, receiver]);
  const { delivered } = await sender.federation.courier.round();
  await incoming;
  expect(delivered).toBeGreaterThan(0);
  expect(await sender.within(async ({ transaction }) => (await sql<{ open: number }>`select count(*)::integer as open from federation.sent where receipt is null and obsolete_at is null`.execute(transaction)).rows[0]!.open)).toBe(0);
  await Promise.all([sender.close(), receiver.close()]);
});

test('an act of custody that must wait for the ledger holds no row of custody meanwhile: nobody who has the ledger can wait for it', async () => {
  const corridor = await createSmallCorridor(['Norte', 'Sur']);
  const [north, south] = corridor.agencies as [Agency, Agency];
  const [childId, offeredId] = [await corridor.receiveChild(north), await corridor.receiveChild(north)];
  const handoverId = await corridor.offerTo(north, south, [offeredId]);
  await corridor.settle(1);
  const acts: readonly [Agency, () => Promise<unknown>][] = [
    [south, () => south.run(accept as never, { handoverId, plan: somePlan, teamId: south.team })],
    [north, () => north.federation.courier.round()],
    [north, () => north.run(withdraw as never, { handoverId })],
    [north, () => corridor.receiveChild(north)],
    [north, () => corridor.offerTo(north, south, [childId])],
  ];
  for (const [agency, act] of acts) {
    let acting: Promise<unknown> | undefined;
    await agency.within(async (unit) => {
      await lockHead(unit.transaction, 'operation');
      acting = act();
      await someoneWaits(unit);
      for (const table of ['handover.node_state', 'handover.custody']) await sql`select 1 from ${sql.table(table)} for update nowait`.execute(unit.transaction);
    });
    await acting;
  }
  await corridor.close();
});
