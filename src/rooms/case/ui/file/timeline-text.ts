import { listed } from '#rooms/person/ui/reference-names.ts';
import { formatDay, formatInstant, formatMonth, localDayOf } from '#web/kit/dates.ts';
import { hasText, text, type TextValues } from '#web/kit/text.tsx';
import type { FileView, TimelineEntry } from '../../schema.ts';
import { codeName } from '../code-names.ts';
import { deadlineTitle } from './deadline-title.ts';

type Shown = TimelineEntry['values'][string];

function wordOf(value: Exclude<Shown, readonly unknown[]>): string | number | boolean {
  if (typeof value === 'object') return 'key' in value ? text(value.key) : formatInstant(value.instant);
  return typeof value === 'string' ? codeName(value) : value;
}

/** The values of an entry as the message wants them: codes and keys in words, lists with their last "y". */
const wordsOf = (values: TimelineEntry['values']): TextValues =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => {
    if (Array.isArray(value)) return [name, value.length === 0 ? '—' : listed(value.map((part) => String(wordOf(part))))];
    const word = wordOf(value);
    // `select` reads words, also for yes and no
    return [name, typeof word === 'boolean' ? String(word) : word];
  }));

/** What an entry says, in one sentence; an act of a room whose texts are not here is named by its kind. */
export const entryTitle = ({ summary, values, kind }: TimelineEntry): string =>
  hasText(summary) ? text(summary, wordsOf(values)) : text('case-ui.timeline.other', { kind });

/** The words of a note, or those said of an act, if they may be read. */
export const entryBody = ({ values }: TimelineEntry): string | undefined => [values['text'], values['note']].find((words) => typeof words === 'string');

/** What an act was about, where its entry only points to it: the name of the deadline that was met or postponed. */
export function entrySubject({ values }: TimelineEntry, { deadlines }: Pick<FileView, 'deadlines'>): string | undefined {
  const deadline = deadlines.find(({ id }) => id === values['deadlineId']);
  return deadline && deadlineTitle(deadline);
}

/** When it happened, where that is not when it was written down: `Ocurrió: marzo de 2026`. */
export function happenedText({ at, precision, recordedAt }: TimelineEntry): string | undefined {
  switch (precision) {
    case 'minute': return at === recordedAt ? undefined : text('case-ui.timeline.happened', { when: formatInstant(at) });
    // of a day and a month only that part counts, whatever the time zone
    case 'day': return at.slice(0, 10) === localDayOf(recordedAt) ? undefined : text('case-ui.timeline.happened', { when: formatDay(at.slice(0, 10)) });
    case 'month': return text('case-ui.timeline.happened', { when: formatMonth(at.slice(0, 7)) });
    case 'unknown': return text('case-ui.timeline.happened', { when: text('kit.unanswered.unknown').toLowerCase() });
  }
}
