import { ChoiceChips } from '#rooms/person/ui/chips.tsx';
import { IdentityFields } from '#rooms/person/ui/identity-fields.tsx';
import { OriginFields } from '#rooms/person/ui/origin-fields.tsx';
import { sources } from '#rooms/person/schema.ts';
import { Stack } from '#web/kit/layout.tsx';
import { text } from '#web/kit/text.tsx';
import type { StepProps } from './step-props.ts';

/** Who the child is, in her own words or those of whoever is with her. */
export function WhoStep({ intake, set, errors }: StepProps) {
  const part = { value: intake.profile, onChange: (profile: typeof intake.profile) => set({ profile }), errors };
  return (
    <Stack gap={5}>
      <IdentityFields {...part} />
      <OriginFields {...part} />
      <ChoiceChips name="source" size="s" label={text('person-ui.source')} options={sources.map((source) => ({ value: source, label: text(`person-ui.source.${source}`) }))} value={intake.source} onChange={(source) => { if (typeof source === 'string') set({ source }); }} />
    </Stack>
  );
}
