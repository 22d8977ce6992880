import { useState } from 'react';
import type { ChildId } from '#kernel/identifier.ts';
import { useAct } from '#web/device/query.ts';
import { ConfirmDialog } from '#web/kit/confirm-dialog.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { RadioCards } from '#web/kit/radio-cards.tsx';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import { setTracking, type CustodyView } from '../schema.ts';

interface TrackingDialogProps {
  readonly childId: ChildId;
  readonly tracking: CustodyView['tracking'];
  readonly onClose: () => void;
}

const choices = ['direct', 'blind'] as const;

/** Decides whether the agency of origin learns where the child is. */
export function TrackingDialog({ childId, tracking, onClose }: TrackingDialogProps) {
  const [mode, setMode] = useState<(typeof choices)[number]>(tracking.mode === 'direct' ? 'direct' : 'blind');
  const decide = useAct(setTracking);
  const confirm = async (reason: string): Promise<void> => {
    if (!(await decide.act({ childId, mode, reason })).ok) return;
    toast({ text: text(`handover-tracking.${mode}`) });
    onClose();
  };
  return (
    <ConfirmDialog title={text('handover-tracking.open')} isOpen onClose={onClose} confirmLabel={text('handover-tracking.act')} needsReason isBusy={decide.isBusy} onConfirm={(reason) => void confirm(reason)}>
      <ProblemNotice problem={decide.problem} />
      {tracking.isForced
        ? <Notice tone="warn">{text('handover-tracking.forced')}</Notice>
        : <RadioCards name="tracking.mode" label={text('handover-tracking.label')} value={mode} onChange={setMode} options={choices.map((value) => ({ value, label: text(`handover-tracking.${value}`), hint: text(`handover-tracking.${value}.text`) }))} />}
    </ConfirmDialog>
  );
}
