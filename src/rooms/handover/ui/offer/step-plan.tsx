import { DateTimeField } from '#web/kit/date-field.tsx';
import { text } from '#web/kit/text.tsx';
import { TextArea } from '#web/kit/text-area.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { errorOf, type StepProps } from './step-props.ts';

/** Where and when she is to be handed over, and who goes with her: as proposed; the receiver answers with its own plan. */
export const StepPlan = ({ draft, change, errors }: StepProps) => (
  <>
    <TextField name="place" label={text('handover-ui.plan.place')} hint={text('handover-ui.plan.place.hint')} isOptional error={errorOf(errors, 'place')} value={draft.place} onChange={(place) => change({ place })} maxLength={200} />
    <DateTimeField name="at" label={text('handover-ui.plan.at')} isOptional value={draft.at} onChange={(at) => change({ at })} />
    <TextField name="escort" label={text('handover-ui.plan.escort')} hint={text('handover-ui.plan.escort.hint')} isOptional value={draft.escort} onChange={(escort) => change({ escort })} maxLength={120} />
    <TextArea name="note" label={text('handover-ui.offer.note')} hint={text('handover-ui.offer.note.hint')} isOptional value={draft.note} onChange={(note) => change({ note })} maxLength={2000} />
  </>
);
