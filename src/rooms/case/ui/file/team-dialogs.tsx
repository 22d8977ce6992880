import { useState } from 'react';
import type { Uuid } from '#kernel/identifier.ts';
import { useAct } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { RadioCards } from '#web/kit/radio-cards.tsx';
import { text } from '#web/kit/text.tsx';
import { TextArea } from '#web/kit/text-area.tsx';
import { toast } from '#web/kit/toast.tsx';
import { assignWorker, moveTeam } from '../../schema.ts';
import { useColleagues } from '../colleagues.ts';
import type { FilePartProps } from './file-part.ts';

const nobody = 'none';
const leastReason = 5;

/** A supervisor gives the file to somebody of its team, or to nobody. */
export function AssignDialog({ file, onClose }: Pick<FilePartProps, 'file'> & { readonly onClose: () => void }) {
  const { childId, team } = file;
  const { workers } = useColleagues();
  const [chosen, setChosen] = useState<string>(team.workerId ?? nobody);
  const [reason, setReason] = useState('');
  const { act, isBusy, problem } = useAct(assignWorker);
  const assign = async (): Promise<void> => {
    const done = await act({ childId, workerId: chosen === nobody ? null : (chosen as Uuid), ...(reason.trim() ? { reason: reason.trim() } : {}) });
    if (done.ok) onClose();
  };
  return (
    <Dialog
      title={text('case.verb.assign-worker')} isOpen onClose={onClose}
      actions={<><Button onPress={onClose}>{text('kit.cancel')}</Button><Button variant="primary" isBusy={isBusy} onPress={() => void assign()}>{text('case.verb.assign-worker')}</Button></>}
    >
      <Stack gap={4}>
        <ProblemNotice problem={problem} />
        <RadioCards
          name="assign.worker" label={text('case-ui.team.worker')} value={chosen} onChange={setChosen}
          options={[...workers.filter(({ teamIds }) => team.teamId !== null && teamIds.includes(team.teamId)).map(({ id, displayName }) => ({ value: id, label: displayName })), { value: nobody, label: text('case-ui.team.nobody') }]}
        />
        <TextArea name="assign.reason" label={text('kit.reason.label')} isOptional rows={2} maxLength={500} value={reason} onChange={setReason} />
      </Stack>
    </Dialog>
  );
}

/** Another team takes the file: at once by a supervisor, as a proposal by others. */
export function MoveDialog({ file, may, onClose }: FilePartProps & { readonly onClose: () => void }) {
  const { childId, team } = file;
  const { teams } = useColleagues();
  const [chosen, setChosen] = useState('');
  const [reason, setReason] = useState('');
  const [isChecked, setIsChecked] = useState(false);
  const { act, isBusy, problem } = useAct(moveTeam);
  const label = text(may.supervise ? 'case.verb.move-team' : 'case-ui.team.propose');
  const move = async (): Promise<void> => {
    setIsChecked(true);
    if (chosen === '' || reason.trim().length < leastReason) return;
    const moved = await act({ childId, teamId: chosen as Uuid, reason: reason.trim() });
    if (!moved.ok) return;
    toast({ text: text(moved.value.isProposed ? 'case-ui.team.isProposed' : 'case-ui.team.moved') });
    onClose();
  };
  return (
    <Dialog
      title={label} isOpen onClose={onClose}
      actions={<><Button onPress={onClose}>{text('kit.cancel')}</Button><Button variant="primary" isBusy={isBusy} onPress={() => void move()}>{label}</Button></>}
    >
      <Stack gap={4}>
        {!may.supervise && <p>{text('case-ui.team.proposeHelp')}</p>}
        <ProblemNotice problem={problem} />
        <RadioCards name="move.team" label={text('case-ui.team.team')} error={isChecked && chosen === '' ? text('kit.fault.missing') : undefined} value={chosen} onChange={setChosen} options={teams.filter(({ id }) => id !== team.teamId).map(({ id, name }) => ({ value: id, label: name }))} />
        <TextArea name="move.reason" label={text('kit.reason.label')} hint={text('kit.reason.hint')} error={isChecked && reason.trim().length < leastReason ? text('kit.reason.tooShort', { count: leastReason }) : undefined} rows={3} maxLength={500} value={reason} onChange={setReason} />
      </Stack>
    </Dialog>
  );
}
