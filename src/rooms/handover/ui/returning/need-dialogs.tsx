import { useState } from 'react';
import type { Uuid } from '#kernel/identifier.ts';
import { instantFrom, type Instant } from '#kernel/instant.ts';
import type { Endpoint } from '#kernel/endpoint.ts';
import { useAct } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { DateTimeField } from '#web/kit/date-field.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { Form } from '#web/kit/form.tsx';
import { Columns } from '#web/kit/layout.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { formErrorsOf } from '#web/kit/problem-text.ts';
import { RadioCards } from '#web/kit/radio-cards.tsx';
import { Select } from '#web/kit/select.tsx';
import { text } from '#web/kit/text.tsx';
import { TextArea } from '#web/kit/text-area.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { toast } from '#web/kit/toast.tsx';
import { confirmAsConsulate, confirmReturnNeed, waiveReturnNeed, waiverReasons, type ReturnNeed } from '../../schema.ts';

interface NeedDialogProps {
  readonly handoverId: Uuid;
  /** What is missing still. */
  readonly needs: readonly ReturnNeed[];
  readonly onClose: () => void;
  /** The reader is the consulate itself. */
  readonly isConsulate?: boolean;
}

const options = (needs: readonly ReturnNeed[]) => needs.map((value) => ({ value, label: text(`handover-return.need.${value}`) }));

/** Puts a confirmation on record: what, by whom, under which number, when. */
export function ConfirmNeedDialog({ handoverId, needs, onClose, isConsulate = false }: NeedDialogProps) {
  const [what, setWhat] = useState<ReturnNeed>(needs[0]!);
  const [draft, setDraft] = useState({ by: '', reference: '', at: instantFrom(Date.now()) as Instant | '' });
  const confirm = useAct((isConsulate ? confirmAsConsulate : confirmReturnNeed) as typeof confirmReturnNeed & Endpoint);
  const send = async (): Promise<void> => {
    if (draft.at === '' || draft.by.trim() === '' || draft.reference.trim() === '') return;
    const answer = await confirm.act({ handoverId, what, by: draft.by.trim(), reference: draft.reference.trim(), at: draft.at });
    if (!answer.ok) return;
    toast({ text: text('handover-return.recorded') });
    onClose();
  };
  return (
    <Dialog title={text('handover-return.confirm')} isOpen onClose={onClose} size="l">
      <Form onSubmit={() => void send()} submitLabel={text('handover-return.record')} isBusy={confirm.isBusy} errors={confirm.problem ? formErrorsOf(confirm.problem) : []} secondary={<Button variant="quiet" onPress={onClose}>{text('kit.cancel')}</Button>}>
        <RadioCards name="what" label={text('handover-return.what')} value={what} onChange={setWhat} options={options(needs)} />
        <Columns>
          <TextField name="by" label={text('handover-return.who')} maxLength={120} value={draft.by} onChange={(by) => setDraft((before) => ({ ...before, by }))} />
          <TextField name="reference" label={text('handover-return.reference')} hint={text('handover-return.referenceHint')} maxLength={80} value={draft.reference} onChange={(reference) => setDraft((before) => ({ ...before, reference }))} />
        </Columns>
        <DateTimeField name="at" label={text('handover-return.when')} value={draft.at} onChange={(at) => setDraft((before) => ({ ...before, at }))} />
      </Form>
    </Dialog>
  );
}

/** Says why something is not waited for. It stays in the record. */
export function WaiveNeedDialog({ handoverId, needs, onClose }: NeedDialogProps) {
  const [what, setWhat] = useState<ReturnNeed>(needs[0]!);
  const [reason, setReason] = useState<(typeof waiverReasons)[number] | ''>('');
  const [note, setNote] = useState('');
  const waive = useAct(waiveReturnNeed);
  const send = async (): Promise<void> => {
    if (reason === '' || note.trim() === '') return;
    const answer = await waive.act({ handoverId, what, reason, note: note.trim() });
    if (!answer.ok) return;
    toast({ text: text('handover-return.recorded') });
    onClose();
  };
  return (
    <Dialog title={text('handover-return.waive')} isOpen onClose={onClose} size="l">
      <Form onSubmit={() => void send()} submitLabel={text('handover-return.record')} submitTone="danger" isBusy={waive.isBusy} errors={waive.problem ? formErrorsOf(waive.problem) : []} secondary={<Button variant="quiet" onPress={onClose}>{text('kit.cancel')}</Button>}>
        <Notice tone="warn">{text('handover-return.waiveText')}</Notice>
        <RadioCards name="what" label={text('handover-return.what')} value={what} onChange={setWhat} options={options(needs)} />
        <Select name="reason" label={text('handover-return.why')} value={reason} onChange={setReason} options={waiverReasons.map((value) => ({ value, label: text(`handover-return.reason.${value}`) }))} />
        <TextArea name="note" label={text('handover-return.note')} value={note} onChange={setNote} maxLength={1000} />
      </Form>
    </Dialog>
  );
}
