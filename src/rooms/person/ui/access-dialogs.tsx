import type { ChildId } from '#kernel/identifier.ts';
import { askAccess, breakGlass } from '#platform/access/schema.ts';
import { useAct } from '#web/device/query.ts';
import { useSession } from '#web/device/session.ts';
import { ConfirmDialog } from '#web/kit/confirm-dialog.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';

const leastReason = 20;

interface AccessDialogProps {
  readonly childId: ChildId;
  readonly onClose: () => void;
  readonly onDone?: () => void;
}

/** Asks a supervisor for sight of a file, with the reason. */
export function AskAccessDialog({ childId, onClose, onDone }: AccessDialogProps) {
  const { act, isBusy, problem } = useAct(askAccess);
  const ask = async (reason: string): Promise<void> => {
    const asked = await act({ childId, reason });
    if (!asked.ok) return;
    toast({ text: text('access.ask.sent') });
    onDone?.();
    onClose();
  };
  return (
    <ConfirmDialog title={text('access.ask.title')} isOpen onClose={onClose} confirmLabel={text('person-ui.access.ask')} needsReason leastReason={leastReason} isBusy={isBusy} onConfirm={(reason) => void ask(reason)}>
      <Stack gap={3}>
        <p>{text('access.ask.help')}</p>
        <ProblemNotice problem={problem} />
      </Stack>
    </ConfirmDialog>
  );
}

/** Opens a file at once, for half an hour; somebody else reviews why. */
export function BreakGlassDialog({ childId, onClose, onDone }: AccessDialogProps) {
  const { isBreakGlassLimited } = useSession();
  const { act, isBusy, problem } = useAct(breakGlass);
  const open = async (reason: string): Promise<void> => {
    if (!(await act({ childId, reason })).ok) return;
    onDone?.();
    onClose();
  };
  return (
    <ConfirmDialog title={text('access.breakGlass.title')} isOpen onClose={onClose} confirmLabel={text('person-ui.access.breakGlass')} tone="danger" needsReason leastReason={leastReason} isBusy={isBusy} onConfirm={(reason) => void open(reason)}>
      <Stack gap={3}>
        <p>{text('access.breakGlass.help')}</p>
        {isBreakGlassLimited && <Notice tone="danger">{text('access.breakGlass.limited')}</Notice>}
        <ProblemNotice problem={problem} />
      </Stack>
    </ConfirmDialog>
  );
}
