import { useState, type ReactNode } from 'react';
import { Card } from '#web/kit/card.tsx';
import { classes } from '#web/kit/classes.ts';
import { dueOf } from '#web/kit/dates.ts';
import { Icon, type IconName } from '#web/kit/icon.tsx';
import { Button } from '#web/kit/button.tsx';
import { ButtonLink } from '#web/kit/link.tsx';
import { text } from '#web/kit/text.tsx';
import { useNow } from '#web/kit/use-now.ts';
import { riskLevels } from '#rooms/law/schema.ts';
import { CompleteDialog } from './deadline-dialogs.tsx';
import { deadlineTitle } from './deadline-title.ts';
import type { FilePartProps } from './file-part.ts';
import { UrgencyDialog } from './urgency-dialog.tsx';
import styles from './next-steps.module.css';

const mostDeadlines = 4;

interface StepProps {
  readonly icon: IconName;
  readonly tone?: 'danger' | 'warn' | undefined;
  readonly what: string;
  readonly why?: string | undefined;
  readonly children?: ReactNode;
}

const Step = ({ icon, tone, what, why, children }: StepProps) => (
  <li className={classes(styles['step'], tone && styles[tone])}>
    <Icon name={icon} />
    <div>
      <p className={styles['what']}>{what}</p>
      {why && <p className={styles['why']}>{why}</p>}
      {children && <div className={styles['act']}>{children}</div>}
    </div>
  </li>
);

/** What this file asks for now, gravest first, each with its reason and the way to do it. */
export function NextSteps({ file, may }: FilePartProps) {
  const { childId, deadlines, team, profile, concerns, consents, urgency } = file;
  const now = useNow();
  const [isUrgencyOpen, setIsUrgencyOpen] = useState(false);
  const [completing, setCompleting] = useState<string>();
  const open = deadlines.filter(({ status }) => status === 'open').toSorted((one, other) => one.dueAt.localeCompare(other.dueAt));
  const link = (section: string, label: string) => <ButtonLink href={`/casos/${childId}?ver=${section}`} size="s">{label}</ButtonLink>;
  const isHigher = riskLevels.indexOf(urgency.suggested) < riskLevels.indexOf(urgency.level);
  const unasked = consents.filter(({ answer, purpose }) => answer === 'not_asked' && purpose !== 'photo').length;
  const contested = concerns.filter(({ hasOtherAnswers }) => hasOtherAnswers).length;
  const completed = deadlines.find(({ id }) => id === completing);
  const steps = [
    ...open.slice(0, mostDeadlines).map((deadline) => {
      const due = dueOf(deadline.dueAt, now);
      return (
        <Step key={deadline.id} icon="clock" tone={due.tone === 'neutral' ? undefined : due.tone} what={deadlineTitle(deadline)} why={due.text}>
          {may.write && <Button size="s" icon="check" onPress={() => setCompleting(deadline.id)}>{text('case-ui.next.done')}</Button>}
        </Step>
      );
    }),
    isHigher && <Step key="urgency" icon="alert" tone="danger" what={text('case-ui.next.urgency', { level: text(`law.risk-level.${urgency.suggested}`) })} why={urgency.suggestedBecause.map((reason) => text(`law.priority.${reason}`)).join(' · ')}>{may.write && <Button size="s" onPress={() => setIsUrgencyOpen(true)}>{text('case.verb.change-urgency')}</Button>}</Step>,
    team.proposedTeamId !== null && <Step key="move" icon="people" tone="warn" what={text('case-ui.next.move')} why={team.proposalReason ?? undefined}>{link('equipo', text('case-ui.next.look'))}</Step>,
    team.workerId === null && <Step key="worker" icon="people" tone="warn" what={text('case-ui.next.worker')}>{link('equipo', text('case.verb.assign-worker'))}</Step>,
    profile.disputes.length > 0 && <Step key="disputes" icon="question" tone="warn" what={text('case-ui.file.disputes', { count: profile.disputes.length })}>{link('persona', text('person.settle'))}</Step>,
    contested > 0 && <Step key="contested" icon="question" tone="warn" what={text('case-ui.next.contested', { count: contested })}>{link('riesgos', text('case.verb.settle-concern'))}</Step>,
    unasked > 0 && may.write && <Step key="consent" icon="check" what={text('case-ui.next.consent', { count: unasked })}><ButtonLink href={`/casos/${childId}/editar/consentimiento`} size="s">{text('case.verb.record-consent')}</ButtonLink></Step>,
  ].filter(Boolean);
  return (
    <>
      <Card title={text('case-ui.next.title')}>
        {steps.length === 0 || file.status === 'closed' ? <p>{text('case-ui.next.none')}</p> : <ol role="list" className={styles['steps']}>{steps}</ol>}
      </Card>
      {isUrgencyOpen && <UrgencyDialog file={file} may={may} onClose={() => setIsUrgencyOpen(false)} />}
      {completed && <CompleteDialog childId={childId} deadline={completed} onClose={() => setCompleting(undefined)} />}
    </>
  );
}
