import { useState } from 'react';
import { instantFrom, type Instant } from '#kernel/instant.ts';
import { useAct } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { DateTimeField } from '#web/kit/date-field.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import type { FormError } from '#web/kit/error-summary.tsx';
import { Form } from '#web/kit/form.tsx';
import { formErrorsOf } from '#web/kit/problem-text.ts';
import { text } from '#web/kit/text.tsx';
import { TextArea } from '#web/kit/text-area.tsx';
import { toast } from '#web/kit/toast.tsx';
import { confirmArrival, type HandoverView } from '../../schema.ts';

interface ArrivalDialogProps {
  readonly handover: HandoverView;
  readonly onClose: () => void;
}

const noErrors: readonly FormError[] = [];

/** First contact at the receiver: the child is here, and how she is. */
export function ArrivalDialog({ handover, onClose }: ArrivalDialogProps) {
  const [at, setAt] = useState<Instant | ''>(instantFrom(Date.now()));
  const [condition, setCondition] = useState('');
  const [errors, setErrors] = useState(noErrors);
  const arrive = useAct(confirmArrival);
  const send = async (): Promise<void> => {
    if (at === '') return setErrors([{ name: 'arrival.at', message: text('handover-ui.deliver.fault.at') }]);
    if (condition.trim() === '') return setErrors([{ name: 'arrival.condition', message: text('handover-ui.deliver.fault.condition') }]);
    const answer = await arrive.act({ handoverId: handover.handoverId, at, condition: condition.trim() });
    if (!answer.ok) return setErrors(formErrorsOf(answer.problem));
    toast({ text: text('handover-ui.arrival.done') });
    onClose();
  };
  const errorOf = (name: string) => errors.find((error) => error.name === name)?.message;
  return (
    <Dialog title={text('handover-ui.arrival.title')} isOpen onClose={onClose}>
      <Form onSubmit={() => void send()} submitLabel={text('handover-ui.arrival.act')} isBusy={arrive.isBusy} errors={errors} secondary={<Button variant="quiet" onPress={onClose}>{text('kit.cancel')}</Button>}>
        <DateTimeField name="arrival.at" label={text('handover-ui.arrival.at')} error={errorOf('arrival.at')} value={at} onChange={setAt} />
        <TextArea name="arrival.condition" label={text('handover-ui.deliver.condition')} hint={text('handover-ui.deliver.condition.hint')} error={errorOf('arrival.condition')} value={condition} onChange={setCondition} maxLength={1000} />
      </Form>
    </Dialog>
  );
}
