import { formatDay } from '#web/kit/dates.ts';
import { ButtonLink } from '#web/kit/link.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { RadioCards } from '#web/kit/radio-cards.tsx';
import { text } from '#web/kit/text.tsx';
import { countryText } from '../code-names.ts';
import { ReceiverOrder } from './receiver-order.tsx';
import { SharedData } from './shared-data.tsx';
import { errorOf, type StepProps } from './step-props.ts';
import type { Receiver } from './offer-draft.ts';

/** One entry for each agency, whatever the number of agreements with it. */
const agenciesOf = (receivers: readonly Receiver[]): Receiver[] =>
  receivers.filter(({ agency }, index) => receivers.findIndex((other) => other.agency.nodeId === agency.nodeId) === index);

const optionOf = ({ agency, validUntil }: Receiver) => ({
  value: agency.nodeId as string, label: agency.shortName, icon: 'home' as const,
  hint: [agency.name, countryText(agency.country), text('handover-ui.offer.agreementUntil', { until: formatDay(validUntil) })].filter((part, index, all) => part !== '' && part !== agency.shortName && all.indexOf(part) === index).join(' · '),
});

/** To whom: only agencies with an active agreement, and what each would see. */
export function StepReceiver({ draft, change, errors, receivers, agreement }: StepProps) {
  const agencies = agenciesOf(receivers);
  if (agencies.length === 0) {
    return (
      <Notice tone="warn" title={text('handover-ui.offer.noReceiver')} actions={<ButtonLink href="/federacion?vista=convenios" size="s">{text('handover-ui.offer.seeAgreements')}</ButtonLink>}>
        {text('handover-ui.offer.noReceiverText')}
      </Notice>
    );
  }
  const others = agencies.filter(({ agency }) => agency.nodeId !== draft.to);
  return (
    <>
      <RadioCards
        name="mode" label={text('handover-ui.offer.mode')} value={draft.mode} onChange={(mode) => change({ mode })} columns={2}
        options={[
          { value: 'push', label: text('handover-ui.offer.mode.push'), hint: text('handover-ui.offer.mode.push.hint'), icon: 'handover' },
          { value: 'forced', label: text('handover-ui.offer.mode.forced'), hint: text('handover-ui.offer.mode.forced.hint'), icon: 'alert' },
        ]}
      />
      <RadioCards name="to" label={text('handover-ui.offer.to')} error={errorOf(errors, 'to')} value={draft.to} onChange={(to) => change({ to, thenTo: draft.thenTo.filter((next) => next !== to) })} options={agencies.map(optionOf)} />
      {agreement && <SharedData agreement={agreement} />}
      {agreement && others.length > 0 && <ReceiverOrder draft={draft} change={change} others={others} first={agreement} />}
    </>
  );
}
