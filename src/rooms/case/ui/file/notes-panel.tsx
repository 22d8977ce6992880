import { useState } from 'react';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import type { Problem } from '#kernel/problem.ts';
import { useQueryClient } from '@tanstack/react-query';
import { call, newRequestId } from '#web/device/call.ts';
import { Badge } from '#web/kit/badge.tsx';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { classes } from '#web/kit/classes.ts';
import { formatInstant } from '#web/kit/dates.ts';
import { focusField } from '#web/kit/error-summary.tsx';
import { Row } from '#web/kit/layout.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { problemText } from '#web/kit/problem-text.ts';
import { useShortcut } from '#web/kit/shortcuts.ts';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { text } from '#web/kit/text.tsx';
import { noteKinds, writeNote, type NoteKind, type TimelineEntry } from '../../schema.ts';
import type { FilePartProps } from './file-part.ts';
import { NoteComposer, type WrittenNote } from './note-composer.tsx';
import { entryBody, entryTitle, happenedText } from './timeline-text.ts';
import { useTimeline } from './use-timeline.ts';
import styles from './notes-panel.module.css';

/** A note that was written and is not acknowledged yet: shown at once, and never lost. */
interface PendingNote extends WrittenNote {
  readonly requestId: Uuid;
  readonly corrects: Uuid | null;
  readonly problem?: Problem;
}

const kindOf = ({ values }: TimelineEntry): NoteKind => noteKinds.find((kind) => typeof values['kind'] === 'object' && 'key' in values['kind'] && values['kind'].key === `case.note.${kind}`) ?? 'general';
const wordIn = (entry: TimelineEntry, name: string): string | undefined => (typeof entry.values[name] === 'string' ? entry.values[name] : undefined);

function usePendingNotes(childId: ChildId) {
  const [pending, setPending] = useState<readonly PendingNote[]>([]);
  const client = useQueryClient();
  const send = async (note: PendingNote): Promise<void> => {
    const { kind, text: words, happened, corrects, requestId } = note;
    setPending((before) => [{ kind, text: words, happened, corrects, requestId }, ...before.filter((each) => each.requestId !== requestId)]);
    const written = await call(writeNote, { childId, kind, text: words, ...(happened ? { happened } : {}), ...(corrects ? { corrects } : {}) }, { requestId });
    if (written.ok) await client.invalidateQueries();
    setPending((before) => (written.ok ? before.filter((each) => each.requestId !== requestId) : before.map((each) => (each.requestId === requestId ? { ...each, problem: written.problem } : each))));
  };
  const drop = (requestId: Uuid): void => setPending((before) => before.filter((each) => each.requestId !== requestId));
  return { pending, send, drop };
}

/** Notes, the newest first. One that was written is shown at once; a correction is a new note beside the old one. */
export function NotesPanel({ file, may }: FilePartProps) {
  const { childId } = file;
  const { entries, problem, hasMore, isLoadingMore, loadMore, retry } = useTimeline(childId, 'note');
  const { pending, send, drop } = usePendingNotes(childId);
  const [correcting, setCorrecting] = useState<string>();
  useShortcut('n', text('case.verb.write-note'), () => focusField('note.text'));
  const corrected = new Set(entries?.map((entry) => wordIn(entry, 'corrects')));
  const write = (corrects: Uuid | null) => (note: WrittenNote): void => {
    setCorrecting(undefined);
    void send({ ...note, corrects, requestId: newRequestId() });
  };
  const one = (entry: TimelineEntry) => {
    const words = entryBody(entry);
    const noteId = wordIn(entry, 'noteId') as Uuid | undefined;
    const isCorrected = noteId !== undefined && corrected.has(noteId);
    return (
      <li key={entry.id} id={`entry-${entry.id}`} className={classes(styles['note'], isCorrected && styles['corrected'])}>
        <div className={styles['head']}>
          <Badge tone="clay">{entryTitle(entry)}</Badge>
          {isCorrected && <Badge>{text('case-ui.note.corrected')}</Badge>}
          {wordIn(entry, 'corrects') && <Badge tone="info">{text('case-ui.note.isCorrection')}</Badge>}
          <span className={styles['by']}>{entry.actorLabel}, {formatInstant(entry.recordedAt)}</span>
        </div>
        <p className={styles['text']}>{words ?? text('case.withheld')}</p>
        {happenedText(entry) && <p className={styles['by']}>{happenedText(entry)}</p>}
        {may.write && words && noteId && !isCorrected && correcting !== entry.id && <Row><Button size="s" variant="quiet" icon="edit" onPress={() => setCorrecting(entry.id)}>{text('case-ui.note.correct')}</Button></Row>}
        {correcting === entry.id && noteId && <NoteComposer childId={childId} corrects={{ kind: kindOf(entry), text: words ?? '' }} onWrite={write(noteId)} onCancel={() => setCorrecting(undefined)} />}
      </li>
    );
  };
  return (
    <>
      {may.write && <Card title={text('case.verb.write-note')}><NoteComposer childId={childId} onWrite={write(null)} /></Card>}
      <Card title={text('case-ui.file.part.notas')}>
        <ProblemNotice problem={problem} onRetry={retry} />
        {!entries && !problem && <Skeleton lines={6} />}
        {entries?.length === 0 && pending.length === 0 && <p>{text('case-ui.note.none')}</p>}
        <ol role="list" className={styles['notes']}>
          {pending.map((note) => (
            <li key={note.requestId} className={classes(styles['note'], styles['pending'])}>
              <div className={styles['head']}><Badge tone="clay">{text(`case.note.${note.kind}`)}</Badge><span className={styles['by']} role="status">{note.problem ? problemText(note.problem) : text('case-ui.note.sending')}</span></div>
              <p className={styles['text']}>{note.text}</p>
              {note.problem && <Row gap={2}><Button size="s" icon="refresh" onPress={() => void send(note)}>{text('kit.retry')}</Button><Button size="s" variant="quiet" onPress={() => drop(note.requestId)}>{text('case-ui.note.drop')}</Button></Row>}
            </li>
          ))}
          {entries?.map(one)}
        </ol>
        {hasMore && <Button isBusy={isLoadingMore} onPress={loadMore}>{text('case-ui.timeline.more')}</Button>}
      </Card>
    </>
  );
}
