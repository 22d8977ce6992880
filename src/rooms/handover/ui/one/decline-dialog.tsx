import { useState } from 'react';
import type { ChildId, NodeId } from '#kernel/identifier.ts';
import { useAct, useEndpoint } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { CheckboxGroup } from '#web/kit/checkbox-group.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import type { FormError } from '#web/kit/error-summary.tsx';
import { Form } from '#web/kit/form.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { formErrorsOf } from '#web/kit/problem-text.ts';
import { RadioCards } from '#web/kit/radio-cards.tsx';
import { Select } from '#web/kit/select.tsx';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import { declineReasons, forcedDeclineReasons, type DeclineReason } from '../../rules.ts';
import { declineCustody, listReceivers, type HandoverView } from '../../schema.ts';
import { childWords } from '../child-words.ts';
import { endingText } from '../code-names.ts';

interface DeclineDialogProps {
  readonly handover: HandoverView;
  readonly onClose: () => void;
}

const noErrors: readonly FormError[] = [];

/** Declines with a reason; names who should be asked instead, or the part of the group that could be taken. */
export function DeclineDialog({ handover, onClose }: DeclineDialogProps) {
  const { handoverId, mode, children, peer } = handover;
  const [reason, setReason] = useState<DeclineReason | ''>('');
  const [redirect, setRedirect] = useState<NodeId | ''>('');
  const [canTake, setCanTake] = useState<ChildId[]>([]);
  const [errors, setErrors] = useState(noErrors);
  const decline = useAct(declineCustody);
  const { value } = useEndpoint(listReceivers, {});
  const reasons = mode === 'forced' ? forcedDeclineReasons : declineReasons;
  const agencies = [...new Map((value?.receivers ?? []).map(({ agency }) => [agency.nodeId, agency])).values()].filter(({ nodeId }) => nodeId !== peer.nodeId);
  const isPartial = mode !== 'forced' && children.length > 1 && reason !== '' && reason !== 'redirect';

  const send = async (): Promise<void> => {
    const found = reason === '' ? 'reason' : reason === 'redirect' && redirect === '' ? 'redirect' : null;
    setErrors(found ? [{ name: `decline.${found}`, message: text(`handover-ui.decline.fault.${found}`) }] : noErrors);
    if (found) return;
    const answer = await decline.act({ handoverId, reason, ...(reason === 'redirect' && redirect !== '' ? { redirect } : {}), ...(isPartial && canTake.length > 0 ? { canTake } : {}) });
    if (!answer.ok) return setErrors(formErrorsOf(answer.problem));
    toast({ text: text('handover-ui.decline.done', { name: peer.shortName }) });
    onClose();
  };
  const errorOf = (name: string) => errors.find((error) => error.name === name)?.message;
  return (
    <Dialog title={text('handover-ui.decline.title')} isOpen onClose={onClose} size="l">
      <Form onSubmit={() => void send()} submitLabel={text('handover-ui.decline.act')} submitTone="danger" isBusy={decline.isBusy} errors={errors} secondary={<Button variant="quiet" onPress={onClose}>{text('kit.cancel')}</Button>}>
        <Notice tone="info">{text(mode === 'forced' ? 'handover-ui.decline.forced' : 'handover-ui.decline.text', { name: peer.shortName })}</Notice>
        <RadioCards name="decline.reason" label={text('handover-ui.decline.reason')} error={errorOf('decline.reason')} columns={2} value={reason} onChange={setReason} options={reasons.map((value) => ({ value, label: endingText(value) }))} />
        {reason === 'redirect' && (
          <Select name="decline.redirect" label={text('handover-ui.decline.redirect')} error={errorOf('decline.redirect')} value={redirect} onChange={setRedirect} options={agencies.map(({ nodeId, shortName }) => ({ value: nodeId, label: shortName }))} />
        )}
        {isPartial && (
          <CheckboxGroup name="decline.canTake" label={text('handover-ui.decline.canTake')} hint={text('handover-ui.decline.canTake.hint')} isOptional columns={2} value={canTake} onChange={setCanTake} options={children.map((child) => ({ value: child.childId, label: childWords(child) }))} />
        )}
      </Form>
    </Dialog>
  );
}
