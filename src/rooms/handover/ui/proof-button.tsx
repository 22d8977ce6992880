import { useState } from 'react';
import type { ChildId } from '#kernel/identifier.ts';
import { exportCustody } from '#exchange/proof/schema.ts';
import { useAct } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { ConfirmDialog } from '#web/kit/confirm-dialog.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { saveFile } from '#web/kit/save-file.ts';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';

/** Saves the signed chain as a file for an outsider, after saying what is in it. */
export function ProofButton({ childId, isProtected }: { readonly childId: ChildId; readonly isProtected: boolean }) {
  const [isAsked, setIsAsked] = useState(false);
  const { act, isBusy, problem } = useAct(exportCustody);
  const save = async (): Promise<void> => {
    const answer = await act({ childId });
    if (!answer.ok) return;
    saveFile(answer.value.fileName, answer.value.content);
    toast({ text: text('handover-proof.saved', { name: answer.value.fileName }) });
    setIsAsked(false);
  };
  return (
    <>
      <Button icon="shield" onPress={() => setIsAsked(true)}>{text('handover-proof.act')}</Button>
      <ConfirmDialog title={text('handover-proof.title')} isOpen={isAsked} onClose={() => setIsAsked(false)} confirmLabel={text('handover-proof.save')} onConfirm={() => void save()} isBusy={isBusy}>
        <Stack gap={3}>
          <ProblemNotice problem={problem} />
          {isProtected && <Notice tone="warn">{text('handover-proof.protected')}</Notice>}
          <p>{text('handover-proof.text')}</p>
          <p>{text('handover-proof.what')}</p>
          <p><a href="/verificar" target="_blank" rel="noreferrer">{text('handover-proof.check')}</a></p>
        </Stack>
      </ConfirmDialog>
    </>
  );
}
