import { instantPattern, type Instant } from '#kernel/instant.ts';
import { isChildId } from '#kernel/identifier.ts';
import { refuse, succeed } from '#kernel/result.ts';
import { fileRoles } from '#kernel/role.ts';
import { query } from '#platform/ledger/query.ts';
import { rowScopeOf, type NodeServices } from '#platform/services.ts';
import { findCalendar, localDayOf } from '#rooms/law/index.ts';
import { summariesOf, type PersonSummary } from '#rooms/person/index.ts';
import { displayNameOf, initialsOf, valueOfField } from '#rooms/person/rules.ts';
import { isRealInstant } from '../rules/receive.ts';
import { listFiles, type ListItem } from '../schema.ts';
import { countFiles, listFileRows, type ListedFile, type ListMoment, type ListPosition } from '../store/list.ts';
import { agesOf, labelsOf } from './view.ts';

const pageSize = 50;

function momentOf(node: NodeServices, now: Instant): ListMoment {
  const timeZone = findCalendar(node.settings.country)?.timeZone ?? 'UTC';
  return { now, today: localDayOf(now, timeZone), timeZone };
}

/** A cursor names the last file of a page by the order's value and the child: nothing in it is secret, or trusted. */
function positionOf(cursor: string): ListPosition | null {
  const [value = '', childId = ''] = cursor.split('~');
  const isWhen = value === '' || (new RegExp(instantPattern).test(value) && isRealInstant(value));
  return isWhen && isChildId(childId) ? { value: value === '' ? null : (value), childId } : null;
}

/** Files within reach with counts over the same filter. Refuses with `input-invalid` for a cursor that is none. */
export const list = query({
  name: 'case.list-files',
  input: listFiles.input,
  scope: { roles: fileRoles },
  async read(unit, { cursor, limit, ...filter }) {
    const after = cursor === undefined ? null : positionOf(cursor);
    if (cursor !== undefined && after === null) return refuse('input-invalid', { fields: ['/cursor: form'] });
    const size = Number(limit ?? pageSize);
    const moment = momentOf(unit.node, unit.now);
    const rows = await listFileRows(unit, rowScopeOf(unit.caller, unit.now).reach, filter, moment, after, size + 1);
    const page = rows.slice(0, size);
    const people = new Map((await summariesOf(unit, page.map((row) => row.child_id))).map((summary) => [summary.childId, summary]));
    const last = page.at(-1);
    return succeed({
      items: page.map((row) => itemOf(row, people.get(row.child_id), unit.now)),
      counts: await countFiles(unit, filter, moment),
      nextCursor: rows.length > size && last ? `${(filter.order === 'received' ? last.received_at : last.next_due_at) ?? ''}~${last.child_id}` : null,
    });
  },
  shows: ({ items }) => items.map(({ childId }) => childId),
});

function itemOf(row: ListedFile, person: PersonSummary | undefined, now: Instant): ListItem {
  const values = person?.values ?? {};
  return {
    childId: row.child_id,
    initials: initialsOf(values),
    displayName: displayNameOf(values),
    sex: valueOfField(values, 'sex') ?? null,
    ages: agesOf(values, now),
    nationalities: valueOfField(values, 'nationalities') ?? [],
    labels: labelsOf(values),
    urgency: row.urgency,
    flags: row.flags,
    status: row.status === 'open' ? 'open' : 'closed',
    teamId: row.team_id,
    workerId: row.worker_id,
    proposedTeamId: row.proposed_team_id,
    receivedAt: row.received_at,
    nextDueAt: row.next_due_at,
    isOverdue: row.next_due_at !== null && row.next_due_at < now,
    hasDisputes: person?.hasDisputes ?? false,
  };
}
