import { useState } from 'react';
import { retryPeer } from '#exchange/federation/schema.ts';
import { useAct } from '#web/device/query.ts';
import { hasRole, useSession } from '#web/device/session.ts';
import { Button } from '#web/kit/button.tsx';
import { ConfirmDialog } from '#web/kit/confirm-dialog.tsx';
import { Row } from '#web/kit/layout.tsx';
import { ButtonLink } from '#web/kit/link.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import { confirmDecommission, decommissionPeer, resumePeer, suspendPeer, withdrawDecommission, type Peer } from '../schema.ts';

type Act = 'suspend' | 'resume' | 'decommission' | 'confirmDecommission' | 'withdrawDecommission';

/** What can be done about a peer: try the line again; for administrators, the trust itself. */
export function PeerActs({ peer, onDone }: { readonly peer: Peer; readonly onDone: () => void }) {
  const session = useSession();
  const [asked, setAsked] = useState<Act>();
  const again = useAct(retryPeer);
  const suspend = useAct(suspendPeer);
  const resume = useAct(resumePeer);
  const decommission = useAct(decommissionPeer);
  const confirmation = useAct(confirmDecommission);
  const withdrawal = useAct(withdrawDecommission);
  const { nodeId, status, name, fencedIncarnation, decommissionProposal: proposal } = peer;
  const isSecond = proposal !== null && hasRole(session, 'administrator', 'coordinator');
  const isKeeper = hasRole(session, 'administrator');
  const tryAgain = async (): Promise<void> => {
    const answer = await again.act({ nodeId });
    toast(answer.ok ? { text: text('governance-ui.delivered', { count: answer.value.delivered }) } : { text: text('governance-ui.notDelivered', { name }), tone: 'problem' });
  };
  const acts = { suspend, resume, decommission, confirmDecommission: confirmation, withdrawDecommission: withdrawal };
  const done: Readonly<Record<Act, (reason: string) => Promise<{ readonly ok: boolean }>>> = {
    suspend: (reason) => suspend.act({ nodeId, reason }),
    resume: (reason) => resume.act({ nodeId, reason }),
    decommission: (reason) => decommission.act({ nodeId, reason, fencedIncarnation }),
    confirmDecommission: () => confirmation.act({ nodeId }),
    withdrawDecommission: (reason) => withdrawal.act({ nodeId, reason }),
  };
  const confirm = async (reason: string): Promise<void> => {
    const answer = await done[asked!](reason);
    if (!answer.ok) return;
    toast({ text: text(`governance-ui.${asked!}.done`, { name }) });
    setAsked(undefined);
    onDone();
  };
  return (
    <Row gap={2}>
      {status === 'active' && hasRole(session, 'supervisor', 'coordinator', 'administrator') && <Button icon="refresh" isBusy={again.isBusy} onPress={() => void tryAgain()}>{text('federation.tryNow')}</Button>}
      {isKeeper && status !== 'decommissioned' && <ButtonLink href={`/federacion/agencias/${nodeId}/credencial`} icon="key">{text('governance-ui.newCard')}</ButtonLink>}
      {isKeeper && status === 'active' && <Button icon="lock" onPress={() => setAsked('suspend')}>{text('governance-ui.suspend')}</Button>}
      {isKeeper && status === 'suspended' && <Button icon="check" variant="primary" onPress={() => setAsked('resume')}>{text('governance-ui.resume')}</Button>}
      {status === 'decommissioned' && hasRole(session, 'supervisor', 'coordinator') && <ButtonLink href={`/federacion/agencias/${nodeId}/perdido`} icon="people" variant="primary">{text('governance-ui.orphans')}</ButtonLink>}
      {isSecond && <Button icon="undo" onPress={() => setAsked('withdrawDecommission')}>{text('governance-ui.withdrawDecommission')}</Button>}
      {isSecond && proposal.proposedBy !== session.workerId && <Button icon="trash" variant="danger" onPress={() => setAsked('confirmDecommission')}>{text('governance-ui.confirmDecommission')}</Button>}
      {isKeeper && status === 'suspended' && !proposal && <Button icon="trash" variant="danger" onPress={() => setAsked('decommission')}>{text('governance-ui.decommission')}</Button>}
      {asked && (
        <ConfirmDialog title={text(`governance-ui.${asked}.title`, { name })} isOpen onClose={() => setAsked(undefined)} confirmLabel={text(`governance-ui.${asked}`)} onConfirm={(reason) => void confirm(reason)} needsReason={asked !== 'confirmDecommission'} tone={asked === 'resume' || asked === 'withdrawDecommission' ? 'primary' : 'danger'} isBusy={acts[asked].isBusy}>
          <ProblemNotice problem={acts[asked].problem} />
          <p>{text(`governance-ui.${asked}.text`, { name })}</p>
        </ConfirmDialog>
      )}
    </Row>
  );
}
