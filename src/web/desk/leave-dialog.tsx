import { useEffect, useState } from 'react';
import { signOut, type Session } from '#platform/access/schema.ts';
import { call } from '#web/device/call.ts';
import { canKeepDrafts, forgetDrafts, listDrafts } from '#web/device/draft-store.ts';
import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { problemText } from '#web/kit/problem-text.ts';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';

interface LeaveDialogProps {
  readonly session: Session;
  readonly onStay: () => void;
  readonly onLeave: () => void;
}

/** Signing out: at once when nothing would be left behind, else with the choice of what becomes of the drafts. */
export function LeaveDialog({ session, onStay, onLeave }: LeaveDialogProps) {
  const [draftCount, setDraftCount] = useState<number>();
  const leave = async (keepsDrafts: boolean): Promise<void> => {
    if (!keepsDrafts && canKeepDrafts()) await forgetDrafts(session.workerId);
    const answer = await call(signOut, {});
    if (answer.ok || answer.problem.code === 'sign-in-needed') return onLeave();
    toast({ text: problemText(answer.problem), tone: 'problem' });
    onStay();
  };
  useEffect(() => {
    if (!canKeepDrafts()) return void leave(false);
    void listDrafts(session.workerId).then((drafts) => (drafts.length === 0 ? leave(false) : setDraftCount(drafts.length)));
    // once, when the worker asks to leave
  }, []);
  return (
    <Dialog
      title={text('desk.leave.title')}
      isOpen={draftCount !== undefined}
      onClose={onStay}
      actions={(
        <>
          <Button onPress={onStay}>{text('kit.cancel')}</Button>
          <Button variant="danger" onPress={() => void leave(false)}>{text('desk.leave.destroy')}</Button>
          <Button variant="primary" onPress={() => void leave(true)}>{text('desk.leave.keep')}</Button>
        </>
      )}
    >
      <p>{text('desk.leave.drafts', { count: draftCount ?? 0 })}</p>
    </Dialog>
  );
}
