import { useState } from 'react';
import type { ChildId } from '#kernel/identifier.ts';
import { useAct } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { RadioCards } from '#web/kit/radio-cards.tsx';
import { text } from '#web/kit/text.tsx';
import { TextArea } from '#web/kit/text-area.tsx';
import { isRisk } from '../../rules.ts';
import { settleConcern, type ConcernView } from '../../schema.ts';
import { concernName } from '../code-names.ts';
import type { May } from './file-part.ts';

interface SettleConcernProps {
  readonly childId: ChildId;
  readonly concern: ConcernView;
  readonly may: May;
  readonly onClose: () => void;
}

const leastReason = 5;
const severities = ['0', '1', '2', '3'] as const;

/** Decides how grave a need or a risk is; a risk is lowered by a supervisor only. */
export function SettleConcernDialog({ childId, concern, may, onClose }: SettleConcernProps) {
  const [severity, setSeverity] = useState<(typeof severities)[number]>(severities[concern.severity]!);
  const [reason, setReason] = useState('');
  const [isChecked, setIsChecked] = useState(false);
  const { act, isBusy, problem } = useAct(settleConcern);
  const mayLower = may.supervise || !isRisk(concern.code);
  const settle = async (): Promise<void> => {
    setIsChecked(true);
    if (reason.trim().length < leastReason) return;
    if ((await act({ childId, code: concern.code, severity: Number(severity), reason: reason.trim() })).ok) onClose();
  };
  return (
    <Dialog
      title={concernName(concern.code)} isOpen onClose={onClose}
      actions={<><Button onPress={onClose}>{text('kit.cancel')}</Button><Button variant="primary" isBusy={isBusy} onPress={() => void settle()}>{text('case.verb.settle-concern')}</Button></>}
    >
      <Stack gap={4}>
        <ProblemNotice problem={problem} />
        <RadioCards
          name="settle.severity" columns={2} label={text('case.field.severity')} hint={mayLower ? undefined : text('case-ui.concern.onlyRaise')} value={severity} onChange={setSeverity}
          options={severities.filter((option) => mayLower || Number(option) >= concern.severity).map((option) => ({ value: option, label: text(`case.severity.${option}`) }))}
        />
        <TextArea name="settle.reason" label={text('kit.reason.label')} hint={text('kit.reason.hint')} error={isChecked && reason.trim().length < leastReason ? text('kit.reason.tooShort', { count: leastReason }) : undefined} rows={3} maxLength={500} value={reason} onChange={setReason} />
      </Stack>
    </Dialog>
  );
}
