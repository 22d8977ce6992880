import { useState } from 'react';
import { useAct } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { ConfirmDialog } from '#web/kit/confirm-dialog.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import type { FormError } from '#web/kit/error-summary.tsx';
import { Form } from '#web/kit/form.tsx';
import { formErrorsOf } from '#web/kit/problem-text.ts';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { text } from '#web/kit/text.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { toast } from '#web/kit/toast.tsx';
import { liftHold, placeHold, type RetainedChild } from '../../schema/erasure.ts';

interface HoldDialogProps {
  readonly child: RetainedChild;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** An authority has ordered the file to be kept: which, and under what number. */
export function PlaceHoldDialog({ child, onClose, onDone }: HoldDialogProps) {
  const [authority, setAuthority] = useState('');
  const [reference, setReference] = useState('');
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const place = useAct(placeHold);
  const errorOf = (field: string) => errors.find((error) => error.name === field)?.message;
  const send = async (): Promise<void> => {
    const missing = Object.entries({ authority, reference }).filter(([, value]) => value.trim() === '').map(([field]) => field);
    setErrors(missing.map((field) => ({ name: field, message: text('kit.fault.missing') })));
    if (missing.length > 0) return;
    const answer = await place.act({ childId: child.childId, authority: authority.trim(), reference: reference.trim() });
    if (!answer.ok) return setErrors(formErrorsOf(answer.problem));
    toast({ text: text('handover-erasure.hold.done') });
    onDone();
  };
  return (
    <Dialog title={text('handover-erasure.hold')} isOpen onClose={onClose}>
      <Form onSubmit={() => void send()} submitLabel={text('handover-erasure.hold.act')} isBusy={place.isBusy} errors={errors} secondary={<Button variant="quiet" onPress={onClose}>{text('kit.cancel')}</Button>}>
        <ProblemNotice problem={place.problem} />
        <p>{text('handover-erasure.hold.text')}</p>
        <TextField name="authority" label={text('handover-erasure.hold.authority')} error={errorOf('authority')} maxLength={160} value={authority} onChange={setAuthority} />
        <TextField name="reference" label={text('handover-erasure.hold.reference')} error={errorOf('reference')} maxLength={80} value={reference} onChange={setReference} />
      </Form>
    </Dialog>
  );
}

export function LiftHoldDialog({ child, onClose, onDone }: HoldDialogProps) {
  const lift = useAct(liftHold);
  const send = async (reason: string): Promise<void> => {
    if (!(await lift.act({ childId: child.childId, reason })).ok) return;
    toast({ text: text('handover-erasure.lift.done') });
    onDone();
  };
  return (
    <ConfirmDialog title={text('handover-erasure.lift')} isOpen onClose={onClose} confirmLabel={text('handover-erasure.lift')} needsReason isBusy={lift.isBusy} onConfirm={(reason) => void send(reason)}>
      <ProblemNotice problem={lift.problem} />
      <p>{text('handover-erasure.lift.text')}</p>
    </ConfirmDialog>
  );
}
