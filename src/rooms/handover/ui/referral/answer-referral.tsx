import { useState } from 'react';
import type { InputOf } from '#kernel/endpoint.ts';
import { useAct } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { ConfirmDialog } from '#web/kit/confirm-dialog.tsx';
import type { IconName } from '#web/kit/icon.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import { answerReferral, type ReferralView } from '../../schema.ts';
import { referralParty } from './referral-words.tsx';

type Answer = InputOf<typeof answerReferral>['answer'];

/** What this side may say as the referral stands: a service on paper is answered for by who referred. */
function possibleAnswers({ direction, agency, status }: ReferralView): readonly Answer[] {
  if (status !== 'sent' && status !== 'accepted') return [];
  const answers: readonly Answer[] = direction === 'incoming' || agency === null ? (status === 'sent' ? ['accepted', 'declined'] : ['provided', 'not_provided']) : [];
  return direction === 'outgoing' ? [...answers, 'withdrawn'] : answers;
}

const icons: Readonly<Record<Answer, IconName>> = { accepted: 'check', declined: 'close', provided: 'check', not_provided: 'close', withdrawn: 'undo' };
const needsReason = (answer: Answer): boolean => answer === 'declined' || answer === 'not_provided';
const isGood = (answer: Answer): boolean => answer === 'accepted' || answer === 'provided';

/** Answers a referral, or says what came of it. */
export function AnswerReferral({ referral }: { readonly referral: ReferralView }) {
  const [asked, setAsked] = useState<Answer>();
  const { act, isBusy, problem } = useAct(answerReferral);
  const send = async (reason: string): Promise<void> => {
    const answer = await act({ referralId: referral.referralId, answer: asked!, ...(reason === '' ? {} : { reason: reason.slice(0, 500) }) });
    if (!answer.ok) return;
    toast({ text: text('handover-ui.refer.answered', { name: referralParty(referral) }) });
    setAsked(undefined);
  };
  return (
    <>
      {possibleAnswers(referral).map((answer) => (
        <Button key={answer} variant={isGood(answer) ? 'primary' : 'secondary'} icon={icons[answer]} onPress={() => setAsked(answer)}>{text(`handover-ui.refer.answer.${answer}`)}</Button>
      ))}
      {asked && (
        <ConfirmDialog title={text(`handover-ui.refer.answer.${asked}`)} isOpen onClose={() => setAsked(undefined)} confirmLabel={text(`handover-ui.refer.answer.${asked}`)} onConfirm={(reason) => void send(reason)} tone={isGood(asked) ? 'primary' : 'danger'} needsReason={needsReason(asked)} leastReason={5} isBusy={isBusy}>
          <ProblemNotice problem={problem} />
          <p>{text(`handover-ui.refer.answerText.${asked}`, { name: referralParty(referral) })}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
