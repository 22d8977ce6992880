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
import { decommissionPeer, resumePeer, suspendPeer, type Peer } from '../schema.ts';

type Act = 'suspend' | 'resume' | 'decommission';

/** What can be done about a peer: try the line again; for administrators, the trust itself. */
export function PeerActs({ peer }: { readonly peer: Peer }) {
  const session = useSession();
  const [asked, setAsked] = useState<Act>();
  const again = useAct(retryPeer);
  const suspend = useAct(suspendPeer);
  const resume = useAct(resumePeer);
  const decommission = useAct(decommissionPeer);
  const { nodeId, status, name, fencedIncarnation } = peer;
  const isKeeper = hasRole(session, 'administrator');
  const tryAgain = async (): Promise<void> => {
    const answer = await again.act({ nodeId });
    toast(answer.ok ? { text: text('governance-ui.delivered', { count: answer.value.delivered }) } : { text: text('governance-ui.notDelivered', { name }), tone: 'problem' });
  };
  const acts = { suspend, resume, decommission };
  const confirm = async (reason: string): Promise<void> => {
    const answer = asked === 'decommission' ? await decommission.act({ nodeId, reason, fencedIncarnation }) : asked === 'suspend' ? await suspend.act({ nodeId, reason }) : await resume.act({ nodeId, reason });
    if (!answer.ok) return;
    toast({ text: text(`governance-ui.${asked!}.done`, { name }) });
    setAsked(undefined);
  };
  return (
    <Row gap={2}>
      {status === 'active' && hasRole(session, 'supervisor', 'coordinator', 'administrator') && <Button icon="refresh" isBusy={again.isBusy} onPress={() => void tryAgain()}>{text('federation.tryNow')}</Button>}
      {isKeeper && status !== 'decommissioned' && <ButtonLink href={`/federacion/agencias/${nodeId}/credencial`} icon="key">{text('governance-ui.newCard')}</ButtonLink>}
      {isKeeper && status === 'active' && <Button icon="lock" onPress={() => setAsked('suspend')}>{text('governance-ui.suspend')}</Button>}
      {isKeeper && status === 'suspended' && <Button icon="check" variant="primary" onPress={() => setAsked('resume')}>{text('governance-ui.resume')}</Button>}
      {isKeeper && status === 'suspended' && <Button icon="trash" variant="danger" onPress={() => setAsked('decommission')}>{text('governance-ui.decommission')}</Button>}
      {asked && (
        <ConfirmDialog title={text(`governance-ui.${asked}.title`, { name })} isOpen onClose={() => setAsked(undefined)} confirmLabel={text(`governance-ui.${asked}`)} onConfirm={(reason) => void confirm(reason)} needsReason tone={asked === 'resume' ? 'primary' : 'danger'} isBusy={acts[asked].isBusy}>
          <ProblemNotice problem={acts[asked].problem} />
          <p>{text(`governance-ui.${asked}.text`, { name })}</p>
        </ConfirmDialog>
      )}
    </Row>
  );
}
