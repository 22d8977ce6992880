import { useAct } from '#web/device/query.ts';
import { ConfirmDialog } from '#web/kit/confirm-dialog.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import { grantRequest, refuseRequest, retractAcceptance, type HandoverView } from '../../schema.ts';

const endpoints = { grant: grantRequest, refuse: refuseRequest, retract: retractAcceptance } as const;
export type ConfirmedAct = keyof typeof endpoints;

interface ConfirmActProps {
  readonly act: ConfirmedAct;
  readonly handover: HandoverView;
  readonly onClose: () => void;
}

/** An act that needs no more words: says what will follow and asks once more. */
export function ConfirmAct({ act, handover, onClose }: ConfirmActProps) {
  const { act: run, isBusy, problem } = useAct(endpoints[act]);
  const name = handover.peer.shortName;
  const confirm = async (): Promise<void> => {
    if (!(await run({ handoverId: handover.handoverId })).ok) return;
    toast({ text: text(`handover-ui.${act}.done`, { name }) });
    onClose();
  };
  return (
    <ConfirmDialog title={text(`handover-ui.${act}.title`)} isOpen onClose={onClose} confirmLabel={text(`handover-ui.${act}.act`)} onConfirm={() => void confirm()} tone={act === 'grant' ? 'primary' : 'danger'} isBusy={isBusy}>
      <ProblemNotice problem={problem} />
      <p>{text(`handover-ui.${act}.text`, { name })}</p>
    </ConfirmDialog>
  );
}
