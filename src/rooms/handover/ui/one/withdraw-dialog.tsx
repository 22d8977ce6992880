import { useState } from 'react';
import { useAct } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { Form } from '#web/kit/form.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { formErrorsOf } from '#web/kit/problem-text.ts';
import { Select } from '#web/kit/select.tsx';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import { withdrawOffer, type HandoverView } from '../../schema.ts';
import { withdrawalReasonOptions } from '../code-names.ts';

interface WithdrawDialogProps {
  readonly handover: HandoverView;
  readonly onClose: () => void;
}

/** Takes an offer back: alone and at once, as long as the child is not delivered. */
export function WithdrawDialog({ handover, onClose }: WithdrawDialogProps) {
  const [reason, setReason] = useState('');
  const withdraw = useAct(withdrawOffer);
  const send = async (): Promise<void> => {
    const answer = await withdraw.act({ handoverId: handover.handoverId, ...(reason === '' ? {} : { reason }) });
    if (!answer.ok) return;
    toast({ text: text('handover-ui.withdraw.done', { name: handover.peer.shortName }) });
    onClose();
  };
  return (
    <Dialog title={text('handover-ui.withdraw.title')} isOpen onClose={onClose}>
      <Form onSubmit={() => void send()} submitLabel={text('handover-ui.withdraw.act')} submitTone="danger" isBusy={withdraw.isBusy} errors={withdraw.problem ? formErrorsOf(withdraw.problem) : []} secondary={<Button variant="quiet" onPress={onClose}>{text('kit.cancel')}</Button>}>
        <Notice tone="info">{text('handover-ui.withdraw.text', { name: handover.peer.shortName })}</Notice>
        <Select name="withdraw.reason" label={text('handover-ui.withdraw.reason')} isOptional value={reason} onChange={setReason} options={withdrawalReasonOptions()} />
      </Form>
    </Dialog>
  );
}
