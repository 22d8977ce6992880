import type { ReactNode } from 'react';
import type { Instant } from '#kernel/instant.ts';
import { LiveLabels } from '#rooms/person/ui/accompaniment-labels.tsx';
import { canKeepDrafts } from '#web/device/draft-store.ts';
import { RiskBadge } from '#web/kit/badge.tsx';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { Form } from '#web/kit/form.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { text } from '#web/kit/text.tsx';
import { useNow } from '#web/kit/use-now.ts';
import { CompanyStep } from './company-step.tsx';
import { ConcernsStep } from './concerns-step.tsx';
import { ConsentStep } from './consent-step.tsx';
import { FoundStep } from './found-step.tsx';
import { suggestionOf, type IntakeStep } from './intake.ts';
import type { StepProps } from './step-props.ts';
import { WhoStep } from './who-step.tsx';
import styles from './whole-form.module.css';

interface WholeFormProps extends StepProps {
  readonly isBusy: boolean;
  readonly savedAt: Instant | null;
  readonly onSave: () => void;
  readonly onBack: () => void;
}

const Part = ({ step, children }: { readonly step: IntakeStep; readonly children: ReactNode }) => <Card title={text(`case-ui.step.${step}.title`)}>{children}</Card>;

/** The whole intake on one page, for staff at a desk; what follows from the answers stands beside it. */
export function WholeForm({ isBusy, savedAt, onSave, onBack, ...parts }: WholeFormProps) {
  const now = useNow();
  return (
    <Form onSubmit={onSave} submitLabel={text('case-ui.intake.save')} errors={parts.errors} isBusy={isBusy} savedAt={savedAt} isUnsaved={!canKeepDrafts()} hasStickyActions secondary={<Button onPress={onBack}>{text('case-ui.intake.back')}</Button>}>
      <div className={styles['whole']}>
        <Stack gap={5}>
          <Part step="quien"><WhoStep {...parts} /></Part>
          <Part step="compania"><CompanyStep {...parts} isWithLabels={false} /></Part>
          <Part step="donde"><FoundStep {...parts} /></Part>
          <Part step="necesidades"><ConcernsStep {...parts} /></Part>
          <Part step="consentimiento"><ConsentStep {...parts} /></Part>
        </Stack>
        <aside className={styles['aside']} aria-label={text('case-ui.intake.follows')}>
          <Card title={text('person-ui.labels')}><LiveLabels profile={parts.intake.profile} /></Card>
          <Card title={text('case.urgency')}><RiskBadge level={parts.intake.urgency ?? suggestionOf(parts.intake, now).level} /></Card>
        </aside>
      </div>
    </Form>
  );
}
