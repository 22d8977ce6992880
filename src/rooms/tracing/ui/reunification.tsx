import { useState } from 'react';
import { ChoiceChips } from '#rooms/person/ui/chips.tsx';
import { useAct } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { Checkbox } from '#web/kit/checkbox.tsx';
import { ConfirmDialog } from '#web/kit/confirm-dialog.tsx';
import { DateField } from '#web/kit/date-field.tsx';
import { formatDay, localDayOf } from '#web/kit/dates.ts';
import { KeyValue } from '#web/kit/key-value.tsx';
import { Columns, Row, Stack } from '#web/kit/layout.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { text } from '#web/kit/text.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { useNow } from '#web/kit/use-now.ts';
import { answerReunification, completeReunification, findings, followUp, proposeReunification, type CandidateView } from '../schema.ts';
import { SaidList } from './said.tsx';

interface CandidateProps { readonly candidate: CandidateView }
const views = ['agrees', 'disagrees', 'unable'] as const;

function ProposalForm({ candidate }: CandidateProps) {
  const [plannedFor, setPlannedFor] = useState('');
  const [receivedBy, setReceivedBy] = useState('');
  const [bestInterests, setBestInterests] = useState('');
  const [childView, setChildView] = useState<(typeof views)[number]>();
  const { act, isBusy, problem } = useAct(proposeReunification);
  const isReady = plannedFor !== '' && receivedBy.trim() !== '' && bestInterests.trim() !== '' && childView !== undefined;
  return (
    <Stack gap={4}>
      <Columns>
        <DateField name="plannedFor" label={text('tracing.reunify.plannedFor')} value={plannedFor} onChange={setPlannedFor} />
        <TextField name="receivedBy" label={text('tracing.reunify.receivedBy')} maxLength={160} value={receivedBy} onChange={setReceivedBy} />
      </Columns>
      <TextField name="bestInterests" label={text('tracing.reunify.bestInterests')} hint={text('tracing.reunify.bestInterests.hint')} maxLength={200} value={bestInterests} onChange={setBestInterests} />
      <ChoiceChips name="childView" label={text('tracing.reunify.childView')} options={views.map((value) => ({ value, label: text(`tracing.childView.${value}`) }))} value={childView} onChange={(next) => setChildView(typeof next === 'string' ? next : undefined)} />
      <ProblemNotice problem={problem} />
      <Row><Button variant="primary" isBusy={isBusy} {...(isReady ? {} : { isDisabled: true })} onPress={() => void (childView && act({ requestId: candidate.requestId, childId: candidate.childId, plannedFor, receivedBy, bestInterests, childView }))}>{text('tracing.reunify.propose')}</Button></Row>
    </Stack>
  );
}

function CompletionForm({ candidate }: CandidateProps) {
  const today = localDayOf(useNow());
  const [day, setDay] = useState(today);
  const [hasReceipt, setHasReceipt] = useState(false);
  const { act, isBusy, problem } = useAct(completeReunification);
  return (
    <Stack gap={4}>
      <DateField name="day" label={text('tracing.reunify.day')} value={day} onChange={setDay} />
      <Checkbox name="hasReceipt" label={text('tracing.reunify.hasReceipt')} value={hasReceipt} onChange={setHasReceipt} />
      <ProblemNotice problem={problem} />
      <Row><Button variant="primary" icon="heart" isBusy={isBusy} {...(hasReceipt && day !== '' ? {} : { isDisabled: true })} onPress={() => void act({ requestId: candidate.requestId, childId: candidate.childId, day, hasReceipt })}>{text('tracing.reunify.complete')}</Button></Row>
    </Stack>
  );
}

