import { useState } from 'react';
import { hasRole, useSession } from '#web/device/session.ts';
import { Button } from '#web/kit/button.tsx';
import { Row } from '#web/kit/layout.tsx';
import { ButtonLink } from '#web/kit/link.tsx';
import { text } from '#web/kit/text.tsx';
import type { HandoverView } from '../../schema.ts';
import { AcceptDialog } from './accept-dialog.tsx';
import { ArrivalDialog } from './arrival-dialog.tsx';
import { ConfirmAct, type ConfirmedAct } from './confirm-act.tsx';
import { DeclineDialog } from './decline-dialog.tsx';
import { WithdrawDialog } from './withdraw-dialog.tsx';

type Act = ConfirmedAct | 'accept' | 'decline' | 'withdraw' | 'arrive';

const ActDialog = ({ act, ...props }: { readonly act: Act; readonly handover: HandoverView; readonly onClose: () => void }) => {
  switch (act) {
    case 'accept': return <AcceptDialog {...props} />;
    case 'decline': return <DeclineDialog {...props} />;
    case 'withdraw': return <WithdrawDialog {...props} />;
    case 'arrive': return <ArrivalDialog {...props} />;
    default: return <ConfirmAct act={act} {...props} />;
  }
};

/** What this agency may do with the handover as it stands; nothing for those who may not decide on custody. */
export function HandoverActs({ handover }: { readonly handover: HandoverView }) {
  const session = useSession();
  const [open, setOpen] = useState<Act>();
  const { status, mode, handoverId, events } = handover;
  if (!hasRole(session, 'case_worker', 'supervisor', 'coordinator')) return null;
  const button = (act: Act, icon: 'check' | 'close' | 'undo', variant: 'primary' | 'secondary' | 'danger' = 'secondary') =>
    <Button key={act} variant={variant} icon={icon} onPress={() => setOpen(act)}>{text(`handover-ui.${act === 'arrive' ? 'arrival' : act}.open`)}</Button>;
  const hasArrived = events.some(({ kind }) => kind === 'handover.arrived');
  const buttons = {
    offered: [button('withdraw', 'undo')],
    agreed: [<ButtonLink key="deliver" href={`/traspasos/${handoverId}/entrega`} variant="primary" icon="handover">{text('handover-ui.deliver.open')}</ButtonLink>, button('withdraw', 'undo')],
    requested: [button('grant', 'check', 'primary'), button('refuse', 'close')],
    proposed: [button('accept', 'check', 'primary'), button('decline', 'close')],
    accepted: mode === 'pull' ? [] : [button('retract', 'undo')],
    taken: hasArrived ? [] : [button('arrive', 'check', 'primary')],
    retracting: [], committed: [], acknowledged: [], withdrawn: [], declined: [],
  }[status];
  return (
    <>
      {buttons.length > 0 && <div className="screen-only"><Row gap={2}>{buttons}</Row></div>}
      {open && <ActDialog act={open} handover={handover} onClose={() => setOpen(undefined)} />}
    </>
  );
}
