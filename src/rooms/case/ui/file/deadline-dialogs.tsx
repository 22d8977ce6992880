import { useState } from 'react';
import type { ChildId } from '#kernel/identifier.ts';
import { addDays, type Instant } from '#kernel/instant.ts';
import { useAct } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { DateTimeField } from '#web/kit/date-field.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { Row, Stack } from '#web/kit/layout.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { formErrorsOf } from '#web/kit/problem-text.ts';
import { text } from '#web/kit/text.tsx';
import { TextArea } from '#web/kit/text-area.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useNow } from '#web/kit/use-now.ts';
import { completeDeadline, postponeDeadline, setDeadline, type FileView } from '../../schema.ts';
import { deadlineTitle } from './deadline-title.ts';

interface DialogProps {
  readonly childId: ChildId;
  readonly onClose: () => void;
}
interface DeadlineDialogProps extends DialogProps {
  readonly deadline: FileView['deadlines'][number];
}

/** Says that what was due is done, with a word on how. */
export function CompleteDialog({ childId, deadline, onClose }: DeadlineDialogProps) {
  const [note, setNote] = useState('');
  const { act, isBusy, problem } = useAct(completeDeadline);
  const complete = async (): Promise<void> => {
    const done = await act({ childId, deadlineId: deadline.id, ...(note.trim() ? { note: note.trim() } : {}) });
    if (!done.ok) return;
    toast({ text: text('case-ui.deadline.completed') });
    onClose();
  };
  return (
    <Dialog
      title={text('case.verb.complete-deadline')} isOpen onClose={onClose}
      actions={<><Button onPress={onClose}>{text('kit.cancel')}</Button><Button variant="primary" isBusy={isBusy} onPress={() => void complete()}>{text('case.verb.complete-deadline')}</Button></>}
    >
      <Stack gap={4}>
        <p><strong>{deadlineTitle(deadline)}</strong></p>
        <ProblemNotice problem={problem} />
        <TextArea name="deadline.note" label={text('case-ui.deadline.note')} isOptional rows={3} maxLength={500} value={note} onChange={setNote} />
      </Stack>
    </Dialog>
  );
}

const leastReason = 5;

/** Quick answers to "until when": most of what is set is a day or a week away. */
function Soon({ from, onPick }: { readonly from: Instant; readonly onPick: (at: Instant) => void }) {
  return <Row gap={2}>{([1, 3, 7, 30] as const).map((days) => <Button key={days} size="s" onPress={() => onPick(addDays(from, days))}>{text('case-ui.deadline.inDays', { days })}</Button>)}</Row>;
}

/** Gives more time, with the reason; what a statute sets is postponed by a supervisor only. */
export function PostponeDialog({ childId, deadline, onClose }: DeadlineDialogProps) {
  const now = useNow();
  const [dueAt, setDueAt] = useState<Instant | ''>('');
  const [reason, setReason] = useState('');
  const [isChecked, setIsChecked] = useState(false);
  const { act, isBusy, problem } = useAct(postponeDeadline);
  const postpone = async (): Promise<void> => {
    setIsChecked(true);
    if (dueAt === '' || reason.trim().length < leastReason) return;
    if ((await act({ childId, deadlineId: deadline.id, dueAt, reason: reason.trim() })).ok) onClose();
  };
  const wrong = problem && formErrorsOf(problem, 'case-ui.deadline').find(({ name }) => name === 'dueAt')?.message;
  return (
    <Dialog
      title={text('case.verb.postpone-deadline')} isOpen onClose={onClose}
      actions={<><Button onPress={onClose}>{text('kit.cancel')}</Button><Button variant="primary" isBusy={isBusy} onPress={() => void postpone()}>{text('case.verb.postpone-deadline')}</Button></>}
    >
      <Stack gap={4}>
        <p><strong>{deadlineTitle(deadline)}</strong></p>
        {!wrong && <ProblemNotice problem={problem} />}
        <DateTimeField name="deadline.dueAt" label={text('case-ui.deadline.newDate')} error={wrong ?? (isChecked && dueAt === '' ? text('kit.fault.missing') : undefined)} value={dueAt} onChange={setDueAt} />
        <Soon from={deadline.dueAt > now ? deadline.dueAt : now} onPick={setDueAt} />
        <TextArea name="deadline.reason" label={text('kit.reason.label')} hint={text('kit.reason.hint')} error={isChecked && reason.trim().length < leastReason ? text('kit.reason.tooShort', { count: leastReason }) : undefined} rows={3} maxLength={500} value={reason} onChange={setReason} />
      </Stack>
    </Dialog>
  );
}

/** A reminder that the worker sets for herself and her team. */
export function ReminderDialog({ childId, onClose }: DialogProps) {
  const now = useNow();
  const [title, setTitle] = useState('');
  const [dueAt, setDueAt] = useState<Instant | ''>('');
  const [isChecked, setIsChecked] = useState(false);
  const { act, isBusy, problem } = useAct(setDeadline);
  const add = async (): Promise<void> => {
    setIsChecked(true);
    if (title.trim() === '' || dueAt === '') return;
    if ((await act({ childId, title: title.trim(), dueAt })).ok) onClose();
  };
  const missing = (isEmpty: boolean): string | undefined => (isChecked && isEmpty ? text('kit.fault.missing') : undefined);
  return (
    <Dialog
      title={text('case.verb.set-deadline')} isOpen onClose={onClose}
      actions={<><Button onPress={onClose}>{text('kit.cancel')}</Button><Button variant="primary" isBusy={isBusy} onPress={() => void add()}>{text('case.verb.set-deadline')}</Button></>}
    >
      <Stack gap={4}>
        <ProblemNotice problem={problem} />
        <TextField name="reminder.title" label={text('case-ui.deadline.what')} error={missing(title.trim() === '')} maxLength={200} value={title} onChange={setTitle} />
        <DateTimeField name="reminder.dueAt" label={text('case-ui.deadline.when')} error={missing(dueAt === '')} value={dueAt} onChange={setDueAt} />
        <Soon from={now} onPick={setDueAt} />
      </Stack>
    </Dialog>
  );
}
