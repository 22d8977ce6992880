import { useState } from 'react';
import type { Uuid } from '#kernel/identifier.ts';
import { useAct } from '#web/device/query.ts';
import { ConfirmDialog } from '#web/kit/confirm-dialog.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { Select } from '#web/kit/select.tsx';
import { text } from '#web/kit/text.tsx';
import { closeTracing, requestOutcomes } from '../schema.ts';

/** Ends a search, with how it ended. */
export function CloseRequest({ requestId, onClose }: { readonly requestId: Uuid; readonly onClose: () => void }) {
  const [outcome, setOutcome] = useState<(typeof requestOutcomes)[number] | ''>('');
  const { act, isBusy, problem } = useAct(closeTracing);
  const close = async (reason: string): Promise<void> => {
    if (outcome !== '' && (await act({ requestId, outcome, reason })).ok) onClose();
  };
  return (
    <ConfirmDialog title={text('tracing.close')} isOpen onClose={onClose} confirmLabel={text('tracing.close')} needsReason isBusy={isBusy} onConfirm={(reason) => void close(reason)}>
      <ProblemNotice problem={problem} />
      <Select name="outcome" label={text('tracing.outcome')} options={requestOutcomes.map((value) => ({ value, label: text(`tracing.outcome.${value}`) }))} value={outcome} onChange={setOutcome} />
    </ConfirmDialog>
  );
}
