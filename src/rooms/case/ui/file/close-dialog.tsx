import { useState } from 'react';
import type { ChildId } from '#kernel/identifier.ts';
import { useAct } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { ConfirmDialog } from '#web/kit/confirm-dialog.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { RadioCards } from '#web/kit/radio-cards.tsx';
import { text } from '#web/kit/text.tsx';
import { TextArea } from '#web/kit/text-area.tsx';
import { closeFile, closeReasons, reopenFile } from '../../schema.ts';

interface DialogProps {
  readonly childId: ChildId;
  readonly onClose: () => void;
}

const leastSummary = 10;
type CloseReason = (typeof closeReasons)[number];

/** Closes a file: why, and in a few words how it ended. The node refuses while a risk is open. */
export function CloseDialog({ childId, onClose }: DialogProps) {
  const [reason, setReason] = useState<CloseReason | ''>('');
  const [summary, setSummary] = useState('');
  const [isChecked, setIsChecked] = useState(false);
  const { act, isBusy, problem } = useAct(closeFile);
  const close = async (): Promise<void> => {
    setIsChecked(true);
    if (reason === '' || summary.trim().length < leastSummary) return;
    if ((await act({ childId, reason, summary: summary.trim() })).ok) onClose();
  };
  return (
    <Dialog
      title={text('case.verb.close-file')} isOpen onClose={onClose}
      actions={<><Button onPress={onClose}>{text('kit.cancel')}</Button><Button variant="danger" isBusy={isBusy} onPress={() => void close()}>{text('case.verb.close-file')}</Button></>}
    >
      <Stack gap={4}>
        <p>{text('case-ui.close.help')}</p>
        <ProblemNotice problem={problem} />
        <RadioCards name="close.reason" label={text('kit.reason.label')} error={isChecked && reason === '' ? text('kit.fault.missing') : undefined} value={reason} onChange={setReason} options={closeReasons.map((option) => ({ value: option, label: text(`case.closeReason.${option}`) }))} />
        <TextArea name="close.summary" label={text('case-ui.close.summary')} error={isChecked && summary.trim().length < leastSummary ? text('kit.fault.tooShort', { minLength: leastSummary }) : undefined} rows={3} maxLength={2000} value={summary} onChange={setSummary} />
      </Stack>
    </Dialog>
  );
}

/** Opens a closed file again, with the reason. */
export function ReopenDialog({ childId, onClose }: DialogProps) {
  const { act, isBusy, problem } = useAct(reopenFile);
  const reopen = async (reason: string): Promise<void> => {
    if ((await act({ childId, reason })).ok) onClose();
  };
  return (
    <ConfirmDialog title={text('case.verb.reopen-file')} isOpen onClose={onClose} confirmLabel={text('case.verb.reopen-file')} needsReason isBusy={isBusy} onConfirm={(reason) => void reopen(reason)}>
      <ProblemNotice problem={problem} />
    </ConfirmDialog>
  );
}
