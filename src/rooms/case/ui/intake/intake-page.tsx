import { useEffect, useRef, useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import type { ChildId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import { newRequestId } from '#web/device/call.ts';
import { useDraft } from '#web/device/draft.ts';
import { formatTime, localDayOf } from '#web/kit/dates.ts';
import { Icon } from '#web/kit/icon.tsx';
import type { FormError } from '#web/kit/error-summary.tsx';
import { Button } from '#web/kit/button.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { Page } from '#web/kit/page.tsx';
import { formErrorsOf, problemText } from '#web/kit/problem-text.ts';
import { Stepper } from '#web/kit/stepper.tsx';
import { text } from '#web/kit/text.tsx';
import { useNow } from '#web/kit/use-now.ts';
import { SearchFirst } from '#rooms/tracing/ui/search-first.tsx';
import { consentErrors } from '../consent-draft.ts';
import { agesOf, intakeSteps, newIntake, withAsked, type Intake, type IntakeStep } from './intake.ts';
import { keptMode, ModeSwitch, type IntakeMode } from './mode-switch.tsx';
import { PhotoMissing } from './photo-missing.tsx';
import { StepForm } from './step-form.tsx';
import { useSave } from './use-save.ts';
import { WholeForm } from './whole-form.tsx';
import styles from './intake-page.module.css';

/** Up here and not beside the buttons: a phone has no room to spare there. */
const Saved = ({ at }: { readonly at: Instant | null }) => <p className={styles['saved']} role="status">{at && <><Icon name="check" size={1} />{text('kit.draft.savedAt', { time: formatTime(at) })}</>}</p>;

const isStep = (word: string | null): word is IntakeStep => intakeSteps.some((step) => step === word);

/** Receives a child: looks first whether she is known, then asks in a few calm steps, or on one page at a desk. */
export function IntakePage() {
  const [intake, setIntake] = useState<Intake>(() => newIntake(newRequestId()));
  const [turn, setTurn] = useState(0);
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [mode, setMode] = useState<IntakeMode>(keptMode);
  const [, go] = useLocation();
  const [search, setSearch] = useSearchParams();
  const now = useNow();
  const set = (change: Partial<Intake>): void => setIntake((before) => ({ ...before, ...change }));
  const draft = useDraft({ key: 'ingreso', label: text('case-ui.intake.title'), href: '/recibir' }, intake, (kept) => {
    setIntake(kept);
    setTurn((number) => number + 1);
  });
  const { saving, save, keepPhoto } = useSave((requestId) => set({ requestId }));

  const asked = search.get('paso');
  const step: IntakeStep = isStep(asked) ? asked : 'buscar';
  const isWhole = mode === 'whole' && step !== 'buscar';
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    window.scrollTo({ top: 0 });
    if (step !== 'buscar') heading.current?.focus({ preventScroll: true });
  }, [step]);

  useEffect(() => {
    // the notice stands on top, the button that was pressed far below
    if (saving.state !== 'saving') window.scrollTo({ top: 0 });
  }, [saving.state]);

  const goTo = (next: IntakeStep): void => {
    setErrors([]);
    set({ step: next });
    setSearch({ paso: next });
  };
  const startAnew = (): void => {
    draft.discard();
    setIntake(newIntake(newRequestId()));
    setTurn((number) => number + 1);
    setSearch({});
  };
  const consentProblems = (): FormError[] => (intake.isConsentNow ? consentErrors(intake.consent, agesOf(intake, now)) : []);
  const proceed = (): void => {
    const found = step === 'consentimiento' ? consentProblems() : [];
    if (found.length > 0) setErrors(found);
    else goTo(intakeSteps[intakeSteps.indexOf(step) + 1]!);
  };
  const opened = (childId: ChildId | null): void => {
    if (!childId) return;
    draft.discard();
    go(`/casos/${childId}?nuevo=si`, { replace: true });
  };
  const finish = async (): Promise<void> => {
    const found = consentProblems();
    if (found.length > 0 && !isWhole) goTo('consentimiento');
    setErrors(found);
    if (found.length === 0) opened(await save(intake));
  };

  const problem = saving.state === 'open' ? saving.problem : undefined;
  const isSilent = problem?.code === 'node-unreachable';
  const shownErrors = problem && !isSilent && errors.length === 0 ? formErrorsOf(problem, 'case-ui.intake') : errors;
  const parts = { intake, set, errors: shownErrors };
  const form = { ...parts, isBusy: saving.state === 'saving' };
  const position = intakeSteps.indexOf(step);
  return (
    <Page
      title={text('case-ui.intake.title')}
      lead={step === 'buscar' ? text('case-ui.intake.lead') : undefined}
      isNarrow={!isWhole && step !== 'compania'}
      actions={<ModeSwitch mode={mode} onMode={setMode} />}
    >
      {draft.isRestored && step === 'buscar' && (
        <Notice
          title={text('case-ui.intake.draft')} isNew
          actions={<><Button size="s" variant="primary" onPress={() => goTo(intake.step)}>{text('case-ui.intake.draft.continue')}</Button><Button size="s" onPress={startAnew}>{text('case-ui.intake.draft.anew')}</Button></>}
        />
      )}
      {problem && isSilent && <Notice tone="warn" title={text('case-ui.intake.offline')} isNew>{problemText(problem)}</Notice>}
      {saving.state === 'photo-missing' ? (
        <PhotoMissing problem={saving.problem} onRetry={() => void keepPhoto(intake, saving.childId).then(opened)} onSkip={() => opened(saving.childId)} />
      ) : (
        <div key={turn}>
          {step === 'buscar' && (
            <SearchFirst
              asked={intake.asked} onAsked={(next) => set({ asked: next })}
              onContinue={(candidatesShown) => {
                setIntake((before) => ({ ...withAsked(before, localDayOf(now)), candidatesShown }));
                goTo('quien');
              }}
            />
          )}
          {isWhole && <WholeForm {...form} savedAt={draft.savedAt} onSave={() => void finish()} onBack={() => goTo('buscar')} />}
          {!isWhole && step !== 'buscar' && (
            <StepForm
              {...form} step={step} onProceed={proceed} onSave={() => void finish()} onGo={goTo}
              header={(
                <>
                  <Saved at={draft.savedAt} />
                  <Stepper steps={intakeSteps.slice(1).map((each) => text(`case-ui.step.${each}`))} current={position - 1} />
                  <h2 ref={heading} tabIndex={-1} className={styles['heading']}>{text(`case-ui.step.${step}.title`)}</h2>
                </>
              )}
            />
          )}
        </div>
      )}
    </Page>
  );
}
