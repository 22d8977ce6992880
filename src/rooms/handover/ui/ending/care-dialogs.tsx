import { useState } from 'react';
import type { ChildId, NodeId } from '#kernel/identifier.ts';
import { addHours } from '#kernel/instant.ts';
import { useAct, useEndpoint } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { ConfirmDialog } from '#web/kit/confirm-dialog.tsx';
import { formatInstant } from '#web/kit/dates.ts';
import { Dialog } from '#web/kit/dialog.tsx';
import type { FormError } from '#web/kit/error-summary.tsx';
import { Form } from '#web/kit/form.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { formErrorsOf } from '#web/kit/problem-text.ts';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { RadioCards } from '#web/kit/radio-cards.tsx';
import { Select } from '#web/kit/select.tsx';
import { text } from '#web/kit/text.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useNow } from '#web/kit/use-now.ts';
import { careReasons, endCare, listReceivers, startCare } from '../../schema.ts';

interface CareDialogProps {
  readonly childId: ChildId;
  readonly onClose: () => void;
}

const noErrors: readonly FormError[] = [];
const durations = ['12', '24', '48', '72'] as const;
const outside = 'outside';

/** Somebody else cares for some hours; says that responsibility stays. */
export function StartCareDialog({ childId, onClose }: CareDialogProps) {
  const now = useNow();
  const agencies = useEndpoint(listReceivers, {}).value?.receivers.map(({ agency }) => agency) ?? [];
  const [carer, setCarer] = useState('');
  const [name, setName] = useState('');
  const [phone, setPhone] = useState('');
  const [place, setPlace] = useState('');
  const [reason, setReason] = useState<(typeof careReasons)[number] | ''>('');
  const [hours, setHours] = useState<(typeof durations)[number]>('12');
  const [errors, setErrors] = useState(noErrors);
  const start = useAct(startCare);
  const until = addHours(now, Number(hours));
  const errorOf = (field: string) => errors.find((error) => error.name === field)?.message;
  const send = async (): Promise<void> => {
    const missing = [...(carer === '' ? ['carer'] : []), ...(carer === outside && name.trim() === '' ? ['name'] : []), ...(reason === '' ? ['reason'] : [])];
    setErrors(missing.map((field) => ({ name: field, message: text('kit.fault.missing') })));
    if (missing.length > 0 || reason === '') return;
    const answer = await start.act({
      childId, reason, until, ...(place.trim() === '' ? {} : { place: place.trim() }),
      ...(carer === outside ? { outside: { name: name.trim(), ...(phone.trim() === '' ? {} : { phone: phone.trim() }) } } : { carer: carer as NodeId }),
    });
    if (!answer.ok) return setErrors(formErrorsOf(answer.problem));
    toast({ text: text('handover-care.started') });
    onClose();
  };
  const options = [...new Map(agencies.map((agency) => [agency.nodeId, { value: agency.nodeId, label: agency.shortName }])).values(), { value: outside, label: text('handover-care.outside') }];
  return (
    <Dialog title={text('handover-care.open')} isOpen onClose={onClose}>
      <Form onSubmit={() => void send()} submitLabel={text('handover-care.act')} isBusy={start.isBusy} errors={errors} secondary={<Button variant="quiet" onPress={onClose}>{text('kit.cancel')}</Button>}>
        <Notice tone="info">{text('handover-care.stays')}</Notice>
        <Select name="carer" label={text('handover-care.who')} error={errorOf('carer')} value={carer} onChange={setCarer} options={options} />
        {carer === outside && <TextField name="name" label={text('handover-care.name')} error={errorOf('name')} maxLength={160} value={name} onChange={setName} />}
        {carer === outside && <TextField name="phone" label={text('handover-ending.successor.phone')} isOptional maxLength={40} value={phone} onChange={setPhone} />}
        <TextField name="place" label={text('handover-care.place')} isOptional maxLength={200} value={place} onChange={setPlace} />
        <Select name="reason" label={text('kit.reason.label')} error={errorOf('reason')} value={reason} onChange={setReason} options={careReasons.map((value) => ({ value, label: text(`handover-care.reason.${value}`) }))} />
        <RadioCards name="hours" label={text('handover-care.hours')} columns={2} value={hours} onChange={setHours} options={durations.map((value) => ({ value, label: text('handover-care.hours.count', { count: Number(value) }) }))} />
        <p>{text('handover-care.until', { until: formatInstant(until) })}</p>
      </Form>
    </Dialog>
  );
}

/** The child is back with the responsible agency. */
export function EndCareDialog({ childId, onClose }: CareDialogProps) {
  const end = useAct(endCare);
  const confirm = async (): Promise<void> => {
    if (!(await end.act({ childId })).ok) return;
    toast({ text: text('handover-care.ended') });
    onClose();
  };
  return (
    <ConfirmDialog title={text('handover-care.end')} isOpen onClose={onClose} confirmLabel={text('handover-care.end')} isBusy={end.isBusy} onConfirm={() => void confirm()}>
      <ProblemNotice problem={end.problem} />
      <p>{text('handover-care.end.text')}</p>
    </ConfirmDialog>
  );
}
