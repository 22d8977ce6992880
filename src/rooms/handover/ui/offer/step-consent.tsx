import { ConsentFields } from './consent-fields.tsx';
import type { StepProps } from './step-props.ts';
import { agreesToSharing } from './use-files.ts';

/** What the sharing rests on. */
export const StepConsent = ({ draft, change, errors, group }: StepProps) => (
  <ConsentFields group={group} lacksConsent={!group.every(agreesToSharing)} reason={draft.overrideReason} note={draft.overrideNote} onChange={change} errors={errors} />
);
