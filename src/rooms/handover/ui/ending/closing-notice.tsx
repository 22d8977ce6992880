import { useState } from 'react';
import type { ChildId } from '#kernel/identifier.ts';
import { useAct } from '#web/device/query.ts';
import { hasRole, useSession } from '#web/device/session.ts';
import { Button } from '#web/kit/button.tsx';
import { ConfirmDialog } from '#web/kit/confirm-dialog.tsx';
import { formatInstant } from '#web/kit/dates.ts';
import { Row, Stack } from '#web/kit/layout.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { phoneText } from '#web/kit/phone-text.ts';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import { answerClosing, reopenCustody, type ClosingView } from '../../schema.ts';

interface ClosingNoticeProps {
  readonly childId: ChildId;
  readonly closing: ClosingView;
}

const successorText = ({ successor, noSuccessor }: ClosingView): string =>
  successor
    ? [text(`handover-ending.successor.${successor.kind}`), successor.name, successor.phone && phoneText(successor.phone)].filter(Boolean).join(', ')
    : text('handover-ending.nobody', { reason: text(`handover-ending.noSuccessor.${noSuccessor ?? 'not_needed'}`) });

/** A closing that waits for a supervisor, or that is done: who goes on, and what can still be done. */
export function ClosingNotice({ childId, closing }: ClosingNoticeProps) {
  const session = useSession();
  const [asked, setAsked] = useState<'approve' | 'decline' | 'reopen'>();
  const answer = useAct(answerClosing);
  const reopen = useAct(reopenCustody);
  const { status, reason, summary, byLabel, at, isOwn } = closing;
  const mayApprove = status === 'proposed' && !isOwn && hasRole(session, 'supervisor', 'coordinator');
  const finish = async (words: string): Promise<void> => {
    const done = asked === 'reopen' ? await reopen.act({ childId, reason: words }) : await answer.act({ childId, isApproved: asked === 'approve', ...(words === '' ? {} : { note: words }) });
    if (!done.ok) return;
    toast({ text: text(`handover-ending.${asked!}.done`) });
    setAsked(undefined);
  };
  return (
    <Notice tone={status === 'proposed' ? 'warn' : 'info'} title={text(`handover-ending.${status}`, { reason: text(`case.closeReason.${reason}`) })}>
      <Stack gap={3}>
        <p>{summary} ({byLabel}, {formatInstant(at)})</p>
        <p><strong>{text('handover-ending.successor')}:</strong> {successorText(closing)}</p>
        {status === 'proposed' && !mayApprove && <p>{text('handover-ending.waits')}</p>}
        <Row gap={2}>
          {mayApprove && <Button size="s" variant="primary" icon="check" onPress={() => setAsked('approve')}>{text('handover-ending.approve')}</Button>}
          {mayApprove && <Button size="s" icon="close" onPress={() => setAsked('decline')}>{text('handover-ending.decline')}</Button>}
          {status === 'closed' && hasRole(session, 'case_worker', 'supervisor', 'coordinator') && <Button size="s" icon="undo" onPress={() => setAsked('reopen')}>{text('handover-ending.reopen')}</Button>}
        </Row>
      </Stack>
      {asked && (
        <ConfirmDialog title={text(`handover-ending.${asked}`)} isOpen onClose={() => setAsked(undefined)} confirmLabel={text(`handover-ending.${asked}`)} tone={asked === 'approve' ? 'danger' : 'primary'} needsReason={asked !== 'approve'} isBusy={answer.isBusy || reopen.isBusy} onConfirm={(words) => void finish(words)}>
          <ProblemNotice problem={answer.problem ?? reopen.problem} />
          <p>{text(`handover-ending.${asked}.text`)}</p>
        </ConfirmDialog>
      )}
    </Notice>
  );
}
