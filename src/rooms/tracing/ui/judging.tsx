import { useState } from 'react';
import { ChoiceChips } from '#rooms/person/ui/chips.tsx';
import { useAct } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { ConfirmDialog } from '#web/kit/confirm-dialog.tsx';
import { Row, Stack } from '#web/kit/layout.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { text } from '#web/kit/text.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { judgeCandidate, verificationOutcomes, verificationSides, verifyCandidate, type CandidateView } from '../schema.ts';
import { SaidList } from './said.tsx';

interface CandidateProps { readonly candidate: CandidateView }

/** What each side answered, asked alone. */
export function Verifying({ candidate }: CandidateProps) {
  const { requestId, childId, verifications, state } = candidate;
  const [side, setSide] = useState<(typeof verificationSides)[number]>();
  const [outcome, setOutcome] = useState<(typeof verificationOutcomes)[number]>();
  const [note, setNote] = useState('');
  const { act, isBusy, problem } = useAct(verifyCandidate);
  const record = async (): Promise<void> => {
    if (!side || !outcome) return;
    const answer = await act({ requestId, childId, side, outcome, ...(note.trim() === '' ? {} : { note: note.trim() }) });
    if (!answer.ok) return;
    setSide(undefined);
    setOutcome(undefined);
    setNote('');
  };
  return (
    <Card title={text('tracing.path.verify')}>
      <Stack gap={4}>
        <p>{text('tracing.verify.lead')}</p>
        {verifications.length > 0 && <SaidList lines={verifications.map((said) => ({ what: `${text(`tracing.verify.side.${said.side}`)}: ${text(`tracing.verify.outcome.${said.outcome}`)}`, by: said.by, at: said.at, words: said.note }))} />}
        {(state === 'possible' || state === 'likely') && (
          <>
            <ChoiceChips name="side" label={text('tracing.verify.side')} options={verificationSides.map((value) => ({ value, label: text(`tracing.verify.side.${value}`) }))} value={side} onChange={(next) => setSide(typeof next === 'string' ? next : undefined)} />
            <ChoiceChips name="outcome" label={text('tracing.verify.outcome')} options={verificationOutcomes.map((value) => ({ value, label: text(`tracing.verify.outcome.${value}`) }))} value={outcome} onChange={(next) => setOutcome(typeof next === 'string' ? next : undefined)} />
            <TextField name="note" label={text('tracing.verify.note')} isOptional maxLength={500} value={note} onChange={setNote} />
            <ProblemNotice problem={problem} />
            <Row><Button isBusy={isBusy} icon="check" onPress={() => void record()}>{text('tracing.verify.record')}</Button></Row>
          </>
        )}
      </Stack>
    </Card>
  );
}

/** The same child or not: two different people say yes, one says no. */
export function Judging({ candidate }: CandidateProps) {
  const { requestId, childId, confirmations, may, state } = candidate;
  const [asks, setAsks] = useState<'confirm' | 'refute'>();
  const { act, isBusy, problem } = useAct(judgeCandidate);
  const judge = async (reason: string): Promise<void> => {
    if (asks && (await act({ requestId, childId, judgement: asks, reason })).ok) setAsks(undefined);
  };
  const isOpen = state === 'possible' || state === 'likely';
  return (
    <Card title={text('tracing.path.confirm')}>
      <Stack gap={3}>
        <p>{text('tracing.confirm.lead')}</p>
        {confirmations.length > 0 && <SaidList lines={confirmations.map((said, index) => ({ what: text(index === 0 ? 'tracing.confirm.first' : 'tracing.confirm.second'), by: said.by, at: said.at, words: said.reason }))} />}
        {isOpen && confirmations.some(({ isMine }) => isMine) && <Notice tone="info">{text('tracing.confirm.waits')}</Notice>}
        {isOpen && confirmations.length === 1 && !confirmations[0]!.isMine && !may.confirm && <Notice tone="warn">{text('problem.not-verified')}</Notice>}
        <ProblemNotice problem={problem} />
        <Row gap={2}>
          {may.confirm && <Button variant="primary" icon="check" onPress={() => setAsks('confirm')}>{text(confirmations.length === 0 ? 'tracing.confirm.first' : 'tracing.confirm.second')}</Button>}
          {may.refute && <Button icon="close" onPress={() => setAsks('refute')}>{text('tracing.refute')}</Button>}
        </Row>
      </Stack>
      {asks && (
        <ConfirmDialog title={text(`tracing.${asks}.title`)} isOpen onClose={() => setAsks(undefined)} confirmLabel={text(`tracing.${asks}.title`)} needsReason isBusy={isBusy} tone={asks === 'confirm' ? 'primary' : 'danger'} onConfirm={(reason) => void judge(reason)}>
          <p>{text(`tracing.${asks}.text`)}</p>
        </ConfirmDialog>
      )}
    </Card>
  );
}
