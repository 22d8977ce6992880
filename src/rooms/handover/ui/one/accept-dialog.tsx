import { useState } from 'react';
import type { Uuid } from '#kernel/identifier.ts';
import { useAct } from '#web/device/query.ts';
import { useSession } from '#web/device/session.ts';
import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { Form } from '#web/kit/form.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { formErrorsOf } from '#web/kit/problem-text.ts';
import { Select } from '#web/kit/select.tsx';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import { acceptCustody, type HandoverView } from '../../schema.ts';
import { PlanFields, planDraftOf, planOf } from './plan-fields.tsx';

interface ActDialogProps {
  readonly handover: HandoverView;
  readonly onClose: () => void;
}

/** Accepts: with a plan and a team. Binding, which is said before. */
export function AcceptDialog({ handover, onClose }: ActDialogProps) {
  const { teams } = useSession();
  const [plan, setPlan] = useState(planDraftOf(handover.terms?.plan));
  const [teamId, setTeamId] = useState<Uuid | ''>(teams[0]?.id ?? '');
  const accept = useAct(acceptCustody);
  const send = async (): Promise<void> => {
    const answer = await accept.act({ handoverId: handover.handoverId, plan: planOf(plan), ...(teamId === '' ? {} : { teamId }) });
    if (!answer.ok) return;
    toast({ text: text('handover-ui.accept.done', { name: handover.peer.shortName }) });
    onClose();
  };
  return (
    <Dialog title={text('handover-ui.accept.title')} isOpen onClose={onClose} size="l">
      <Form onSubmit={() => void send()} submitLabel={text('handover-ui.accept.act')} isBusy={accept.isBusy} errors={accept.problem ? formErrorsOf(accept.problem) : []} secondary={<Button variant="quiet" onPress={onClose}>{text('kit.cancel')}</Button>}>
        <Notice tone="warn" title={text('handover-ui.accept.binding')}>{text('handover-ui.accept.bindingText', { name: handover.peer.shortName })}</Notice>
        <PlanFields value={plan} onChange={setPlan} />
        {teams.length > 1 && <Select name="teamId" label={text('handover-ui.accept.team')} hint={text('handover-ui.accept.team.hint')} value={teamId} onChange={setTeamId} emptyLabel={null} options={teams.map(({ id, name }) => ({ value: id, label: name }))} />}
      </Form>
    </Dialog>
  );
}
