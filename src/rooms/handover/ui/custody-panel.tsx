import { useState } from 'react';
import type { ChildId } from '#kernel/identifier.ts';
import { useEndpoint } from '#web/device/query.ts';
import { hasRole, useSession } from '#web/device/session.ts';
import { Button } from '#web/kit/button.tsx';
import { CustodyLine, type CustodyView as CustodyLineView } from '#web/kit/custody-line.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { ButtonLink } from '#web/kit/link.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { later } from '#web/kit/later.tsx';
import { text } from '#web/kit/text.tsx';
import { viewCustody, type CustodyView } from '../schema.ts';
import { custodyLineOf } from './custody-words.ts';
import { DisputeNotice } from './dispute-notice.tsx';
import { ClosingNotice } from './ending/closing-notice.tsx';
import { useOwnParty } from './own-party.ts';
import { CustodianAnswer } from './card/custodian-answer.tsx';
import styles from './custody-panel.module.css';

const EndCareDialog = later(async () => (await import('./ending/care-dialogs.tsx')).EndCareDialog);
const StartCareDialog = later(async () => (await import('./ending/care-dialogs.tsx')).StartCareDialog);
const ReturnDialog = later(async () => (await import('./ending/return-dialog.tsx')).ReturnDialog);
const TrackingDialog = later(async () => (await import('./tracking-dialog.tsx')).TrackingDialog);

function Acts({ custody }: { readonly custody: CustodyView }) {
  const session = useSession();
  const { childId, phase, isClosed, pending, previous } = custody;
  const [asked, setAsked] = useState<'return' | 'tracking' | 'care'>();
  const mayDecide = hasRole(session, 'case_worker', 'supervisor', 'coordinator');
  return (
    <div className={styles['acts']}>
      {pending.map(({ handoverId }) => <ButtonLink key={handoverId} href={`/traspasos/${handoverId}`} icon="handover" variant="primary">{text('handover-ui.openHandover')}</ButtonLink>)}
      {phase === 'held' && !isClosed && mayDecide && <ButtonLink href={`/casos/${childId}/entregar`} icon="handover">{text('handover-ui.offer.act')}</ButtonLink>}
      {phase === 'held' && !isClosed && mayDecide && previous && <Button icon="undo" onPress={() => setAsked('return')}>{text('handover-ending.return.open', { name: previous.shortName })}</Button>}
      {custody.custodian.isThisNode && !isClosed && <ButtonLink href={`/casos/${childId}/canalizar`} icon="outbox">{text('handover-ui.refer.act')}</ButtonLink>}
      {custody.custodian.isThisNode && !isClosed && <ButtonLink href={`/casos/${childId}/suceso`} icon="alert" variant="quiet">{text('handover-search.event.open')}</ButtonLink>}
      {phase === 'held' && !isClosed && mayDecide && <ButtonLink href={`/casos/${childId}/unir`} icon="people" variant="quiet">{text('handover-merge.open')}</ButtonLink>}
      <ButtonLink href={`/casos/${childId}/custodia`} icon="link" variant="quiet">{text('handover-ui.chain.open')}</ButtonLink>
      {phase === 'held' && !isClosed && <Button icon="home" variant={custody.care ? 'primary' : 'quiet'} onPress={() => setAsked('care')}>{text(custody.care ? 'handover-care.end' : 'handover-care.open')}</Button>}
      {asked === 'care' && (custody.care ? <EndCareDialog childId={childId} onClose={() => setAsked(undefined)} /> : <StartCareDialog childId={childId} onClose={() => setAsked(undefined)} />)}
      {custody.custodian.isThisNode && !isClosed && hasRole(session, 'supervisor', 'coordinator') && <Button icon="lock" variant="quiet" onPress={() => setAsked('tracking')}>{text('handover-tracking.open')}</Button>}
      {asked === 'return' && previous && <ReturnDialog childId={childId} previous={previous} onClose={() => setAsked(undefined)} />}
      {asked === 'tracking' && <TrackingDialog childId={childId} tracking={custody.tracking} onClose={() => setAsked(undefined)} />}
    </div>
  );
}

interface CustodyPanelProps {
  readonly childId: string;
  /** What falls due next in the file, shown unless the handover has a deadline of its own. */
  readonly nextDeadline?: CustodyLineView['deadline'];
}

/** Of a child who is elsewhere: what the chain says now, asked for when somebody wants to know. */
function WhereNow({ childId }: { readonly childId: ChildId }) {
  const [isAsked, setIsAsked] = useState(false);
  return isAsked ? <CustodianAnswer asked={{ childId }} /> : <div><Button icon="search" onPress={() => setIsAsked(true)}>{text('custodian.askNow')}</Button></div>;
}

/** On top of a child's file: who is responsible now, what is pending, what falls due, and the acts that follow. */
export function CustodyPanel({ childId, nextDeadline }: CustodyPanelProps) {
  const us = useOwnParty();
  const { value, problem, retry } = useEndpoint(viewCustody, { childId: childId as ChildId }, { everySeconds: 30 });
  const line = value && custodyLineOf(value, us);
  const deadline = line?.deadline ?? nextDeadline;
  if (!value) return problem ? <ProblemNotice problem={problem} onRetry={retry} /> : <Skeleton lines={4} />;
  return (
    <Stack gap={3}>
      <ProblemNotice problem={problem} onRetry={retry} />
      {line && <CustodyLine custody={{ ...line, ...(deadline ? { deadline } : {}) }} />}
      {value.dispute && <DisputeNotice childId={value.childId} dispute={value.dispute} />}
      {!value.custodian.isThisNode && <div className="screen-only"><WhereNow childId={value.childId} /></div>}
      {value.closing && <ClosingNotice childId={value.childId} closing={value.closing} />}
      <div className="screen-only"><Acts custody={value} /></div>
    </Stack>
  );
}
