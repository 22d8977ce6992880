import { Card } from '#web/kit/card.tsx';
import type { FormError } from '#web/kit/error-summary.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { RadioCards } from '#web/kit/radio-cards.tsx';
import { Select } from '#web/kit/select.tsx';
import { text } from '#web/kit/text.tsx';
import { TextArea } from '#web/kit/text-area.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { countryText, serviceOptions } from '../code-names.ts';
import { ConsentFields } from '../offer/consent-fields.tsx';
import type { Receiver } from '../offer/offer-draft.ts';
import { SharedData } from '../offer/shared-data.tsx';
import { errorOf } from '../offer/step-props.ts';
import type { KnownChild } from '../offer/use-files.ts';
import type { ReferDraft } from './refer-draft.ts';

interface ReferFieldsProps {
  readonly draft: ReferDraft;
  readonly onChange: (part: Partial<ReferDraft>) => void;
  readonly errors: readonly FormError[];
  readonly receivers: readonly Receiver[];
  readonly child: KnownChild;
  readonly lacksConsent: boolean;
}

/** Which service, where, how soon and why; and the consent it rests on. */
export function ReferFields({ draft, onChange, errors, receivers, child, lacksConsent }: ReferFieldsProps) {
  const agreement = receivers.find(({ agency }) => agency.nodeId === draft.to);
  const error = (name: string) => errorOf(errors, name);
  return (
    <>
      <Card title={text('handover-ui.refer.whatAndWhy')}>
        <Stack gap={5}>
          <Select name="service" label={text('handover-ui.refer.service')} error={error('service')} value={draft.service} onChange={(service) => onChange({ service })} options={serviceOptions()} />
          <TextArea name="reason" label={text('handover-ui.refer.reason')} hint={text('handover-ui.refer.reason.hint')} error={error('reason')} value={draft.reason} onChange={(reason) => onChange({ reason })} maxLength={2000} />
          <RadioCards name="urgency" label={text('handover-ui.offer.urgency')} error={error('urgency')} columns={2} value={draft.urgency} onChange={(urgency) => onChange({ urgency })} options={(['planned', 'emergency'] as const).map((value) => ({ value, label: text(`handover.urgency.${value}`) }))} />
        </Stack>
      </Card>
      <Card title={text('handover-ui.refer.to')}>
        <Stack gap={5}>
          {receivers.length > 0 && (
            <RadioCards
              name="kind" label={text('handover-ui.refer.kind')} error={error('kind')} columns={2} value={draft.kind} onChange={(kind) => onChange({ kind })}
              options={[{ value: 'agency', label: text('handover-ui.refer.kind.agency'), hint: text('handover-ui.refer.kind.agency.hint'), icon: 'home' }, { value: 'outside', label: text('handover-ui.refer.kind.outside'), hint: text('handover-ui.refer.kind.outside.hint'), icon: 'print' }]}
            />
          )}
          {draft.kind === 'agency' && (
            <RadioCards name="to" label={text('handover-ui.offer.to')} error={error('to')} value={draft.to} onChange={(to) => onChange({ to })} options={receivers.map(({ agency }) => ({ value: agency.nodeId as string, label: agency.shortName, hint: `${agency.name} · ${countryText(agency.country)}` }))} />
          )}
          {draft.kind === 'agency' && agreement && <SharedData agreement={agreement} />}
          {draft.kind === 'outside' && (
            <>
              <TextField name="name" label={text('handover-ui.refer.name')} error={error('name')} value={draft.name} onChange={(name) => onChange({ name })} maxLength={160} />
              <TextField name="phone" label={text('handover-ui.refer.phone')} isOptional type="tel" width="half" value={draft.phone} onChange={(phone) => onChange({ phone })} maxLength={40} />
              <TextField name="address" label={text('handover-ui.refer.address')} isOptional value={draft.address} onChange={(address) => onChange({ address })} maxLength={300} />
            </>
          )}
        </Stack>
      </Card>
      <Card title={text('handover-ui.consent.title')}>
        <ConsentFields group={[child]} reason={draft.overrideReason} note={draft.overrideNote} onChange={onChange} errors={errors} lacksConsent={lacksConsent} />
      </Card>
    </>
  );
}
