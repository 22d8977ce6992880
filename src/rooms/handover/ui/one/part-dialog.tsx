import { useState } from 'react';
import { useLocation } from 'wouter';
import { useAct } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { Form } from '#web/kit/form.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { formErrorsOf } from '#web/kit/problem-text.ts';
import { text } from '#web/kit/text.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { toast } from '#web/kit/toast.tsx';
import { offerCounterProposal, type HandoverView } from '../../schema.ts';
import { childrenWords } from '../child-words.ts';

interface PartDialogProps {
  readonly handover: HandoverView;
  readonly onClose: () => void;
}

/** Turns the receiver's counter-proposal into a new offer; who stays is said before it is sent. */
export function PartDialog({ handover, onClose }: PartDialogProps) {
  const [decision, setDecision] = useState('');
  const [, navigate] = useLocation();
  const part = useAct(offerCounterProposal);
  const canTake = new Set(handover.ending?.canTake ?? []);
  const going = handover.children.filter(({ childId }) => canTake.has(childId));
  const staying = handover.children.filter(({ childId }) => !canTake.has(childId));
  const send = async (): Promise<void> => {
    const answer = await part.act({ handoverId: handover.handoverId, ...(decision.trim() === '' ? {} : { splitDecision: decision.trim() }) });
    if (!answer.ok) return;
    toast({ text: text('handover-ui.offer.sent', { name: handover.peer.shortName }) });
    navigate(`/traspasos/${answer.value.handoverId}`, { replace: true });
  };
  return (
    <Dialog title={text('handover-escalation.part.title', { name: handover.peer.shortName })} isOpen onClose={onClose}>
      <Form onSubmit={() => void send()} submitLabel={text('handover-escalation.part.act')} isBusy={part.isBusy} errors={part.problem ? formErrorsOf(part.problem) : []} secondary={<Button variant="quiet" onPress={onClose}>{text('kit.cancel')}</Button>}>
        <p>{text('handover-escalation.part.going', { who: childrenWords(going) })}</p>
        <Notice tone="warn">{text('handover-escalation.part.staying', { who: childrenWords(staying) })}</Notice>
        <TextField name="part.splitDecision" label={text('handover-escalation.splitDecision')} hint={text('handover-escalation.splitDecision.hint')} isOptional isCode maxLength={80} value={decision} onChange={setDecision} />
      </Form>
    </Dialog>
  );
}
