import { expect, test } from 'vitest';
import { sql } from 'kysely';
import { lockLink, resetPauses } from '#exchange/federation/store.ts';
import type { Wire } from '#exchange/federation/index.ts';
import { createAgency, federate } from '#test/support/agency.ts';
import { createFaultyWire } from '#test/support/faulty-wire.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

test('a receipt that is taken in while a message of the same peer comes in waits for it, and both are done', async () => {
  const [clock, wire] = [createVirtualClock(), createFaultyWire(3)];
  const connect: Parameters<typeof createAgency>[0]['connect'] = (address, federation) => wire.connect(address, (request) => federation.handle(request));
  const receiver = await createAgency({ name: 'Recibe', seed: 2, clock, connect, wireAt: (address) => wire.endOf(address) });
  let incoming: Promise<void> | undefined;
  /** As `acceptMessage` does it: the line first, then the items on it. */
  const comesIn = (begun: () => void) => sender.within(async ({ transaction, now }) => {
    await lockLink(transaction, receiver.nodeId);
    begun();
    for (let [waiting, looks] = [0, 0]; waiting === 0 && looks < 5000; looks++) {
      const { rows } = await sql<{ count: number }>`select count(*)::integer as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(transaction);
      waiting = rows[0]!.count;
    }
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
