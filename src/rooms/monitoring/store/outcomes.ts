import { sql } from 'kysely';
import type { Instant } from '#kernel/instant.ts';
import { asNode } from '#platform/db/transact.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { custodyClocks } from '#reference/clocks/index.ts';
import type { HandoverFacts } from '../rules.ts';

/** Hours of a clock of custody; the reference is reviewed data, so a missing one is a bug. */
const hoursOf = (code: string): number => custodyClocks.find((clock) => clock.code === code)!.hours;

type Unit = Pick<UnitOfWork, 'transaction'>;

/**
 * Every handover that was opened in a period, each once, with no word about a child: read as the node, since counts are for those who
 * see no file. A request has no terms: its time to answer is that of a forced event.
 */
export const handoversOpened = (unit: Unit, from: Instant, until: Instant): Promise<readonly HandoverFacts[]> =>
  asNode(unit.transaction, async () => (await sql<HandoverFacts>`
    select h.direction, h.mode, h.status, h.ending->>'reason' as reason, h.opened_at as "openedAt",
      coalesce((select min(t.decide_by) from handover.terms t where t.handover_id = h.handover_id), h.opened_at + make_interval(hours => ${hoursOf('decide_forced')}))
        + make_interval(hours => ${hoursOf('commit')}) as "dueAt",
      (select min(lower(t.during)) from handover.tenure t where t.handover_id = h.handover_id) as "takenAt", seen.at as "firstContactAt",
      (select case when bool_or(s.closed_at is null) then 'open' when count(*) > 0 then 'closed' end
        from handover.search s join handover.member m on m.child_id = s.child_id and m.handover_id = h.handover_id and m.direction = h.direction
        where s.opened_at >= h.opened_at and s.opened_at < coalesce(seen.at, case when h.status in ('withdrawn', 'declined', 'acknowledged') then h.changed_at else 'infinity' end)) as search,
      exists (select 1 from handover.dispute d join handover.member m on m.child_id = d.child_id and m.epoch = d.epoch
        where m.handover_id = h.handover_id and m.direction = h.direction and d.settled_at is null) as "isDisputed"
    from (
      select handover_id, 'outgoing' as direction, status, mode, ending, opened_at, changed_at from handover.outgoing
      union all
      select handover_id, 'incoming', status, mode, ending, opened_at, changed_at from handover.incoming
    ) h
    left join lateral (select min(s.at) as at from handover.step s where s.handover_id = h.handover_id and s.kind = 'handover.arrived') seen on true
    where h.opened_at >= ${from} and h.opened_at < ${until}
    order by h.opened_at, h.handover_id`.execute(unit.transaction)).rows);

/** When the first handover of this node was opened; null where there is none yet. */
export const firstHandoverAt = (unit: Unit): Promise<Instant | null> =>
  asNode(unit.transaction, async () => (await sql<{ at: Instant | null }>`select least((select min(opened_at) from handover.outgoing), (select min(opened_at) from handover.incoming)) as at`.execute(unit.transaction)).rows[0]?.at ?? null);
