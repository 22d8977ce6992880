import { succeed } from '#kernel/result.ts';
import { fileRoles } from '#kernel/role.ts';
import { query } from '#platform/ledger/query.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { agencyNames, waitingAlarms, waitingHandovers, waitingReferrals } from '#rooms/handover/index.ts';
import { summariesOf } from '#rooms/person/index.ts';
import { displayNameOf } from '#rooms/person/rules.ts';
import { fileQueues, proveQueues, viewWork, type WorkItem, type WorkQueue } from '../schema.ts';
import { countForProof, firstOfEachQueue, type QueuedFile } from '../store/work.ts';

const shownOfEach = 8;

interface Queue {
  readonly queue: WorkQueue;
  readonly count: number;
  readonly items: WorkItem[];
}

/** Files in their queues, with names for those whom the caller sees. */
async function queuedFiles(unit: UnitOfWork, isMine: boolean): Promise<Queue[]> {
  const files = await firstOfEachQueue(unit, isMine ? unit.caller.workerId : null, shownOfEach);
  const names = new Map((await summariesOf(unit, files.map((file) => file.child_id))).map((summary) => [summary.childId, displayNameOf(summary.values)]));
  const agencies = await agencyNames(unit, files.flatMap((file) => file.to_node ?? []));
  const itemOf = (file: QueuedFile): WorkItem => {
    const peer = file.to_node === null ? null : (agencies.get(file.to_node) ?? null);
    const subject = file.queue === 'handover-under-way' ? { key: `monitoring.subject.${file.handover_status}`, values: { agency: peer ?? '' } } : { key: `monitoring.subject.${file.queue}`, values: {} };
    return {
      childId: file.child_id, handoverId: file.handover_id, referralId: null, title: names.get(file.child_id) ?? null, subject, urgency: file.urgency, dueAt: file.next_due_at,
      isOverdue: file.next_due_at !== null && file.next_due_at < unit.now, peer,
    };
  };
  return fileQueues.map((queue) => {
    const own = files.filter((file) => file.queue === queue);
    return { queue, count: own[0]?.in_queue ?? 0, items: own.map(itemOf) };
  });
}

/** What other agencies wait for. */
async function asked(unit: UnitOfWork): Promise<Queue[]> {
  const handovers = await waitingHandovers(unit);
  const referrals = await waitingReferrals(unit);
  const handoverItems = handovers.map((handover): WorkItem => ({
    childId: null, handoverId: handover.handoverId, referralId: null, title: handover.initials, urgency: handover.urgency, dueAt: handover.decideBy, isOverdue: handover.isOverdue, peer: handover.peer,
    subject: { key: `monitoring.subject.${handover.status}`, values: { agency: handover.peer, children: handover.children } },
  }));
  const referralItems = referrals.map((referral): WorkItem => ({
    childId: null, handoverId: null, referralId: referral.referralId, title: null, urgency: referral.urgency, dueAt: referral.decideBy, isOverdue: referral.decideBy < unit.now, peer: referral.peer,
    subject: { key: 'monitoring.subject.referral', values: { agency: referral.peer, service: referral.service } },
  }));
  const alarms = await waitingAlarms(unit);
  const names = new Map((await summariesOf(unit, alarms.flatMap(({ childId }) => childId ?? []))).map((summary) => [summary.childId, displayNameOf(summary.values)]));
  const alarmItems = alarms.slice(0, shownOfEach).map(({ kind, handoverId, childId, dueAt, peer }): WorkItem => ({
    childId, handoverId, referralId: null, title: childId === null ? peer : (names.get(childId) ?? peer), urgency: null, dueAt, isOverdue: dueAt < unit.now, peer,
    subject: { key: `handover-search.alarm.${kind}`, values: {} },
  }));
  return [
    { queue: 'alarms', count: alarms.length, items: alarmItems },
    { queue: 'waiting-for-my-answer', count: handoverItems.length, items: handoverItems.slice(0, 2 * shownOfEach) },
    { queue: 'referrals-waiting', count: referralItems.length, items: referralItems.slice(0, shownOfEach) },
  ];
}

export const work = query({
  name: 'monitoring.view-work',
  input: viewWork.input,
  scope: { roles: fileRoles },
  read: async (unit, { mine }) => succeed({ queues: [...(await asked(unit)), ...(await queuedFiles(unit, mine === 'mine'))], generatedAt: unit.now }),
  shows: ({ queues }) => queues.flatMap(({ items }) => items.flatMap(({ childId }) => childId ?? [])),
});

/** The proof that nobody falls between: for every open file one custodian and one queue. */
export const proof = query({
  name: 'monitoring.prove-queues',
  input: proveQueues.input,
  scope: { roles: ['supervisor', 'coordinator', 'monitoring_officer', 'administrator'], allowsNode: true },
  read: async (unit) => {
    const counted = await countForProof(unit);
    const inQueues = counted.queues.reduce((sum, { count }) => sum + count, 0);
    const inNoQueue = counted.open - inQueues;
    return succeed({
      ...counted, queues: fileQueues.map((queue) => ({ queue, count: counted.queues.find((one) => one.queue === queue)?.count ?? 0 })), inNoQueue,
      isProven: inNoQueue === 0 && counted.withoutCustodian === 0 && counted.withTwo === 0 && counted.heldWithoutFile === 0, checkedAt: unit.now,
    });
  },
});
