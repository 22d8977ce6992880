import { useState } from 'react';
import { hasRole, useSession } from '#web/device/session.ts';
import { useAct } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { Row } from '#web/kit/layout.tsx';
import { ButtonLink } from '#web/kit/link.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import { settleEnding, type HandoverView } from '../../schema.ts';
import { endingText } from '../code-names.ts';
import { phoneText } from '#web/kit/phone-text.ts';
import { PartDialog } from './part-dialog.tsx';

/** Why it ended without custody moving, and what can be done next: nothing ends silently. */
export function EndingNotice({ handover }: { readonly handover: HandoverView }) {
  const { ending, children, direction, isUnsettled, handoverId } = handover;
  const session = useSession();
  const [isParting, setIsParting] = useState(false);
  const settle = useAct(settleEnding);
  if (!ending) return null;
  const [first] = children;
  const mayDecide = direction === 'outgoing' && isUnsettled && hasRole(session, 'case_worker', 'supervisor', 'coordinator');
  const stay = async (): Promise<void> => {
    if ((await settle.act({ handoverId, decision: 'stays_here' })).ok) toast({ text: text('handover-escalation.staysHere.done') });
  };
  return (
    <>
      <Notice
        tone={direction === 'outgoing' ? 'warn' : 'info'} title={text('handover-ui.ended', { reason: endingText(ending.reason) })}
        actions={mayDecide && (
          <Row gap={2}>
            {ending.canTake.length > 0 && <Button size="s" variant="primary" icon="handover" onPress={() => setIsParting(true)}>{text('handover-escalation.part.open', { count: ending.canTake.length })}</Button>}
            {first && <ButtonLink href={`/casos/${first.childId}/entregar`} size="s" icon="handover">{text('handover-ui.offerAgain')}</ButtonLink>}
            <Button size="s" icon="home" isBusy={settle.isBusy} onPress={() => void stay()}>{text('handover-escalation.staysHere')}</Button>
          </Row>
        )}
      >
        {ending.redirect && <p>{text('handover-ui.redirect', { name: ending.redirect.shortName, phone: phoneText(ending.redirect.dutyPhone) })}</p>}
        {ending.canTake.length > 0 && <p>{text('handover-ui.counterProposal', { count: ending.canTake.length })}</p>}
        {mayDecide && <p>{text('handover-escalation.stillHere')}</p>}
      </Notice>
      <ProblemNotice problem={settle.problem} />
      {isParting && <PartDialog handover={handover} onClose={() => setIsParting(false)} />}
    </>
  );
}
