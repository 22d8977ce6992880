import { LiveLabels } from '#rooms/person/ui/accompaniment-labels.tsx';
import { CompanyFields } from '#rooms/person/ui/company-fields.tsx';
import { text } from '#web/kit/text.tsx';
import type { StepProps } from './step-props.ts';
import styles from './company-step.module.css';

/** With whom the child comes, and beside it what two laws call that. */
export const CompanyStep = ({ intake, set, isWithLabels = true }: StepProps & { readonly isWithLabels?: boolean }) => (
  <div className={isWithLabels ? styles['beside'] : undefined}>
    <CompanyFields value={intake.profile} onChange={(profile) => set({ profile })} below={isWithLabels && <div className={styles['onPhone']}><LiveLabels profile={intake.profile} /></div>} />
    {isWithLabels && (
      <section className={styles['labels']}>
        <h2>{text('person-ui.labels')}</h2>
        <LiveLabels profile={intake.profile} />
      </section>
    )}
  </div>
);
