import type { ChildId } from '#kernel/identifier.ts';
import { dayOf, type Instant } from '#kernel/instant.ts';
import { refuse, succeed } from '#kernel/result.ts';
import { fileRoles } from '#kernel/role.ts';
import { operationsOf } from '#platform/ledger/operations.ts';
import { query } from '#platform/ledger/query.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { ageBands } from '#rooms/law/rules.ts';
import { findScope, getProfileState } from '#rooms/person/index.ts';
import { accompanimentOf, birthOf, initialsOf, profileViewOf } from '#rooms/person/rules.ts';
import type { PartialProfile } from '#rooms/person/schema.ts';
import { canRestore } from '../rules/decide-attachment.ts';
import { consentsOf, type CaseState } from '../rules/fold.ts';
import { canReadAttachment, canReadConcern, type Reader } from '../rules/readers.ts';
import { suggestionFor } from '../rules/receive.ts';
import { sealedCodes } from '../rules/shapes.ts';
import { timelineOf } from '../rules/timeline.ts';
import { concernHistory, viewFile, viewTimeline, type Ages, type Attachment, type ConcernView, type Labels } from '../schema.ts';
import { attachmentsOf } from '../store/attachments.ts';
import { deadlinesOf } from '../store/deadlines.ts';
import { findCaseState } from '../store/file.ts';
import { known } from './attachments.ts';
import { lawOf } from './open-file.ts';

const readerOf = ({ caller, node }: UnitOfWork): Reader => ({ node: node.nodeId, actor: caller.actor, roles: caller.roles, sealedCodes });

export function agesOf(values: PartialProfile, now: Instant): Ages {
  const { range, mexican, international, statistical, isPresumed } = ageBands(birthOf(values), dayOf(now));
  return { youngest: range.youngest, oldest: range.oldest, mexican, international, statistical, isPresumed };
}

export function labelsOf(values: PartialProfile): Labels {
  const { mexican, international } = accompanimentOf(values);
  return { mexican: mexican.label, mexicanReason: mexican.reason, international: international.label, internationalReason: international.reason };
}

function concernsOf(file: CaseState, reader: Reader): ConcernView[] {
  return [...file.concerns].filter(([code]) => canReadConcern(reader, code)).map(([, { current, answers }]) => {
    const { standing: _, ...concern } = current;
    return { ...concern, hasOtherAnswers: answers.some((answer) => answer.standing === 'contested') };
  }).toSorted((one, other) => other.severity - one.severity || (one.code < other.code ? -1 : 1));
}

async function attachmentViews(unit: UnitOfWork, childId: ChildId): Promise<Attachment[]> {
  return (await attachmentsOf(unit, childId))
    .filter((row) => canReadAttachment(unit.caller.roles, row.kind) && (row.removed_at === null || canRestore(known(row), unit.now)))
    .map((row) => ({
      id: row.attachment_id, kind: row.kind, title: row.title, mediaType: row.media_type, size: row.size, addedAt: row.added_at, actorLabel: row.actorLabel,
      hasPreview: row.preview_name !== null, removedAt: row.removed_at, canRestore: canRestore(known(row), unit.now),
    }));
}

/** The whole file but its timeline. Refuses with `not-found` and `erased`. What the caller's role may not read is left out. */
export const openFile = query({
  name: 'case.view-file',
  input: viewFile.input,
  scope: { roles: fileRoles },
  child: ({ childId }) => childId,
  async read(unit, input) {
    const childId = input.childId;
    const scope = await findScope(unit.transaction, childId);
    if (!scope) return refuse('not-found');
    const profile = await getProfileState(unit, childId);
    if (!profile.ok) return profile;
    const file = (await findCaseState(unit, childId)) ?? refuse('not-found');
    if (!file.ok) return file;
    const { received, urgency, contacts, proposal, closure } = file.value;
    if (!received) return refuse('not-found');
    const values = profile.value.values;
    const deadlines = await deadlinesOf(unit, childId, unit.now);
    const suggested = suggestionFor({ law: lawOf(unit.node), file: file.value, values, hasOverdueClock: deadlines.some((deadline) => deadline.isOverdue) }, unit.now);
    return succeed({
      childId,
      standing: scope.standing,
      status: closure === null && !file.value.isAnnulled ? 'open' as const : 'closed' as const,
      initials: initialsOf(values),
      profile: profileViewOf(profile.value),
      ages: agesOf(values, unit.now),
      labels: labelsOf(values),
      received,
      urgency: { level: urgency.level, reason: urgency.reason, flags: [...urgency.flags], suggested: suggested.level, suggestedBecause: [...suggested.reasons] },
      concerns: concernsOf(file.value, readerOf(unit)),
      consents: consentsOf(file.value),
      contacts: [...contacts.values()],
      deadlines,
      attachments: await attachmentViews(unit, childId),
      team: { teamId: scope.teamId, workerId: scope.workerId, proposedTeamId: proposal?.teamId ?? null, proposalReason: proposal?.reason ?? null },
      closure,
    });
  },
});

const pageSize = 50;

/** Everything recorded about the child, newest first. Refuses with `not-found`, `erased`, and `input-invalid` for a cursor of elsewhere. */
export const openTimeline = query({
  name: 'case.view-timeline',
  input: viewTimeline.input,
  scope: { roles: fileRoles },
  child: ({ childId }) => childId,
  async read(unit, { childId, category, cursor, limit }) {
    const operations = await operationsOf(unit.node, unit.transaction, childId);
    if (!operations.ok) return operations;
    if (operations.value.length === 0) return refuse('not-found');
    const entries = timelineOf(operations.value, readerOf(unit)).filter((entry) => category === undefined || entry.category === category);
    const start = cursor === undefined ? 0 : entries.findIndex((entry) => entry.id === cursor) + 1;
    if (cursor !== undefined && start === 0) return refuse('input-invalid', { fields: ['/cursor: unknown'] });
    const page = entries.slice(start, start + Number(limit ?? pageSize));
    return succeed({ entries: page, nextCursor: start + page.length < entries.length ? page.at(-1)!.id : null });
  },
});

/** Every answer on one need or risk, newest first. Refuses with `not-found` (also for a code the role may not read). */
export const openConcernHistory = query({
  name: 'case.concern-history',
  input: concernHistory.input,
  scope: { roles: fileRoles },
  child: ({ childId }) => childId,
  async read(unit, { childId, code }) {
    const file = (await findCaseState(unit, childId)) ?? refuse('not-found');
    if (!file.ok) return file;
    const concern = file.value.concerns.get(code);
    if (!concern || !canReadConcern(readerOf(unit), code)) return refuse('not-found', { what: 'concern' });
    return succeed({ code, answers: [...concern.answers] });
  },
});
