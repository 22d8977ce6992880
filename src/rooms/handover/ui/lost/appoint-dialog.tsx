import { useState } from 'react';
import type { ChildId, NodeId } from '#kernel/identifier.ts';
import { useAct } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { Form } from '#web/kit/form.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { formErrorsOf } from '#web/kit/problem-text.ts';
import { RadioCards } from '#web/kit/radio-cards.tsx';
import { Select } from '#web/kit/select.tsx';
import { text } from '#web/kit/text.tsx';
import { TextArea } from '#web/kit/text-area.tsx';
import { toast } from '#web/kit/toast.tsx';
import { appointSuccessor, type LostNodeView, type Urgency } from '../../schema.ts';

interface AppointDialogProps {
  readonly view: LostNodeView;
  readonly childIds: readonly ChildId[];
  readonly onClose: (isDone: boolean) => void;
}

/** Appoints who follows. Those who have the file are named first: they know the child. */
export function AppointDialog({ view, childIds, onClose }: AppointDialogProps) {
  const keepers = new Set(view.children.filter(({ childId }) => childIds.includes(childId)).flatMap(({ knownBy }) => knownBy).filter(({ copy }) => copy === 'file').map(({ agency }) => agency.nodeId));
  const receivers = view.receivers.toSorted((one, other) => Number(keepers.has(other.nodeId)) - Number(keepers.has(one.nodeId)));
  const [to, setTo] = useState<NodeId | ''>('');
  const [urgency, setUrgency] = useState<Urgency>('emergency');
  const [note, setNote] = useState('');
  const appoint = useAct(appointSuccessor);
  const send = async (): Promise<void> => {
    if (to === '') return;
    const answer = await appoint.act({ nodeId: view.agency.nodeId, childIds: [...childIds], to, urgency, note });
    if (!answer.ok) return;
    toast({ text: text('handover-succession.appoint.done', { name: view.receivers.find(({ nodeId }) => nodeId === to)?.shortName ?? '' }) });
    onClose(true);
  };
  return (
    <Dialog title={text('handover-succession.appoint.title', { count: childIds.length })} isOpen onClose={() => onClose(false)} size="l">
      <Form onSubmit={() => void send()} submitLabel={text('handover-succession.appoint.act')} isBusy={appoint.isBusy} errors={appoint.problem ? formErrorsOf(appoint.problem) : []} secondary={<Button variant="quiet" onPress={() => onClose(false)}>{text('kit.cancel')}</Button>}>
        <Notice tone="warn" title={text('handover-succession.appoint.notice')}>{text('handover-succession.appoint.noticeText', { name: view.agency.shortName })}</Notice>
        <Select name="to" label={text('handover-succession.appoint.to')} value={to} onChange={setTo} options={receivers.map((agency) => ({ value: agency.nodeId, label: keepers.has(agency.nodeId) ? text('handover-succession.appoint.keeper', { name: agency.shortName }) : agency.shortName }))} />
        <RadioCards name="urgency" label={text('handover-ui.offer.urgency')} value={urgency} onChange={setUrgency} columns={2} options={(['emergency', 'planned'] as const).map((value) => ({ value, label: text(`handover.urgency.${value}`) }))} />
        <TextArea name="note" label={text('handover-succession.appoint.note')} hint={text('handover-succession.appoint.noteHint')} value={note} onChange={setNote} maxLength={2000} />
      </Form>
    </Dialog>
  );
}
