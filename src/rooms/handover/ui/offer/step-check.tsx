import { formatInstant } from '#web/kit/dates.ts';
import { KeyValue } from '#web/kit/key-value.tsx';
import { Link } from '#web/kit/link.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { text } from '#web/kit/text.tsx';
import { useNow } from '#web/kit/use-now.ts';
import { handoverReasonText, purposeText } from '../code-names.ts';
import { decideByOf, purposeOf, urgencyOf, type OfferStep } from './offer-draft.ts';
import { SharedData } from './shared-data.tsx';
import { ConsentOfGroup } from './consent-fields.tsx';
import type { StepProps } from './step-props.ts';

/** Everything once more, each with its way back, and what sending does and does not do. */
export function StepCheck({ draft, receivers, agreement, group, hrefOf }: StepProps & { readonly hrefOf: (step: OfferStep) => string }) {
  const now = useNow();
  if (!agreement) return null;
  const change = (step: OfferStep, what: string) => <Link href={hrefOf(step)}>{text('handover-ui.change')}<span className="visually-hidden"> {what}</span></Link>;
  const row = (step: OfferStep, key: string, value: React.ReactNode, note?: string) => ({ label: text(key), value, action: change(step, text(key)), ...(note === undefined ? {} : { note }) });
  const decideBy = decideByOf(agreement, draft, now);
  const next = draft.thenTo.map((nodeId) => receivers.find(({ agency }) => agency.nodeId === nodeId)?.agency.shortName ?? nodeId).join(', ');
  return (
    <>
      <KeyValue
        rows={[
          row('receiver', 'handover-ui.offer.to', agreement.agency.shortName, agreement.agency.name),
          ...(next === '' ? [] : [row('receiver', 'handover-ui.offer.thenTo', next)]),
          row(group.length > 1 ? 'siblings' : 'receiver', 'handover-ui.offer.who', group.map(({ name }) => name).join(', '), group.length > 1 ? text('handover-ui.offer.allOrNone') : undefined),
          row('reason', 'handover-ui.offer.reason', handoverReasonText(draft.reason), purposeText(purposeOf(draft))),
          row('reason', 'handover-ui.offer.urgency', text(`handover.urgency.${urgencyOf(draft)}`), decideBy ? text('handover-ui.offer.answerBy', { at: formatInstant(decideBy) }) : undefined),
          row('plan', 'handover-ui.plan.place', draft.place),
          row('plan', 'handover-ui.plan.at', draft.at === '' ? '' : formatInstant(draft.at)),
          row('plan', 'handover-ui.plan.escort', draft.escort),
          row('plan', 'handover-ui.offer.note', draft.note),
          row('consent', 'handover-ui.consent.title', <ConsentOfGroup group={group} />, draft.overrideReason === '' ? undefined : `${text(`handover.override.${draft.overrideReason}`)}: ${draft.overrideNote}`),
        ]}
      />
      <SharedData agreement={agreement} />
      <Notice tone="info" title={text('handover-ui.offer.stays')}>{text(draft.mode === 'forced' ? 'handover-ui.offer.staysForced' : 'handover-ui.offer.staysText', { name: agreement.agency.shortName })}</Notice>
    </>
  );
}
