import { useState } from 'react';
import { StatusPill } from '#web/kit/badge.tsx';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { classes } from '#web/kit/classes.ts';
import { dueOf, formatInstant } from '#web/kit/dates.ts';
import { text } from '#web/kit/text.tsx';
import { useNow } from '#web/kit/use-now.ts';
import type { FileView } from '../../schema.ts';
import { CompleteDialog, PostponeDialog, ReminderDialog } from './deadline-dialogs.tsx';
import { deadlineBasis, deadlineTitle } from './deadline-title.ts';
import type { FilePartProps } from './file-part.ts';
import styles from './deadlines-panel.module.css';

type Deadline = FileView['deadlines'][number];

/** What is due by law, by policy and by the team's own reminders: open ones by date, then those that are done. */
export function DeadlinesPanel({ file, may }: FilePartProps) {
  const { childId, deadlines } = file;
  const now = useNow();
  const [dialog, setDialog] = useState<{ readonly kind: 'complete' | 'postpone'; readonly deadline: Deadline } | { readonly kind: 'add' }>();
  const close = (): void => setDialog(undefined);
  const open = deadlines.filter(({ status }) => status === 'open').toSorted((one, other) => one.dueAt.localeCompare(other.dueAt));
  const ended = deadlines.filter(({ status }) => status !== 'open').toSorted((one, other) => other.dueAt.localeCompare(one.dueAt));
  const one = (deadline: Deadline) => {
    const due = dueOf(deadline.dueAt, now);
    const isOpen = deadline.status === 'open';
    const mayPostpone = deadline.basis === 'statute' ? may.supervise : may.write;
    return (
      <li key={deadline.id} className={styles['deadline']}>
        <p className={styles['title']}>{deadlineTitle(deadline)}</p>
        {isOpen ? <p className={classes(styles['due'], styles[due.tone])}>{due.text}</p> : <StatusPill tone="neutral">{text(`case.deadlineStatus.${deadline.status}`)}</StatusPill>}
        <p className={styles['meta']}>{formatInstant(deadline.dueAt)} · {deadlineBasis(deadline)}{deadline.postponed > 0 && ` · ${text('case-ui.deadline.postponed', { count: deadline.postponed })}`}</p>
        {isOpen && may.write && (
          <div className={styles['acts']}>
            <Button size="s" icon="check" onPress={() => setDialog({ kind: 'complete', deadline })}>{text('case-ui.next.done')}</Button>
            {mayPostpone && <Button size="s" variant="quiet" icon="calendar" onPress={() => setDialog({ kind: 'postpone', deadline })}>{text('case.verb.postpone-deadline')}</Button>}
          </div>
        )}
      </li>
    );
  };
  return (
    <>
      <Card title={text('case-ui.deadline.open')} actions={may.write && <Button size="s" icon="plus" onPress={() => setDialog({ kind: 'add' })}>{text('case.verb.set-deadline')}</Button>}>
        {open.length === 0 ? <p>{text('case-ui.deadline.none')}</p> : <ul role="list" className={styles['deadlines']}>{open.map(one)}</ul>}
      </Card>
      {ended.length > 0 && <Card title={text('case-ui.deadline.ended')}><ul role="list" className={styles['deadlines']}>{ended.map(one)}</ul></Card>}
      {dialog?.kind === 'complete' && <CompleteDialog childId={childId} deadline={dialog.deadline} onClose={close} />}
      {dialog?.kind === 'postpone' && <PostponeDialog childId={childId} deadline={dialog.deadline} onClose={close} />}
      {dialog?.kind === 'add' && <ReminderDialog childId={childId} onClose={close} />}
    </>
  );
}
