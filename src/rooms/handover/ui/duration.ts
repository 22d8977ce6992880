import { hoursBetween, type Instant } from '#kernel/instant.ts';
import { text } from '#web/kit/text.tsx';

/** How long something lasted, in the one unit that says it best: `40 min`, `7 h`, `12 días`. */
export function durationText(from: Instant, until: Instant): string {
  const hours = Math.max(0, hoursBetween(from, until));
  if (hours < 1) return text('handover-ui.duration.minutes', { count: Math.floor(hours * 60) });
  if (hours < 48) return text('handover-ui.duration.hours', { count: Math.floor(hours) });
  return text('handover-ui.duration.days', { count: Math.floor(hours / 24) });
}
