import { useState } from 'react';
import { useLocation } from 'wouter';
import type { ChildId } from '#kernel/identifier.ts';
import { useAct } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import type { FormError } from '#web/kit/error-summary.tsx';
import { Form } from '#web/kit/form.tsx';
import { formErrorsOf } from '#web/kit/problem-text.ts';
import { RadioCards } from '#web/kit/radio-cards.tsx';
import { Select } from '#web/kit/select.tsx';
import { text } from '#web/kit/text.tsx';
import { TextArea } from '#web/kit/text-area.tsx';
import { returnCustody, type AgencyView } from '../../schema.ts';
import { handoverReasonOptions } from '../code-names.ts';
import { ConsentFields } from '../offer/consent-fields.tsx';
import { agreesToSharing, useFiles } from '../offer/use-files.ts';

const noErrors: readonly FormError[] = [];

interface ReturnDialogProps {
  readonly childId: ChildId;
  readonly previous: AgencyView;
  readonly onClose: () => void;
}

/** Offers the child back to the agency that had her before, in one step; this agency stays responsible until its receipt. */
export function ReturnDialog({ childId, previous, onClose }: ReturnDialogProps) {
  const group = useFiles([childId]);
  const [reason, setReason] = useState('');
  const [urgency, setUrgency] = useState<'planned' | 'emergency'>('planned');
  const [note, setNote] = useState('');
  const [override, setOverride] = useState({ overrideReason: '', overrideNote: '' });
  const [errors, setErrors] = useState(noErrors);
  const [, navigate] = useLocation();
  const giveBack = useAct(returnCustody);
  const lacksConsent = group.some((child) => child.file && !agreesToSharing(child));
  const send = async (): Promise<void> => {
    const missing = [...(reason === '' ? ['reason'] : []), ...(lacksConsent && override.overrideReason === '' ? ['overrideReason'] : []), ...(lacksConsent && override.overrideNote.trim() === '' ? ['overrideNote'] : [])];
    setErrors(missing.map((name) => ({ name, message: text('kit.fault.missing') })));
    if (missing.length > 0) return;
    const answer = await giveBack.act({
      childId, reason, urgency, ...(note.trim() === '' ? {} : { note: note.trim() }), ...(lacksConsent ? { consentOverride: { reason: override.overrideReason, note: override.overrideNote.trim() } } : {}),
    });
    if (!answer.ok) return setErrors(formErrorsOf(answer.problem));
    navigate(`/traspasos/${answer.value.handoverId}`);
  };
  return (
    <Dialog title={text('handover-ending.return.title', { name: previous.shortName })} isOpen onClose={onClose}>
      <Form onSubmit={() => void send()} submitLabel={text('handover-ending.return.act', { name: previous.shortName })} isBusy={giveBack.isBusy} errors={errors} secondary={<Button variant="quiet" onPress={onClose}>{text('kit.cancel')}</Button>}>
        <p>{text('handover-ending.return.text', { name: previous.shortName })}</p>
        <Select name="reason" label={text('kit.reason.label')} error={errors.find(({ name }) => name === 'reason')?.message} value={reason} onChange={setReason} options={handoverReasonOptions()} />
        <RadioCards name="urgency" label={text('handover-ending.return.urgency')} columns={2} value={urgency} onChange={setUrgency} options={(['planned', 'emergency'] as const).map((value) => ({ value, label: text(`handover-ending.return.urgency.${value}`) }))} />
        <TextArea name="note" label={text('handover-ending.return.note')} isOptional rows={2} maxLength={2000} value={note} onChange={setNote} />
        {lacksConsent && <ConsentFields group={group} lacksConsent reason={override.overrideReason} note={override.overrideNote} onChange={(part) => setOverride((before) => ({ ...before, ...part }))} errors={errors} />}
      </Form>
    </Dialog>
  );
}
