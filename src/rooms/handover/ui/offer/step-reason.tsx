import { formatInstant, formatRelative } from '#web/kit/dates.ts';
import { Notice } from '#web/kit/notice.tsx';
import { RadioCards } from '#web/kit/radio-cards.tsx';
import { text } from '#web/kit/text.tsx';
import { useNow } from '#web/kit/use-now.ts';
import { handoverReasonOptions } from '../code-names.ts';
import { decideByOf } from './offer-draft.ts';
import { errorOf, type StepProps } from './step-props.ts';

/** Why, and how soon an answer is needed: the time comes from the agreement. */
export function StepReason({ draft, change, errors, agreement }: StepProps) {
  const now = useNow();
  const decideBy = agreement && decideByOf(agreement, draft, now);
  const hint = (urgency: 'emergency' | 'planned') => agreement && text('handover-ui.offer.answerWithin', { hours: agreement.escalationHours[urgency] });
  return (
    <>
      <RadioCards name="reason" label={text('handover-ui.offer.reason')} error={errorOf(errors, 'reason') ?? errorOf(errors, 'purpose')} columns={2} value={draft.reason} onChange={(reason) => change({ reason })} options={handoverReasonOptions()} />
      {draft.mode === 'push' && (
        <RadioCards
          name="urgency" label={text('handover-ui.offer.urgency')} error={errorOf(errors, 'urgency')} columns={2} value={draft.urgency} onChange={(urgency) => change({ urgency })}
          options={[
            { value: 'planned', label: text('handover.urgency.planned'), hint: hint('planned'), icon: 'calendar' },
            { value: 'emergency', label: text('handover.urgency.emergency'), hint: hint('emergency'), icon: 'alert' },
          ]}
        />
      )}
      {agreement && decideBy && (
        <Notice tone="info" title={text('handover-ui.offer.decideBy', { at: formatInstant(decideBy), in: formatRelative(decideBy, now) })}>
          {text(draft.mode === 'forced' ? 'handover-ui.offer.decideByForced' : 'handover-ui.offer.decideByText', { name: agreement.agency.shortName })}
        </Notice>
      )}
    </>
  );
}
