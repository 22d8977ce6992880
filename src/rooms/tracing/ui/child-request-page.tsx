import { useState } from 'react';
import { useLocation, useParams, useSearchParams } from 'wouter';
import type { ChildId } from '#kernel/identifier.ts';
import { dayOf } from '#kernel/instant.ts';
import { consentErrors, consentOf } from '#rooms/case/ui/consent-draft.ts';
import { recordConsent, viewFile, type FileView } from '#rooms/case/schema.ts';
import { ageRange } from '#rooms/law/rules.ts';
import { birthOf, displayNameOf } from '#rooms/person/rules.ts';
import { relationName } from '#rooms/person/ui/reference-names.ts';
import { useDraft } from '#web/device/draft.ts';
import { useAct, useEndpoint } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import type { FormError } from '#web/kit/error-summary.tsx';
import { Form } from '#web/kit/form.tsx';
import { KeyValue } from '#web/kit/key-value.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { ButtonLink } from '#web/kit/link.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { Page } from '#web/kit/page.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { formErrorsOf } from '#web/kit/problem-text.ts';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { Stepper } from '#web/kit/stepper.tsx';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useNow } from '#web/kit/use-now.ts';
import { soughtName } from '../rules/sought.ts';
import { openTracing } from '../schema.ts';
import { QuestionsStep } from './call-steps.tsx';
import { childFaultsOf, childInputOf, childSteps, newChildDraft, type ChildDraft, type ChildStep } from './child-draft.ts';
import { ConsentStep, RememberStep, WhoStep, WishesStep, type ChildStepProps } from './child-steps.tsx';

const ReadBack = ({ draft }: ChildStepProps) => (
  <Stack gap={4}>
    <Notice tone="info" title={text('tracing-child.say')}>{text('tracing-child.say.readBack')}</Notice>
    <KeyValue rows={[
      { label: text('tracing.list.sought'), value: soughtName(draft.sought), note: draft.inquirer.relation && relationName(draft.inquirer.relation) },
      { label: text('tracing-child.story'), value: draft.story },
      { label: text('tracing-child.wishes'), value: draft.wishes.map((wish) => text(`tracing-child.wish.${wish}`)).join(', ') },
      { label: text('tracing-child.feared.who'), value: draft.feared.flatMap(({ relation, name }) => (relation === '' ? [] : [[relationName(relation), name.trim()].filter(Boolean).join(': ')])).join(', ') },
    ].filter(({ value }) => value !== '')} />
  </Stack>
);

const forms: Readonly<Record<ChildStep, (props: ChildStepProps) => React.JSX.Element>> = {
  consent: ConsentStep, who: WhoStep, remember: RememberStep, wishes: WishesStep, readBack: ReadBack,
  questions: ({ draft, set, errors }) => <QuestionsStep draft={draft} set={set} errorOf={(name) => errors.find((error) => error.name === name)?.message} />,
};

function ChildForm({ file }: { readonly file: FileView }) {
  const { childId, profile, initials, consents } = file;
  const [draft, setDraft] = useState<ChildDraft>(newChildDraft);
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [search, setSearch] = useSearchParams();
  const [, navigate] = useLocation();
  const open = useAct(openTracing);
  const consent = useAct(recordConsent);
  const ages = ageRange(birthOf(profile.values), dayOf(useNow()));
  const kept = useDraft({ key: `rastreo/${childId}`, label: text('tracing-child.title'), href: `/casos/${childId}/buscar-familia` }, draft, setDraft);
  const hasSaidYes = consents.some(({ purpose, answer }) => purpose === 'tracing' && answer === 'granted');
  const asked = childSteps.find((each) => each === search.get('paso')) ?? 'consent';
  // no step without her yes: also where the address is opened anew
  const step = draft.answer === 'yes' && hasSaidYes ? asked : 'consent';
  const index = childSteps.indexOf(step);
  const back = `/casos/${childId}`;
  const go = (to: ChildStep): void => {
    setErrors([]);
    setSearch({ paso: to });
    window.scrollTo({ top: 0 });
  };
  const leave = (key: string): void => {
    kept.discard();
    toast({ text: text(key) });
    navigate(back);
  };
  const set = (part: Partial<ChildDraft>): void => {
    setErrors([]);
    setDraft((before) => ({ ...before, ...part }));
  };
  /** Writes down what she answered. Of "not today" nothing is kept. */
  const answer = async (): Promise<void> => {
    if (draft.answer === 'later') return leave('tracing-child.left');
    if (draft.answer === 'yes' && hasSaidYes) return go('who');
    const found = draft.answer === 'yes' ? consentErrors(draft.consent, ages) : [];
    setErrors(found);
    const whole = consentOf(draft.answer === 'yes' ? draft.consent : { ...draft.consent, answers: { ...draft.consent.answers, tracing: 'refused' }, givenBy: 'child', childView: 'disagrees', override: undefined });
    if (found.length > 0 || !whole) return;
    const recorded = await consent.act({ childId, consent: whole });
    if (!recorded.ok) return setErrors(formErrorsOf(recorded.problem, 'case-ui.consent'));
    if (draft.answer === 'no') leave('tracing-child.refused');
    else go('who');
  };
  const next = async (): Promise<void> => {
    const faults = step === 'readBack' ? childSteps.flatMap((each) => childFaultsOf(draft, each)) : childFaultsOf(draft, step);
    setErrors(faults.map((name) => ({ name, message: text(`tracing-child.fault.${name}`) })));
    if (faults.length > 0) return;
    if (step === 'consent') return answer();
    if (step !== 'readBack') return go(childSteps[index + 1]!);
    const opened = await open.act(childInputOf(draft, childId, displayNameOf(profile.values) || initials));
    if (!opened.ok) return setErrors(formErrorsOf(opened.problem));
    kept.discard();
    toast({ text: text('tracing.opened') });
    navigate(`/rastreo/${opened.value.requestId}`, { replace: true });
  };
  const Fields = forms[step];
  const submitLabel = step === 'readBack' ? 'tracing-child.open' : step === 'consent' && (draft.answer === 'later' || draft.answer === 'no') ? 'tracing-child.leave' : 'tracing.continue';
  return (
    <>
      <Stepper steps={childSteps.map((each) => text(`tracing-child.step.${each}`))} current={index} />
      <Form
        onSubmit={() => void next()} submitLabel={text(submitLabel)} errors={errors} isBusy={open.isBusy || consent.isBusy} savedAt={kept.savedAt} hasStickyActions
        secondary={index > 0 ? <Button onPress={() => go(childSteps[index - 1]!)}>{text('tracing.back')}</Button> : <ButtonLink href={back} variant="quiet">{text('kit.cancel')}</ButtonLink>}
      >
        {kept.isRestored && <Notice isNew>{text('person-ui.draftRestored')}</Notice>}
        <Fields draft={draft} set={set} errors={errors} ages={ages} hasSaidYes={hasSaidYes} />
      </Form>
    </>
  );
}

/** A child in care asks for her family: in her words, at her pace, and only if she wants. */
export function ChildRequestPage() {
  const { childId } = useParams<{ childId: ChildId }>();
  const { value, problem, retry } = useEndpoint(viewFile, { childId });
  return (
    <Page title={text('tracing-child.title')} lead={text('tracing-child.lead')} back={{ href: `/casos/${childId}`, label: text('person-ui.backToFile') }} isNarrow>
      {!value && <ProblemNotice problem={problem} onRetry={retry} />}
      {!value && !problem && <Skeleton lines={8} />}
      {value && <ChildForm key={childId} file={value} />}
    </Page>
  );
}
