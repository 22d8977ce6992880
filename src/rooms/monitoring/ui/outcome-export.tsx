import { useState } from 'react';
import { useAct } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { Row, Stack } from '#web/kit/layout.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { RadioCards } from '#web/kit/radio-cards.tsx';
import { saveFile } from '#web/kit/save-file.ts';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import { exportOutcomes } from '../schema.ts';

type Audience = 'agency' | 'outside';

/** Saves the figures of a month; what leaves the agency says no small numbers. */
export function OutcomeExport({ month }: { readonly month: string }) {
  const [audience, setAudience] = useState<Audience>('outside');
  const { act, isBusy, problem } = useAct(exportOutcomes);
  const save = async (format: 'csv' | 'json'): Promise<void> => {
    const answer = await act({ month, format, audience });
    if (!answer.ok) return;
    saveFile(answer.value.fileName, answer.value.content, answer.value.mediaType);
    toast({ text: text('monitoring-outcomes.saved', { name: answer.value.fileName }) });
  };
  return (
    <div className="no-print">
      <Card title={text('monitoring-outcomes.export')}>
        <Stack gap={4}>
          <RadioCards
            name="audience" label={text('monitoring-outcomes.audience')} value={audience} onChange={(value) => value && setAudience(value)}
            options={(['outside', 'agency'] as const).map((value) => ({ value, label: text(`monitoring-outcomes.audience.${value}`), hint: text(`monitoring-outcomes.audience.${value}.hint`) }))}
          />
          <ProblemNotice problem={problem} />
          <Row gap={2}>
            {(['csv', 'json'] as const).map((format) => <Button key={format} icon="download" isBusy={isBusy} onPress={() => void save(format)}>{text(`monitoring-outcomes.save.${format}`)}</Button>)}
          </Row>
        </Stack>
      </Card>
    </div>
  );
}
