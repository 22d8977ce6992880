import type { Instant } from '#kernel/instant.ts';
import { DateTimeField } from '#web/kit/date-field.tsx';
import { formatInstant } from '#web/kit/dates.ts';
import { text } from '#web/kit/text.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import type { Plan } from '../../schema.ts';

/** A plan as it is typed. */
export interface PlanDraft {
  readonly place: string;
  readonly at: Instant | '';
  readonly receivedBy: string;
}

export const planDraftOf = (plan: Plan | undefined): PlanDraft => ({ place: plan?.place ?? '', at: plan?.at ?? '', receivedBy: plan?.receivedBy ?? '' });

/** What was typed, without the gaps. */
export const planOf = ({ place, at, receivedBy }: PlanDraft): Plan => ({
  ...(place.trim() === '' ? {} : { place: place.trim() }), ...(at === '' ? {} : { at }), ...(receivedBy.trim() === '' ? {} : { receivedBy: receivedBy.trim() }),
});

interface PlanFieldsProps {
  readonly value: PlanDraft;
  readonly onChange: (value: PlanDraft) => void;
}

/** Where, when and who receives. */
export const PlanFields = ({ value, onChange }: PlanFieldsProps) => (
  <>
    <TextField name="plan.place" label={text('handover-ui.plan.place')} isOptional value={value.place} onChange={(place) => onChange({ ...value, place })} maxLength={200} />
    <DateTimeField name="plan.at" label={text('handover-ui.plan.at')} isOptional value={value.at} onChange={(at) => onChange({ ...value, at })} />
    <TextField name="plan.receivedBy" label={text('handover-ui.plan.receivedBy')} hint={text('handover-ui.plan.receivedBy.hint')} isOptional value={value.receivedBy} onChange={(receivedBy) => onChange({ ...value, receivedBy })} maxLength={120} />
  </>
);

/** A plan as it was agreed, as rows of facts. */
export const planRows = (plan: Plan) => [
  { label: text('handover-ui.plan.place'), value: plan.place },
  { label: text('handover-ui.plan.at'), value: plan.at && formatInstant(plan.at) },
  ...(plan.escort ? [{ label: text('handover-ui.plan.escort'), value: plan.escort }] : []),
  ...(plan.receivedBy ? [{ label: text('handover-ui.plan.receivedBy'), value: plan.receivedBy }] : []),
];
