import { useState } from 'react';
import { useAct } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { formatInstant } from '#web/kit/dates.ts';
import { Stack } from '#web/kit/layout.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { RadioCards } from '#web/kit/radio-cards.tsx';
import { TextArea } from '#web/kit/text-area.tsx';
import { text } from '#web/kit/text.tsx';
import type { ChildId } from '#kernel/identifier.ts';
import { toast } from '#web/kit/toast.tsx';
import { settleField, type FieldAnswer, type FieldName } from '../schema.ts';
import { fieldText } from './field-text.ts';
import { usePlaceText } from './place-text.ts';

interface SettleDialogProps {
  readonly childId: ChildId;
  readonly field: FieldName;
  readonly label: string;
  /** The current answer first, then those that contest it. */
  readonly answers: readonly FieldAnswer[];
  readonly onClose: () => void;
}

const leastReason = 5;

/** Two answers to one question: one of them is chosen, with a reason. The other stays in the history. */
export function SettleDialog({ childId, field, label, answers, onClose }: SettleDialogProps) {
  const [chosen, setChosen] = useState('');
  const [reason, setReason] = useState('');
  const [errors, setErrors] = useState<{ readonly answer?: string; readonly reason?: string }>({});
  const { act, isBusy, problem } = useAct(settleField);
  const placeText = usePlaceText();
  const settle = async (): Promise<void> => {
    const answer = answers.find(({ operationId }) => operationId === chosen);
    const found = { ...(answer ? {} : { answer: text('kit.fault.missing') }), ...(reason.trim().length < leastReason ? { reason: text('kit.reason.tooShort', { count: leastReason }) } : {}) };
    setErrors(found);
    if (!answer || found.reason) return;
    const done = await act({ childId, field, value: answer.value, settles: answers.map(({ operationId }) => operationId), reason: reason.trim() });
    if (!done.ok) return;
    toast({ text: text('person-ui.settled', { field: label }) });
    onClose();
  };
  return (
    <Dialog
      isOpen onClose={onClose} title={text('person-ui.settle.title', { field: label })}
      actions={<><Button onPress={onClose}>{text('kit.cancel')}</Button><Button variant="primary" isBusy={isBusy} onPress={() => void settle()}>{text('person.settle')}</Button></>}
    >
      <Stack gap={4}>
        <ProblemNotice problem={problem} />
        <RadioCards
          name={`settle.${field}`} label={text('person.twoAnswers.hint')} error={errors.answer} value={chosen} onChange={setChosen}
          options={answers.map((answer) => ({
            value: answer.operationId, label: fieldText(field, answer.value, placeText),
            hint: `${text(`person.source.${answer.source}`)} · ${answer.actorLabel}, ${formatInstant(answer.at)}`,
          }))}
        />
        <TextArea name="settle.reason" label={text('kit.reason.label')} hint={text('kit.reason.hint')} error={errors.reason} rows={3} maxLength={500} value={reason} onChange={setReason} />
      </Stack>
    </Dialog>
  );
}
