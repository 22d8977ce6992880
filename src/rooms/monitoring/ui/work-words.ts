import type { OutputOf } from '#kernel/endpoint.ts';
import { riskLevels, type RiskLevel } from '#rooms/law/schema.ts';
import { needs } from '#reference/risk/index.ts';
import type { IconName } from '#web/kit/icon.tsx';
import { currentLanguage } from '#web/kit/language.ts';
import { hasText, text } from '#web/kit/text.tsx';
import type { viewWork, WorkItem, WorkQueue } from '../schema.ts';

export type Work = OutputOf<typeof viewWork>;

/** The groups of the first page, in the order in which they press. */
export const groups = [
  { key: 'answer', icon: 'inbox', queues: ['waiting-for-my-answer', 'referrals-waiting'] },
  { key: 'due', icon: 'clock', queues: ['alarms', 'overdue', 'due-today'] },
  { key: 'unowned', icon: 'people', queues: ['without-worker'] },
] as const satisfies readonly { readonly key: string; readonly icon: IconName; readonly queues: readonly WorkQueue[] }[];
/** Queues in which others act, or in which nothing presses. */
export const calmQueues = ['handover-under-way', 'in-follow-up'] as const satisfies readonly WorkQueue[];

export const queueIn = (work: Work, queue: WorkQueue): Work['queues'][number] => work.queues.find((each) => each.queue === queue) ?? { queue, count: 0, items: [] };
export const countOf = (work: Work, queues: readonly WorkQueue[]): number => queues.reduce((sum, queue) => sum + queueIn(work, queue).count, 0);

/** Where an item is worked on: the handover or referral that waits, else the child's file. */
export const hrefOf = ({ childId, handoverId, referralId }: WorkItem): string =>
  handoverId ? `/traspasos/${handoverId}` : referralId ? `/canalizaciones/${referralId}` : childId ? `/casos/${childId}` : '/avisos';

const serviceName = (code: string | number | undefined): string => needs.find((need) => need.code === code)?.[currentLanguage()] ?? String(code ?? '');

/** What an item is about, in words. */
export function subjectText({ subject }: WorkItem): string {
  const values = 'service' in subject.values ? { ...subject.values, service: serviceName(subject.values['service']) } : subject.values;
  return hasText(subject.key) ? text(subject.key, values) : '';
}

/** The name where it may be seen, else what kind of thing waits. */
export const titleText = (item: WorkItem): string =>
  item.title || (item.referralId ? text('monitoring.title.referral') : item.childId ? text('monitoring.title.nameless') : text('monitoring.title.offered', { count: Number(item.subject.values['children'] ?? 1) }));

/** The grave levels stand out in a row; the others stay quiet. */
export const graveLevel = ({ urgency }: WorkItem): RiskLevel | null => {
  const level = riskLevels.find((each) => each === urgency);
  return level === 'emergency' || level === 'high' ? level : null;
};
