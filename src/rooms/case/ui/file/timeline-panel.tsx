import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { useAct } from '#web/device/query.ts';
import { useSession } from '#web/device/session.ts';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { formatInstant } from '#web/kit/dates.ts';
import type { IconName } from '#web/kit/icon.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { text } from '#web/kit/text.tsx';
import { Timeline, type TimelineItem } from '#web/kit/timeline.tsx';
import { useNow } from '#web/kit/use-now.ts';
import type { Tone } from '#web/kit/badge.tsx';
import { calledName } from '#rooms/person/ui/field-text.ts';
import { recordPrint, timelineCategories, type TimelineCategory, type TimelineEntry, type FileView } from '../../schema.ts';
import type { FilePartProps } from './file-part.ts';
import { entryBody, entrySubject, entryTitle, happenedText } from './timeline-text.ts';
import { useTimeline } from './use-timeline.ts';
import styles from './timeline-panel.module.css';

const icons: Readonly<Record<TimelineCategory, IconName>> = {
  identity: 'child', concern: 'alert', consent: 'check', note: 'note', contact: 'phone', team: 'people', deadline: 'calendar', document: 'file', file: 'file', custody: 'handover', journey: 'route', tracing: 'search', other: 'info',
};
const tones: Partial<Readonly<Record<TimelineCategory, Tone>>> = { custody: 'brand', concern: 'danger', consent: 'success', document: 'info', note: 'clay', deadline: 'warn' };

const longestHead = 70;

/** A long sentence is told in two: what was done, and below it what exactly. */
function headAndRest(title: string): { readonly head: string; readonly rest: string | undefined } {
  const cut = title.search(/[.:] /);
  return title.length <= longestHead || cut < 0 ? { head: title, rest: undefined } : { head: title.slice(0, cut), rest: title.slice(cut + 2) };
}

/** One entry as the kit's timeline shows it; it stands where it was written down, and says when it happened. */
export function timelineItem(entry: TimelineEntry, file: Pick<FileView, 'deadlines'>): TimelineItem {
  const subject = entrySubject(entry, file);
  const { head, rest } = headAndRest(entryTitle(entry));
  const words = entryBody(entry) ?? rest;
  const happened = happenedText(entry);
  const tone = tones[entry.category];
  return {
    id: entry.id, at: entry.recordedAt, kind: entry.category, kindLabel: text(`case.timelineCategory.${entry.category}`), title: head, by: entry.actorLabel, icon: icons[entry.category],
    ...(tone ? { tone } : {}),
    ...(subject || words || happened || entry.isWithheld ? {
      body: (
        <>
          {subject && <p>{subject}</p>}
          {words && <p className={styles['words']}>{words}</p>}
          {happened && <p className={styles['happened']}>{happened}</p>}
          {entry.isWithheld && <p className={styles['withheld']}>{text('case.withheld')}</p>}
        </>
      ),
    } : {}),
  };
}

/** Private to supervision: read on the screen by those who may, never on paper that others file. */
const isOnPaper = ({ values }: TimelineEntry): boolean => !(typeof values['kind'] === 'object' && 'key' in values['kind'] && values['kind'].key === 'case.note.supervision_private');

/** Everything that was recorded, newest first: by category, with an address for each entry, and to print. */
export function TimelinePanel({ file }: Pick<FilePartProps, 'file'>) {
  const { childId } = file;
  const { node, displayName } = useSession();
  const now = useNow();
  const [category, setCategory] = useState<TimelineCategory>();
  const [isPrinting, setIsPrinting] = useState(false);
  const { entries, problem, hasMore, isLoadingMore, loadMore, loadAll, retry } = useTimeline(childId, category);
  const record = useAct(recordPrint);
  useEffect(() => {
    // the entry was not there when the page opened: going to its address again finds it and marks it
    if (entries && window.location.hash.startsWith('#entry-')) window.location.replace(window.location.hash);
    // once, when the first page is here
  }, [entries !== undefined]);
  const print = async (): Promise<void> => {
    await loadAll();
    flushSync(() => setIsPrinting(true));
    window.print();
    setIsPrinting(false);
    await record.act({ childId, document: 'timeline', copies: 1 });
  };
  return (
    <Card title={text('case-ui.file.part.historia')} actions={<Button size="s" icon="print" isBusy={isPrinting || record.isBusy} onPress={() => void print()}>{text('kit.print')}</Button>}>
      <Stack gap={5}>
        <div className="print-only">
          <div className={styles['paper']}>
            <p><strong>{calledName(file.profile.values)}</strong></p>
            <p>{node.name} · {text('case-ui.timeline.printedBy', { name: displayName, at: formatInstant(now) })}</p>
          </div>
        </div>
        <div className="screen-only">
          <div className={styles['kinds']} role="group" aria-label={text('kit.timeline.filter')}>
            <button type="button" className={styles['kind']} aria-pressed={category === undefined} onClick={() => setCategory(undefined)}>{text('kit.all')}</button>
            {timelineCategories.map((option) => <button key={option} type="button" className={styles['kind']} aria-pressed={category === option} onClick={() => setCategory(option)}>{text(`case.timelineCategory.${option}`)}</button>)}
          </div>
        </div>
        <ProblemNotice problem={problem ?? record.problem} onRetry={retry} />
        {!entries && !problem && <Skeleton lines={8} />}
        {entries && <Timeline key={`${category} ${isPrinting}`} items={entries.filter((entry) => !isPrinting || isOnPaper(entry)).map((entry) => timelineItem(entry, file))} isFilterable={false} />}
        {hasMore && <div className="screen-only"><Button isBusy={isLoadingMore} onPress={loadMore}>{text('case-ui.timeline.more')}</Button></div>}
      </Stack>
    </Card>
  );
}
