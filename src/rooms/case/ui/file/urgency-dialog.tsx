import { useState } from 'react';
import { riskLevels, type RiskLevel } from '#rooms/law/schema.ts';
import { useAct } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { RadioCards } from '#web/kit/radio-cards.tsx';
import { text } from '#web/kit/text.tsx';
import { TextArea } from '#web/kit/text-area.tsx';
import { compareUrgency } from '../../rules.ts';
import { changeUrgency } from '../../schema.ts';
import type { FilePartProps } from './file-part.ts';

const leastReason = 5;

/** Changes how urgent the file is: anyone raises it, a supervisor lowers it; the clocks of the level begin anew. */
export function UrgencyDialog({ file, may, onClose }: FilePartProps & { readonly onClose: () => void }) {
  const { childId, urgency } = file;
  const [level, setLevel] = useState<RiskLevel>(urgency.level);
  const [reason, setReason] = useState('');
  const [isChecked, setIsChecked] = useState(false);
  const { act, isBusy, problem } = useAct(changeUrgency);
  const options = riskLevels.filter((option) => may.supervise || compareUrgency(option, urgency.level) <= 0);
  const change = async (): Promise<void> => {
    setIsChecked(true);
    if (reason.trim().length < leastReason || level === urgency.level) return;
    if ((await act({ childId, urgency: level, reason: reason.trim() })).ok) onClose();
  };
  return (
    <Dialog
      title={text('case.verb.change-urgency')} isOpen onClose={onClose}
      actions={<><Button onPress={onClose}>{text('kit.cancel')}</Button><Button variant="primary" isBusy={isBusy} onPress={() => void change()}>{text('case.verb.change-urgency')}</Button></>}
    >
      <Stack gap={4}>
        <p>{text('case.urgency.suggested', { level: text(`law.risk-level.${urgency.suggested}`) })}. {urgency.suggestedBecause.map((code) => text(`law.priority.${code}`)).join(' · ')}</p>
        <ProblemNotice problem={problem} />
        <RadioCards
          name="urgency.level" columns={2} label={text('case.urgency')} hint={may.supervise ? undefined : text('case-ui.urgency.onlyRaise')} error={isChecked && level === urgency.level ? text('case-ui.urgency.same') : undefined}
          value={level} onChange={setLevel} options={options.map((option) => ({ value: option, label: text(`law.risk-level.${option}`) }))}
        />
        <TextArea name="urgency.reason" label={text('kit.reason.label')} hint={text('kit.reason.hint')} error={isChecked && reason.trim().length < leastReason ? text('kit.reason.tooShort', { count: leastReason }) : undefined} rows={3} maxLength={500} value={reason} onChange={setReason} />
      </Stack>
    </Dialog>
  );
}
