import type { ChildId } from '#kernel/identifier.ts';
import { reopenCustody } from '#rooms/handover/schema.ts';
import { useAct } from '#web/device/query.ts';
import { ConfirmDialog } from '#web/kit/confirm-dialog.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { text } from '#web/kit/text.tsx';

interface ReopenDialogProps {
  readonly childId: ChildId;
  readonly onClose: () => void;
}

/** Opens a closed file again, and with it this agency's responsibility. */
export function ReopenDialog({ childId, onClose }: ReopenDialogProps) {
  const { act, isBusy, problem } = useAct(reopenCustody);
  const reopen = async (reason: string): Promise<void> => {
    if ((await act({ childId, reason })).ok) onClose();
  };
  return (
    <ConfirmDialog title={text('case.verb.reopen-file')} isOpen onClose={onClose} confirmLabel={text('case.verb.reopen-file')} needsReason isBusy={isBusy} onConfirm={(reason) => void reopen(reason)}>
      <ProblemNotice problem={problem} />
    </ConfirmDialog>
  );
}
