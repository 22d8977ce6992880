import { useState } from 'react';
import { exportEquivocation } from '#exchange/proof/schema.ts';
import type { ChildId } from '#kernel/identifier.ts';
import { useAct } from '#web/device/query.ts';
import { hasRole, useSession } from '#web/device/session.ts';
import { Button } from '#web/kit/button.tsx';
import { ConfirmDialog } from '#web/kit/confirm-dialog.tsx';
import { formatInstant } from '#web/kit/dates.ts';
import { Row, Stack } from '#web/kit/layout.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { saveFile } from '#web/kit/save-file.ts';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import { settleDispute, type DisputeView } from '../schema.ts';
import { PhoneLink } from './agency.tsx';

/** Two agencies with a signed custody: what it means, whom to call, the evidence, and for the coordination the end of it. */
export function DisputeNotice({ childId, dispute }: { readonly childId: ChildId; readonly dispute: DisputeView }) {
  const session = useSession();
  const [isAsked, setIsAsked] = useState(false);
  const evidence = useAct(exportEquivocation);
  const settlement = useAct(settleDispute);
  const { signer, successors, since, epoch } = dispute;
  const save = async (): Promise<void> => {
    const answer = await evidence.act({ childId });
    if (answer.ok) saveFile(answer.value.fileName, answer.value.content);
  };
  const settle = async (reason: string): Promise<void> => {
    const answer = await settlement.act({ childId, epoch, reason });
    if (!answer.ok) return;
    toast({ text: text('handover-proof.dispute.settled') });
    setIsAsked(false);
  };
  return (
    <Notice tone="danger" title={text('handover-proof.dispute.title')}>
      <Stack gap={3}>
        <p>{text('handover-proof.dispute.text', { signer: signer.shortName, first: successors[0]?.shortName ?? '', second: successors[1]?.shortName ?? '', since: formatInstant(since) })}</p>
        <ul>{successors.filter(({ isThisNode, dutyPhone }) => !isThisNode && dutyPhone).map(({ nodeId, shortName, dutyPhone }) => <li key={nodeId}>{shortName}: <PhoneLink number={dutyPhone} /></li>)}</ul>
        <ProblemNotice problem={evidence.problem} />
        <Row gap={2}>
          {hasRole(session, 'supervisor', 'lawyer', 'coordinator') && <Button icon="download" isBusy={evidence.isBusy} onPress={() => void save()}>{text('handover-proof.dispute.save')}</Button>}
          {hasRole(session, 'coordinator') && <Button icon="scale" onPress={() => setIsAsked(true)}>{text('handover-proof.dispute.settle')}</Button>}
        </Row>
      </Stack>
      {isAsked && (
        <ConfirmDialog title={text('handover-proof.dispute.settle')} isOpen onClose={() => setIsAsked(false)} confirmLabel={text('handover-proof.dispute.confirm')} onConfirm={(reason) => void settle(reason)} needsReason tone="danger" isBusy={settlement.isBusy}>
          <ProblemNotice problem={settlement.problem} />
          <p>{text('handover-proof.dispute.settle.text')}</p>
        </ConfirmDialog>
      )}
    </Notice>
  );
}
