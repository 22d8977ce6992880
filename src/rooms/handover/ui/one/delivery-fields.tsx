import { Card } from '#web/kit/card.tsx';
import { DateTimeField } from '#web/kit/date-field.tsx';
import type { FormError } from '#web/kit/error-summary.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { text } from '#web/kit/text.tsx';
import { TextArea } from '#web/kit/text-area.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import type { DeliveryDraft } from './delivery-draft.ts';

interface DeliveryFieldsProps {
  readonly draft: DeliveryDraft;
  readonly onChange: (part: Partial<DeliveryDraft>) => void;
  readonly errors: readonly FormError[];
}

/** What the delivery record asks: when and where, between whom, how the child is, what she carries. */
export function DeliveryFields({ draft, onChange, errors }: DeliveryFieldsProps) {
  const errorOf = (name: string) => errors.find((error) => error.name === `delivery.${name}`)?.message;
  const line = (name: 'place' | 'deliveredBy' | 'receivedBy', maxLength: number) => (
    <TextField name={`delivery.${name}`} label={text(`handover-ui.deliver.${name}`)} error={errorOf(name)} value={draft[name]} onChange={(value) => onChange({ [name]: value })} maxLength={maxLength} />
  );
  const area = (name: 'belongings' | 'papers' | 'medication' | 'witnesses', maxLength: number) => (
    <TextArea name={`delivery.${name}`} label={text(`handover-ui.deliver.${name}`)} hint={text(`handover-ui.deliver.${name}.hint`)} isOptional value={draft[name]} onChange={(value) => onChange({ [name]: value })} rows={2} maxLength={maxLength} />
  );
  return (
    <>
      <Card title={text('handover-ui.deliver.whenWhere')}>
        <Stack gap={4}>
          <DateTimeField name="delivery.at" label={text('handover-ui.deliver.at')} error={errorOf('at') ?? errorOf('future')} value={draft.at} onChange={(at) => onChange({ at })} />
          {line('place', 200)}
        </Stack>
      </Card>
      <Card title={text('handover-ui.deliver.between')}>
        <Stack gap={4}>{line('deliveredBy', 120)}{line('receivedBy', 120)}{area('witnesses', 400)}</Stack>
      </Card>
      <Card title={text('handover-ui.deliver.howSheIs')}>
        <Stack gap={4}>
          <TextArea name="delivery.condition" label={text('handover-ui.deliver.condition')} hint={text('handover-ui.deliver.condition.hint')} error={errorOf('condition')} value={draft.condition} onChange={(condition) => onChange({ condition })} rows={3} maxLength={1000} />
          {area('medication', 1000)}
        </Stack>
      </Card>
      <Card title={text('handover-ui.deliver.carries')}>
        <Stack gap={4}>{area('belongings', 1000)}{area('papers', 1000)}</Stack>
      </Card>
    </>
  );
}
