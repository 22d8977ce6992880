import type { ReactNode } from 'react';
import { canKeepDrafts } from '#web/device/draft-store.ts';
import { Button } from '#web/kit/button.tsx';
import { Form } from '#web/kit/form.tsx';
import { text } from '#web/kit/text.tsx';
import { CompanyStep } from './company-step.tsx';
import { ConcernsStep } from './concerns-step.tsx';
import { ConsentStep } from './consent-step.tsx';
import { FoundStep } from './found-step.tsx';
import { intakeSteps, type IntakeStep } from './intake.ts';
import { ReviewStep } from './review-step.tsx';
import type { StepProps } from './step-props.ts';
import { WhoStep } from './who-step.tsx';

interface StepFormProps extends StepProps {
  readonly step: Exclude<IntakeStep, 'buscar'>;
  readonly header: ReactNode;
  readonly isBusy: boolean;
  readonly onProceed: () => void;
  readonly onSave: () => void;
  readonly onGo: (step: IntakeStep) => void;
}

/** One step of the intake: its questions, forward, back, and from everywhere to the end. */
export function StepForm({ step, header, isBusy, onProceed, onSave, onGo, ...parts }: StepFormProps) {
  const isLast = step === 'revisar';
  const secondary = (
    <>
      <Button onPress={() => onGo(intakeSteps[intakeSteps.indexOf(step) - 1]!)}>{text('case-ui.intake.back')}</Button>
      {!isLast && step !== 'consentimiento' && <Button variant="quiet" onPress={() => onGo('revisar')}>{text('case-ui.intake.toReview')}</Button>}
    </>
  );
  return (
    <Form key={step} onSubmit={isLast ? onSave : onProceed} submitLabel={text(isLast ? 'case-ui.intake.save' : 'case-ui.intake.next')} errors={parts.errors} isBusy={isBusy} isUnsaved={!canKeepDrafts()} hasStickyActions secondary={secondary}>
      {header}
      {step === 'quien' && <WhoStep {...parts} />}
      {step === 'compania' && <CompanyStep {...parts} />}
      {step === 'donde' && <FoundStep {...parts} />}
      {step === 'necesidades' && <ConcernsStep {...parts} />}
      {step === 'consentimiento' && <ConsentStep {...parts} />}
      {isLast && <ReviewStep intake={parts.intake} set={parts.set} onGo={onGo} />}
    </Form>
  );
}
