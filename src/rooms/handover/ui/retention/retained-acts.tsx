import { useState } from 'react';
import { useAct } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { ConfirmDialog } from '#web/kit/confirm-dialog.tsx';
import { Row, Stack } from '#web/kit/layout.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import { answerErasure, type ErasureProposalView, type RetainedChild } from '../../schema/erasure.ts';
import { Consequences } from './consequences.tsx';
import { basisWords } from './erasure-words.ts';
import { LiftHoldDialog, PlaceHoldDialog } from './hold-dialog.tsx';
import { ProposeDialog } from './propose-dialog.tsx';

interface ActsProps {
  readonly child: RetainedChild;
  readonly onDone: () => void;
}

function AnswerDialog({ child, proposal, isApproved, onClose, onDone }: ActsProps & { readonly proposal: ErasureProposalView; readonly isApproved: boolean; readonly onClose: () => void }) {
  const answer = useAct(answerErasure);
  const send = async (): Promise<void> => {
    if (!(await answer.act({ childId: child.childId, isApproved })).ok) return;
    toast({ text: text(isApproved ? 'handover-erasure.approve.done' : 'handover-erasure.decline.done') });
    onDone();
  };
  return (
    <ConfirmDialog title={text(isApproved ? 'handover-erasure.approve' : 'handover-erasure.decline')} isOpen onClose={onClose} confirmLabel={text(isApproved ? 'handover-erasure.approve.act' : 'handover-erasure.decline.act')} tone={isApproved ? 'danger' : 'primary'} isBusy={answer.isBusy} onConfirm={() => void send()}>
      <Stack gap={3}>
        <ProblemNotice problem={answer.problem} />
        <p>{text('handover-erasure.proposed', { by: proposal.byLabel, why: text(`handover-erasure.reason.${proposal.reason}`) })} {basisWords(proposal.basis)}</p>
        {isApproved && <Consequences child={child} />}
      </Stack>
    </ConfirmDialog>
  );
}

/** What can be done about one file now. */
export function RetainedActs({ child, onDone }: ActsProps) {
  const [asked, setAsked] = useState<'propose' | 'approve' | 'decline' | 'hold' | 'lift'>();
  const { proposal, obstacle, hold } = child;
  const close = () => setAsked(undefined);
  const dialog = { child, onClose: close, onDone: () => { close(); onDone(); } };
  return (
    <div className="screen-only">
      <Row gap={2}>
        {proposal && !proposal.isOwn && obstacle === null && <Button size="s" variant="danger" onPress={() => setAsked('approve')}>{text('handover-erasure.approve.act')}</Button>}
        {proposal && <Button size="s" icon="close" onPress={() => setAsked('decline')}>{text(proposal.isOwn ? 'handover-erasure.takeBack' : 'handover-erasure.decline.act')}</Button>}
        {!proposal && obstacle === null && <Button size="s" onPress={() => setAsked('propose')}>{text('handover-erasure.propose.open')}</Button>}
        {hold ? <Button size="s" icon="undo" onPress={() => setAsked('lift')}>{text('handover-erasure.lift')}</Button> : <Button size="s" variant="quiet" onPress={() => setAsked('hold')}>{text('handover-erasure.hold.open')}</Button>}
      </Row>
      {asked === 'propose' && <ProposeDialog {...dialog} />}
      {asked === 'hold' && <PlaceHoldDialog {...dialog} />}
      {asked === 'lift' && <LiftHoldDialog {...dialog} />}
      {proposal && (asked === 'approve' || asked === 'decline') && <AnswerDialog {...dialog} proposal={proposal} isApproved={asked === 'approve'} />}
    </div>
  );
}
