import { IconButton } from '#web/kit/button.tsx';
import { CheckboxGroup } from '#web/kit/checkbox-group.tsx';
import { Select } from '#web/kit/select.tsx';
import { text } from '#web/kit/text.tsx';
import { countryText } from '../code-names.ts';
import { hoursChoices, type OfferDraft, type Receiver } from './offer-draft.ts';
import styles from './receiver-order.module.css';

interface ReceiverOrderProps {
  readonly draft: OfferDraft;
  readonly change: (part: Partial<OfferDraft>) => void;
  /** One entry for each agency that could be asked next. */
  readonly others: readonly Receiver[];
  /** The agency asked first, with what its agreement gives it. */
  readonly first: Receiver;
}

const mostReceivers = 5;

/** Who is asked after whom, and how long each has for its answer. */
export function ReceiverOrder({ draft, change, others, first }: ReceiverOrderProps) {
  const inOrder = [first, ...draft.thenTo.flatMap((nodeId) => others.find(({ agency }) => agency.nodeId === nodeId) ?? [])];
  const raise = (index: number): void => {
    const next = [...draft.thenTo];
    [next[index - 1], next[index]] = [next[index]!, next[index - 1]!];
    change({ thenTo: next });
  };
  return (
    <>
      <CheckboxGroup name="thenTo" label={text('handover-ui.offer.thenTo')} hint={text('handover-ui.offer.thenTo.hint')} isOptional columns={2} value={draft.thenTo} onChange={(thenTo) => change({ thenTo: thenTo.slice(0, mostReceivers) })} options={others.map(({ agency }) => ({ value: agency.nodeId as string, label: agency.shortName, hint: countryText(agency.country) }))} />
      <ol className={styles['order']} aria-label={text('handover-escalation.order')}>
        {inOrder.map(({ agency, escalationHours }, index) => (
          <li key={agency.nodeId} className={styles['receiver']}>
            <span className={styles['name']}>{agency.shortName}</span>
            <span className={styles['hours']}>
              <Select
                name={`answerHours.${agency.nodeId}`} label={text('handover-escalation.answersWithin', { name: agency.shortName })} isOptional emptyLabel={text('handover-escalation.asAgreed')}
                value={String(draft.answerHours[agency.nodeId] ?? '')} onChange={(hours) => change({ answerHours: { ...draft.answerHours, [agency.nodeId]: hours === '' ? undefined : Number(hours) } })}
                options={hoursChoices(draft, escalationHours).map((hours) => ({ value: String(hours), label: text('handover-ui.duration.hours', { count: hours }) }))}
              />
            </span>
            {index > 1 && <IconButton label={text('handover-escalation.earlier', { name: agency.shortName })} icon="up" onPress={() => raise(index - 1)} />}
          </li>
        ))}
      </ol>
    </>
  );
}
