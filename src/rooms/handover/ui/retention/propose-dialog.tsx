import { useState } from 'react';
import { useAct } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import type { FormError } from '#web/kit/error-summary.tsx';
import { Form } from '#web/kit/form.tsx';
import { formErrorsOf } from '#web/kit/problem-text.ts';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { Select } from '#web/kit/select.tsx';
import { text } from '#web/kit/text.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { toast } from '#web/kit/toast.tsx';
import { basisKinds, erasureReasons, proposeErasure, type ErasureBasis, type RetainedChild } from '../../schema/erasure.ts';
import { Consequences } from './consequences.tsx';

const certainties = ['verified', 'secondary', 'memory', 'design'] as const;
type Reason = (typeof erasureReasons)[number];

interface ProposeDialogProps {
  readonly child: RetainedChild;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Asks for the reason and the ground with its certainty, and says what will follow once somebody else approves. */
export function ProposeDialog({ child, onClose, onDone }: ProposeDialogProps) {
  const [reason, setReason] = useState<Reason | ''>(child.isDue ? 'retention_ended' : child.purgedBy.length > 0 ? 'custodian_erased' : '');
  const [kind, setKind] = useState<ErasureBasis['kind'] | ''>('');
  const [words, setWords] = useState('');
  const [certainty, setCertainty] = useState<ErasureBasis['certainty'] | ''>('');
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const propose = useAct(proposeErasure);
  const errorOf = (field: string) => errors.find((error) => error.name === field)?.message;
  const send = async (): Promise<void> => {
    const missing = Object.entries({ reason, kind, text: words.trim(), certainty }).filter(([, value]) => value === '').map(([field]) => field);
    setErrors(missing.map((field) => ({ name: field, message: text('kit.fault.missing') })));
    if (reason === '' || kind === '' || certainty === '' || missing.length > 0) return;
    const answer = await propose.act({ childId: child.childId, reason, basis: { kind, text: words.trim(), certainty } });
    if (!answer.ok) return setErrors(formErrorsOf(answer.problem));
    toast({ text: text('handover-erasure.proposed.done') });
    onDone();
  };
  const possible = erasureReasons.filter((value) => value !== 'retention_ended' || child.isDue);
  return (
    <Dialog title={text('handover-erasure.propose')} isOpen onClose={onClose}>
      <Form onSubmit={() => void send()} submitLabel={text('handover-erasure.propose.act')} isBusy={propose.isBusy} errors={errors} secondary={<Button variant="quiet" onPress={onClose}>{text('kit.cancel')}</Button>}>
        <ProblemNotice problem={propose.problem} />
        <Consequences child={child} />
        <Select name="reason" label={text('handover-erasure.reason')} error={errorOf('reason')} value={reason} onChange={setReason} options={possible.map((value) => ({ value, label: text(`handover-erasure.reason.${value}`) }))} />
        <Select name="kind" label={text('handover-erasure.basis')} error={errorOf('kind')} value={kind} onChange={setKind} options={basisKinds.map((value) => ({ value, label: text(`handover-erasure.basis.${value}`) }))} />
        <TextField name="text" label={text('handover-erasure.basis.text')} hint={text('handover-erasure.basis.hint')} error={errorOf('text')} maxLength={300} value={words} onChange={setWords} />
        <Select name="certainty" label={text('handover-erasure.certainty')} hint={text('handover-erasure.certainty.hint')} error={errorOf('certainty')} value={certainty} onChange={setCertainty} options={certainties.map((value) => ({ value, label: text(`reference.certainty.${value}`) }))} />
      </Form>
    </Dialog>
  );
}
