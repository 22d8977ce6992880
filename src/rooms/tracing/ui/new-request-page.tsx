import { useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { relationName } from '#rooms/person/ui/reference-names.ts';
import { useDraft } from '#web/device/draft.ts';
import { useAct } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import type { FormError } from '#web/kit/error-summary.tsx';
import { Form } from '#web/kit/form.tsx';
import { KeyValue } from '#web/kit/key-value.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { Page } from '#web/kit/page.tsx';
import { formErrorsOf } from '#web/kit/problem-text.ts';
import { Stepper } from '#web/kit/stepper.tsx';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import { soughtName } from '../rules/sought.ts';
import { openTracing } from '../schema.ts';
import { InquirerStep, LastStep, QuestionsStep, SoughtStep, type CallStepProps } from './call-steps.tsx';
import { callSteps, faultsOf, inputOf, newDraft, type CallStep, type RequestDraft } from './request-draft.ts';

const forms: Readonly<Partial<Record<CallStep, (props: CallStepProps) => React.JSX.Element>>> = { inquirer: InquirerStep, sought: SoughtStep, last: LastStep, questions: QuestionsStep };

const Review = ({ draft }: { readonly draft: RequestDraft }) => (
  <Stack gap={4}>
    <KeyValue rows={[
      { label: text('tracing.list.inquirer'), value: draft.inquirer.name, note: draft.inquirer.relation && relationName(draft.inquirer.relation) },
      { label: text('tracing.inquirer.phone'), value: draft.inquirer.phone },
      { label: text('tracing.list.sought'), value: soughtName(draft.sought) },
      { label: text('tracing.questions'), value: text('tracing.questions.count', { count: draft.questions.filter(({ question, answer }) => question.trim() && answer.trim()).length }) },
    ]} />
    <Notice tone="info" title={text('tracing.say')}>{text('tracing.say.end')}</Notice>
  </Stack>
);

/** Takes a family's request, also on the phone: a few calm steps, with what to say at each. */
export function NewRequestPage() {
  const [draft, setDraft] = useState<RequestDraft>(newDraft);
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [search, setSearch] = useSearchParams();
  const [, navigate] = useLocation();
  const open = useAct(openTracing);
  const kept = useDraft({ key: 'rastreo', label: text('tracing.new'), href: '/rastreo/nueva' }, draft, setDraft);
  const step = callSteps.find((each) => each === search.get('paso')) ?? 'inquirer';
  const index = callSteps.indexOf(step);
  const go = (to: CallStep): void => {
    setErrors([]);
    setSearch({ paso: to });
    window.scrollTo({ top: 0 });
  };
  const next = async (): Promise<void> => {
    const faults = step === 'review' ? callSteps.flatMap((each) => faultsOf(draft, each)) : faultsOf(draft, step);
    setErrors(faults.map((name) => ({ name, message: text(`tracing.fault.${name}`) })));
    if (faults.length > 0) return;
    if (step !== 'review') return go(callSteps[index + 1]!);
    const answer = await open.act(inputOf(draft));
    if (!answer.ok) return setErrors(formErrorsOf(answer.problem));
    kept.discard();
    toast({ text: text('tracing.opened') });
    navigate(`/rastreo/${answer.value.requestId}`, { replace: true });
  };
  const Fields = forms[step];
  return (
    <Page title={text('tracing.new')} lead={text('tracing.new.lead')} back={{ href: '/rastreo', label: text('tracing.title') }} isNarrow>
      <Stepper steps={callSteps.map((each) => text(`tracing.step.${each}`))} current={index} />
      <Form
        onSubmit={() => void next()} submitLabel={text(step === 'review' ? 'tracing.open' : 'tracing.continue')} errors={errors} isBusy={open.isBusy} savedAt={kept.savedAt} hasStickyActions
        secondary={index > 0 && <Button onPress={() => go(callSteps[index - 1]!)}>{text('tracing.back')}</Button>}
      >
        {Fields ? <Fields draft={draft} set={(part) => setDraft((before) => ({ ...before, ...part }))} errorOf={(name) => errors.find((error) => error.name === name)?.message} /> : <Review draft={draft} />}
      </Form>
    </Page>
  );
}
