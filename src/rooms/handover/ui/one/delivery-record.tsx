import { useState } from 'react';
import type { Static } from 'typebox';
import { useAct } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { currentLanguage } from '#web/kit/language.ts';
import { Row, Stack } from '#web/kit/layout.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { text } from '#web/kit/text.tsx';
import { printDeliveryRecord, type HandoverView, type Printed } from '../../schema.ts';
import { childWords } from '../child-words.ts';
import { PrintedDocument } from '../printed-document.tsx';

/** The delivery record on paper, one for each child. */
export function DeliveryRecord({ handover }: { readonly handover: HandoverView }) {
  const { act, isBusy, problem } = useAct(printDeliveryRecord);
  const [printed, setPrinted] = useState<Static<typeof Printed>>();
  const print = async (childId: HandoverView['children'][number]['childId']): Promise<void> => {
    const answer = await act({ handoverId: handover.handoverId, childId, language: currentLanguage() });
    if (answer.ok) setPrinted(answer.value);
  };
  return (
    <Card title={text('handover-ui.record.title')}>
      <Stack gap={3}>
        <p>{text('handover-ui.record.text')}</p>
        <ProblemNotice problem={problem} />
        <Row gap={2}>
          {handover.children.map((child) => (
            <Button key={child.childId} icon="print" isBusy={isBusy} onPress={() => void print(child.childId)}>
              {handover.children.length === 1 ? text('handover-ui.record.act') : text('handover-ui.record.actOf', { name: childWords(child) })}
            </Button>
          ))}
        </Row>
      </Stack>
      <PrintedDocument title={text('handover-ui.record.title')} document={printed} onClose={() => setPrinted(undefined)} />
    </Card>
  );
}
