import { succeed } from '#kernel/result.ts';
import { fileRoles } from '#kernel/role.ts';
import { query } from '#platform/ledger/query.ts';
import { listAlarms } from '../schema.ts';
import { findAlarms } from '../store/alarms.ts';
import { agencyBook } from './agencies.ts';
import { clockHours } from './clock-hours.ts';

/** What stands still between agencies: nothing ends silently. */
export const alarms = query({
  name: 'handover.list-alarms',
  input: listAlarms.input,
  scope: { roles: fileRoles, allowsNode: true },
  read: async (unit) => {
    const agency = agencyBook(unit);
    const found = await findAlarms(unit, clockHours);
    return succeed({
      items: await Promise.all(found.map(async (row) => ({
        kind: row.kind, handoverId: row.handover_id, childId: row.child_id, since: row.since, dueAt: row.due_at, call: row.peer && (await agency(row.peer)),
      }))),
    });
  },
  shows: ({ items }) => items.flatMap(({ childId }) => childId ?? []),
});
