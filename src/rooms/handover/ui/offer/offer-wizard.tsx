import { useEffect, useRef, useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { valueOfField } from '#rooms/person/rules.ts';
import { useDraft } from '#web/device/draft.ts';
import { useAct } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import type { FormError } from '#web/kit/error-summary.tsx';
import { Form } from '#web/kit/form.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { ButtonLink } from '#web/kit/link.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { formErrorsOf } from '#web/kit/problem-text.ts';
import { Stepper } from '#web/kit/stepper.tsx';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import { offerCustody } from '../../schema.ts';
import { agreementOf, emptyDraft, faultsOf, offerInputOf, stepsFor, type OfferDraft, type OfferStep, type Receiver } from './offer-draft.ts';
import { StepCheck } from './step-check.tsx';
import { StepConsent } from './step-consent.tsx';
import { StepPlan } from './step-plan.tsx';
import type { StepProps } from './step-props.ts';
import { StepReason } from './step-reason.tsx';
import { StepReceiver } from './step-receiver.tsx';
import { StepSiblings } from './step-siblings.tsx';
import { agreesToSharing, useFiles, type KnownChild } from './use-files.ts';

const noErrors: readonly FormError[] = [];
const parts = { receiver: StepReceiver, siblings: StepSiblings, reason: StepReason, plan: StepPlan, consent: StepConsent } as const;

interface OfferWizardProps {
  readonly child: KnownChild;
  readonly receivers: readonly Receiver[];
}

/** The pages of an offer, one question group each; the page stands in the address, the answers in a draft. */
export function OfferWizard({ child, receivers }: OfferWizardProps) {
  const { childId } = child;
  const home = `/casos/${childId}/entregar`;
  const linked = child.file ? (valueOfField(child.file.profile.values, 'siblings') ?? []) : [];
  const siblings = useFiles(linked.map((link) => link.childId));
  const [draft, setDraft] = useState<OfferDraft>({ ...emptyDraft, along: linked.map((link) => link.childId) });
  const kept = useDraft({ key: `handover/${childId}`, label: text('handover-ui.offer.draft'), href: home }, draft, (before) => setDraft({ ...emptyDraft, ...before }));
  const [errors, setErrors] = useState(noErrors);
  const [, navigate] = useLocation();
  const [search] = useSearchParams();
  const heading = useRef<HTMLHeadingElement>(null);
  const offer = useAct(offerCustody);

  const steps = stepsFor(linked.length > 0);
  const asked = steps.indexOf(search.get('paso') as OfferStep);
  const agreement = agreementOf(receivers, draft);
  const here = siblings.filter(({ file }) => file?.standing === 'open' && file.status === 'open');
  const group = [child, ...here.filter((sibling) => draft.along.includes(sibling.childId))];
  const lacksConsent = !group.every(agreesToSharing);
  const staysBehind = linked.some(({ childId: sibling, relation }) => (relation === 'sibling' || relation === 'half_sibling') && here.some((one) => one.childId === sibling) && !draft.along.includes(sibling));
  const faults = (step: OfferStep): string[] => faultsOf(step, draft, agreement, lacksConsent, staysBehind);
  const firstOpen = steps.findIndex((step) => faults(step).length > 0);
  // a page is shown only when everything before it is answered
  const index = Math.max(0, Math.min(asked, firstOpen === -1 ? steps.length - 1 : firstOpen));
  const step = steps[index]!;
  const hrefOf = (wanted: OfferStep): string => `${home}?paso=${wanted}`;

  useEffect(() => {
    if (asked > 0) heading.current?.focus({ preventScroll: false });
  }, [step]);

  const change = (part: Partial<OfferDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const next = async (): Promise<void> => {
    const found = faults(step);
    setErrors(found.map((name) => ({ name: name === 'purpose' ? 'reason' : name, message: text(`handover-ui.offer.fault.${name}`) })));
    if (found.length > 0) return;
    if (step !== 'check') return navigate(hrefOf(steps[index + 1]!));
    const answer = await offer.act(offerInputOf(childId, { ...draft, along: group.slice(1).map((sibling) => sibling.childId) }, lacksConsent));
    if (!answer.ok) return setErrors(formErrorsOf(answer.problem));
    kept.discard();
    toast({ text: text('handover-ui.offer.sent', { name: agreement?.agency.shortName ?? '' }) });
    navigate(`/traspasos/${answer.value.handoverId}`, { replace: true });
  };

  const props: StepProps = { draft, change, errors, receivers, agreement, group, siblings };
  const Part = step === 'check' ? null : parts[step];
  return (
    <>
      <Stepper steps={steps.map((each) => text(`handover-ui.offer.step.${each}`))} current={index} />
      {draft.mode === 'forced' && <Notice tone="danger" title={text('handover-ui.offer.forced')}>{text('handover-ui.offer.forcedText')}</Notice>}
      <Form
        onSubmit={() => void next()}
        submitLabel={text(step === 'check' ? (draft.mode === 'forced' ? 'handover-ui.offer.sendForced' : 'handover-ui.offer.send') : 'handover-ui.next')}
        submitTone={step === 'check' && draft.mode === 'forced' ? 'danger' : 'primary'}
        errors={errors}
        isBusy={offer.isBusy}
        savedAt={kept.savedAt}
        secondary={index > 0
          ? <ButtonLink href={hrefOf(steps[index - 1]!)} variant="quiet" icon="back">{text('handover-ui.previous')}</ButtonLink>
          : kept.isRestored && <Button variant="quiet" onPress={() => { setDraft(emptyDraft); kept.discard(); }}>{text('handover-ui.startAnew')}</Button>}
      >
        <Card tone={draft.mode === 'forced' ? 'danger' : 'plain'} title={<span ref={heading} tabIndex={-1}>{text(`handover-ui.offer.step.${step}.title`)}</span>}>
          <Stack gap={5}>{Part ? <Part {...props} /> : <StepCheck {...props} hrefOf={hrefOf} />}</Stack>
        </Card>
      </Form>
    </>
  );
}
