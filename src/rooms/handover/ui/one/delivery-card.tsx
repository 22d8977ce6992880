import { Card } from '#web/kit/card.tsx';
import { formatInstant } from '#web/kit/dates.ts';
import { KeyValue } from '#web/kit/key-value.tsx';
import { text } from '#web/kit/text.tsx';
import type { Delivery } from '../../schema.ts';

const optionalParts = ['belongings', 'papers', 'medication', 'witnesses'] as const;

/** The delivery as it was put on record. */
export const DeliveryCard = ({ delivery }: { readonly delivery: Delivery }) => (
  <Card title={text('handover-ui.deliver.recorded')}>
    <KeyValue
      rows={[
        { label: text('handover-ui.deliver.at'), value: formatInstant(delivery.at) },
        { label: text('handover-ui.deliver.place'), value: delivery.place },
        { label: text('handover-ui.deliver.deliveredBy'), value: delivery.deliveredBy },
        { label: text('handover-ui.deliver.receivedBy'), value: delivery.receivedBy },
        { label: text('handover-ui.deliver.condition'), value: delivery.condition },
        ...optionalParts.flatMap((part) => (delivery[part] ? [{ label: text(`handover-ui.deliver.${part}`), value: delivery[part] }] : [])),
      ]}
    />
  </Card>
);
