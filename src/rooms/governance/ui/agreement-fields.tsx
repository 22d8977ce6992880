import { Card } from '#web/kit/card.tsx';
import { Checkbox } from '#web/kit/checkbox.tsx';
import { CheckboxGroup } from '#web/kit/checkbox-group.tsx';
import { DateField } from '#web/kit/date-field.tsx';
import type { FormError } from '#web/kit/error-summary.tsx';
import { Columns, Stack } from '#web/kit/layout.tsx';
import { RadioCards } from '#web/kit/radio-cards.tsx';
import { Select } from '#web/kit/select.tsx';
import { text } from '#web/kit/text.tsx';
import { TextArea } from '#web/kit/text-area.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { caseCategories, flowPurposes, type Peer } from '../schema.ts';
import { dataClasses, type AgreementDraft } from './agreement-draft.ts';
import { corridorOptions } from './country-name.ts';

interface AgreementFieldsProps {
  readonly draft: AgreementDraft;
  readonly onChange: (part: Partial<AgreementDraft>) => void;
  readonly errors: readonly FormError[];
  readonly peers: readonly Peer[];
  readonly isNewVersion: boolean;
}

/** What two agencies agree on. */
export function AgreementFields({ draft, onChange, errors, peers, isNewVersion }: AgreementFieldsProps) {
  const errorOf = (name: string) => errors.find((error) => error.name === name)?.message;
  const hours = (name: 'emergency' | 'forced' | 'planned') => (
    <TextField name={name} label={text(`handover.urgency.${name}`)} error={errorOf(name)} inputMode="numeric" width="short" value={draft[name]} onChange={(value) => onChange({ [name]: value })} maxLength={4} />
  );
  return (
    <>
      <Card title={text('governance-ui.draft.whoFor')}>
        <Stack gap={5}>
          <Select name="peer" label={text('governance-ui.agency')} error={errorOf('peer')} value={draft.peer} onChange={(peer) => !isNewVersion && onChange({ peer })} options={peers.filter(({ status, nodeId }) => status === 'active' && (!isNewVersion || nodeId === draft.peer)).map(({ nodeId, name }) => ({ value: nodeId as string, label: name }))} />
          <CheckboxGroup name="purposes" label={text('governance-ui.purposes')} error={errorOf('purposes')} columns={2} value={draft.purposes} onChange={(purposes) => onChange({ purposes })} options={flowPurposes.map((value) => ({ value, label: text(`governance.purpose.${value}`) }))} />
          <CheckboxGroup name="categories" label={text('governance-ui.categories')} error={errorOf('categories')} columns={2} value={draft.categories} onChange={(categories) => onChange({ categories })} options={caseCategories.map((value) => ({ value, label: text(`governance.category.${value}`) }))} />
          <CheckboxGroup name="territory" label={text('governance-ui.territory')} hint={text('governance-ui.territory.hint')} error={errorOf('territory')} columns={3} value={draft.territory} onChange={(territory) => onChange({ territory })} options={corridorOptions()} />
        </Stack>
      </Card>
      <Card title={text('governance-ui.flows')}>
        <Stack gap={4}>
          {dataClasses.map((name) => (
            <RadioCards
              key={name} name={`class-${name}`} label={text(`handover.class.${name}`)} columns={3} value={draft.byClass[name]} onChange={(when) => onChange({ byClass: { ...draft.byClass, [name]: when } })}
              options={(['at_offer', 'after_acceptance', 'never'] as const).map((value) => ({ value, label: text(`governance.disclosure.${value}`) }))}
            />
          ))}
          {draft.purposes.includes('family_tracing') && <Checkbox name="allowsEncodings" label={text('governance-ui.encodings')} hint={text('governance-ui.encodings.hint')} value={draft.allowsEncodings} onChange={(allowsEncodings) => onChange({ allowsEncodings })} />}
          <RadioCards name="onwardSharing" label={text('governance-ui.onward')} value={draft.onwardSharing} onChange={(onwardSharing) => onChange({ onwardSharing })} options={(['forbidden', 'with_consent', 'same_terms'] as const).map((value) => ({ value, label: text(`governance.onward.${value}`) }))} />
        </Stack>
      </Card>
      <Card title={text('governance-ui.draft.times')}>
        <Stack gap={5}>
          <Columns>
            <DateField name="validFrom" label={text('governance-ui.validFrom')} error={errorOf('validFrom')} value={draft.validFrom} onChange={(validFrom) => onChange({ validFrom })} />
            <DateField name="validUntil" label={text('governance-ui.validUntil')} error={errorOf('validUntil') ?? errorOf('backwards')} value={draft.validUntil} onChange={(validUntil) => onChange({ validUntil })} />
          </Columns>
          <p>{text('governance-ui.draft.hours')}</p>
          <Columns>{hours('emergency')}{hours('forced')}{hours('planned')}</Columns>
          <TextField name="retentionDays" label={text('governance-ui.retention')} hint={text('governance-ui.retention.hint')} error={errorOf('retentionDays')} inputMode="numeric" width="short" value={draft.retentionDays} onChange={(retentionDays) => onChange({ retentionDays })} maxLength={4} />
          <TextArea name="legalBasis" label={text('governance-ui.legalBasis')} error={errorOf('legalBasis')} value={draft.legalBasis} onChange={(legalBasis) => onChange({ legalBasis })} rows={3} maxLength={2000} />
        </Stack>
      </Card>
    </>
  );
}