/** The decision to bring child and family together: proposed by one, approved by a supervisor who is another. */
export function ReunificationCard({ candidate }: CandidateProps) {
  const { requestId, childId, reunification, may } = candidate;
  const [answering, setAnswering] = useState<boolean>();
  const { act, isBusy, problem } = useAct(answerReunification);
  const answer = async (reason: string): Promise<void> => {
    if (answering !== undefined && (await act({ requestId, childId, isApproved: answering, reason })).ok) setAnswering(undefined);
  };
  return (
    <Card title={text('tracing.path.reunify')}>
      <Stack gap={4}>
        {reunification && (
          <KeyValue rows={[
            { label: text('tracing.reunify.plannedFor'), value: formatDay(reunification.plannedFor), note: reunification.by },
            { label: text('tracing.reunify.receivedBy'), value: reunification.receivedBy }, { label: text('tracing.reunify.bestInterests'), value: reunification.bestInterests },
            { label: text('tracing.reunify.childView'), value: text(`tracing.childView.${reunification.childView}`) },
            { label: text('tracing.reunify.answer'), value: reunification.answer ? text(reunification.answer.isApproved ? 'tracing.reunify.approved' : 'tracing.reunify.declined') : text('tracing.reunify.waiting'), ...(reunification.answer ? { note: `${reunification.answer.reason} (${reunification.answer.by})` } : {}) },
            ...(reunification.completed ? [{ label: text('tracing.reunify.day'), value: formatDay(reunification.completed.day), note: reunification.completed.by }] : []),
          ]} />
        )}
        {!reunification && !may.propose && <p>{text('tracing.reunify.notYet')}</p>}
        {may.propose && <ProposalForm candidate={candidate} />}
        {may.approve && <Row gap={2}><Button variant="primary" icon="check" onPress={() => setAnswering(true)}>{text('tracing.reunify.approve')}</Button><Button onPress={() => setAnswering(false)}>{text('tracing.reunify.decline')}</Button></Row>}
        {may.complete && <CompletionForm candidate={candidate} />}
      </Stack>
      {answering !== undefined && (
        <ConfirmDialog title={text(answering ? 'tracing.reunify.approve' : 'tracing.reunify.decline')} isOpen onClose={() => setAnswering(undefined)} confirmLabel={text(answering ? 'tracing.reunify.approve' : 'tracing.reunify.decline')} needsReason isBusy={isBusy} onConfirm={(reason) => void answer(reason)}>
          <p>{text('tracing.reunify.answer.text')}</p><ProblemNotice problem={problem} />
        </ConfirmDialog>
      )}
    </Card>
  );
}

/** Visits after the reunification. Their deadlines stand in the child's file and in my work. */
export function FollowUpCard({ candidate }: CandidateProps) {
  const { requestId, childId, followUps, may } = candidate;
  const [day, setDay] = useState(localDayOf(useNow()));
  const [finding, setFinding] = useState<(typeof findings)[number]>();
  const [note, setNote] = useState('');
  const { act, isBusy, problem } = useAct(followUp);
  const record = async (): Promise<void> => {
    if (!finding || !(await act({ requestId, childId, day, finding, isSafe: finding !== 'at_risk' && finding !== 'not_found', ...(note.trim() === '' ? {} : { note: note.trim() }) })).ok) return;
    setFinding(undefined);
    setNote('');
  };
  return (
    <Card title={text('tracing.path.follow')}>
      <Stack gap={4}>
        <p>{text('tracing.follow.lead')}</p>
        {followUps.length > 0 && <SaidList lines={followUps.map((said) => ({ what: `${formatDay(said.day)}: ${text(`tracing.finding.${said.finding}`)}`, by: said.by, at: said.at, words: said.note }))} />}
        {may.followUp && (
          <>
            <DateField name="visitDay" label={text('tracing.follow.day')} value={day} onChange={setDay} />
            <ChoiceChips name="finding" label={text('tracing.follow.finding')} options={findings.map((value) => ({ value, label: text(`tracing.finding.${value}`) }))} value={finding} onChange={(next) => setFinding(typeof next === 'string' ? next : undefined)} />
            <TextField name="visitNote" label={text('tracing.verify.note')} isOptional maxLength={1000} value={note} onChange={setNote} />
            <ProblemNotice problem={problem} />
            <Row><Button icon="check" isBusy={isBusy} onPress={() => void record()}>{text('tracing.follow.record')}</Button></Row>
          </>
        )}
      </Stack>
    </Card>
  );
}
