import { Badge } from '#web/kit/badge.tsx';
import { classes } from '#web/kit/classes.ts';
import { dueOf, formatInstant } from '#web/kit/dates.ts';
import { Icon } from '#web/kit/icon.tsx';
import { text } from '#web/kit/text.tsx';
import { useNow } from '#web/kit/use-now.ts';
import type { AgencyView, HandoverView } from '../../schema.ts';
import { PhoneLink } from '../agency.tsx';
import { awaitsSignature } from '../../rules/paper-acceptance.ts';
import { statusSentence } from '../status.tsx';
import { progressOf, type Progress, type ProgressStep } from './progress.ts';
import styles from './progress-line.module.css';

interface PartyProps {
  readonly agency: Pick<AgencyView, 'shortName' | 'name' | 'dutyPhone' | 'isThisNode'>;
  readonly role: string;
  readonly isHolder: boolean;
  readonly isAnswerable: boolean;
}

function Party({ agency, role, isHolder, isAnswerable }: PartyProps) {
  return (
    <li className={classes(styles['party'], isHolder && styles['holder'], isAnswerable && styles['answerable'])} aria-current={isHolder ? 'true' : undefined}>
      <span className={styles['disc']} aria-hidden="true"><Icon name={isAnswerable ? 'shield' : 'home'} size={1.5} /></span>
      <div className={styles['who']}>
        <p className={styles['role']}>{isHolder ? text('kit.custody.holder') : role}</p>
        <p className={styles['name']}>{agency.shortName}{agency.isThisNode && <span className={styles['us']}> {text('kit.custody.us')}</span>}</p>
        {isHolder && agency.name !== agency.shortName && <p className={styles['full']}>{agency.name}</p>}
        {!isHolder && isAnswerable && <p className={styles['full']}>{text('handover-ui.alsoAnswers')}</p>}
        {!agency.isThisNode && agency.dutyPhone !== '' && <PhoneLink number={agency.dutyPhone} />}
      </div>
    </li>
  );
}

const marks = { done: 'check', waiting: 'clock', ahead: 'more', stopped: 'close' } as const;

const Step = ({ step, peer }: { readonly step: ProgressStep; readonly peer: string }) => (
  <li className={classes(styles['step'], styles[step.state])} aria-current={step.state === 'waiting' ? 'step' : undefined}>
    <span className={styles['mark']} aria-hidden="true">{step.state !== 'ahead' && <Icon name={marks[step.state]} size={1.1} />}</span>
    <div className={styles['label']}>
      <p className={styles['stepName']}>{text(`handover.step.${step.key}`)}<span className="visually-hidden"> ({text(`handover-ui.stepState.${step.state}`)})</span></p>
      {step.at && <p className={styles['stepDetail']}><time dateTime={step.at}>{formatInstant(step.at)}</time></p>}
      {step.at && <p className={styles['stepDetail']}>{step.by ?? peer}</p>}
      {step.state === 'waiting' && <p className={styles['stepDetail']}>{text('handover-ui.stepState.waiting')}</p>}
    </div>
  </li>
);

interface ProgressLineProps {
  readonly handover: HandoverView;
  readonly us: Pick<AgencyView, 'shortName' | 'name' | 'dutyPhone'>;
}

const partiesOf = (handover: HandoverView, us: ProgressLineProps['us'], { holder, answerable }: Progress) => {
  const own = { ...us, isThisNode: true };
  const [sender, receiver] = handover.direction === 'outgoing' ? [own, handover.peer] : [handover.peer, own];
  return [
    <Party key="sender" agency={sender} role={text('handover-ui.sender')} isHolder={holder === 'sender'} isAnswerable={answerable === 'sender' || answerable === 'both'} />,
    <li key="way" className={styles['way']} aria-hidden="true"><Icon name="next" size={1.5} /></li>,
    <Party key="receiver" agency={receiver} role={text('handover-ui.receiver')} isHolder={holder === 'receiver'} isAnswerable={answerable === 'receiver' || answerable === 'both'} />,
  ];
};

/** The picture of a handover: who is responsible at this moment, how far it has come, and what is waited for. */
export function ProgressLine({ handover, us }: ProgressLineProps) {
  const now = useNow();
  const progress = progressOf(handover);
  // somebody has signed for the child: the offer waits for the node, whatever its term
  const isOnPaper = awaitsSignature(handover) && handover.papers.some(({ status }) => status === 'checked');
  const due = !isOnPaper && handover.isOpen && handover.decideBy && (handover.status === 'offered' || handover.status === 'proposed') ? dueOf(handover.decideBy, now) : undefined;
  const isOver = handover.status === 'withdrawn' || handover.status === 'declined';
  return (
    <section className={classes(styles['progress'], isOver && styles['over'])} aria-label={text('handover-ui.progress')}>
      {!isOver && <ol role="list" className={styles['parties']}>{partiesOf(handover, us, progress)}</ol>}
      <div className={styles['now']}>
        <p className={styles['sentence']} role="status">{isOnPaper ? text(handover.direction === 'outgoing' ? 'handover-paper.line' : 'handover-paper.lineIncoming', { name: handover.peer.shortName }) : statusSentence(handover)}</p>
        {due && <Badge tone={due.tone === 'neutral' ? 'info' : due.tone} icon="clock">{text('handover-ui.decideBy')}: {due.text}</Badge>}
        {handover.mode === 'forced' && <Badge tone="danger" icon="alert">{text('handover-ui.list.forced')}</Badge>}
        {handover.mode === 'succession' && <Badge tone="danger" icon="shield">{text('handover-succession.badge')}</Badge>}
      </div>
      <ol role="list" className={styles['steps']}>{progress.steps.map((step) => <Step key={step.key} step={step} peer={handover.peer.shortName} />)}</ol>
    </section>
  );
}
