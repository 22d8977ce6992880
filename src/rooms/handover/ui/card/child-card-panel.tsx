import { useState } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
import type { ChildId } from '#kernel/identifier.ts';
import { useAct } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { ConfirmDialog } from '#web/kit/confirm-dialog.tsx';
import { currentLanguage } from '#web/kit/language.ts';
import { Row, Stack } from '#web/kit/layout.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import { issueCard, revokeCard } from '../../schema.ts';
import { PrintedDocument } from '../printed-document.tsx';

/** In a child's file: gives her a card, or makes the card she has worthless. */
export function ChildCardPanel({ childId }: { readonly childId: string }) {
  const issue = useAct(issueCard);
  const revoke = useAct(revokeCard);
  const [asked, setAsked] = useState<'issue' | 'revoke'>();
  const [card, setCard] = useState<OutputOf<typeof issueCard>>();
  const close = (): void => setAsked(undefined);
  const child = { childId: childId as ChildId };
  const give = async (): Promise<void> => {
    const answer = await issue.act({ ...child, language: currentLanguage() });
    close();
    if (answer.ok) setCard(answer.value);
  };
  const take = async (): Promise<void> => {
    const answer = await revoke.act(child);
    close();
    if (answer.ok) toast({ text: text(answer.value.revoked ? 'handover-ui.card.revoked' : 'handover-ui.card.noneToRevoke') });
  };
  return (
    <Card title={text('handover-ui.card.ofChild')}>
      <Stack gap={3}>
        <p>{text('handover-ui.card.what')}</p>
        <ProblemNotice problem={issue.problem ?? revoke.problem} />
        <Row gap={2}>
          <Button icon="print" onPress={() => setAsked('issue')}>{text('handover-ui.card.issue')}</Button>
          <Button icon="trash" variant="quiet" onPress={() => setAsked('revoke')}>{text('handover-ui.card.revoke')}</Button>
        </Row>
      </Stack>
      <ConfirmDialog title={text('handover-ui.card.issue')} isOpen={asked === 'issue'} onClose={close} confirmLabel={text('handover-ui.card.issueAct')} onConfirm={() => void give()} isBusy={issue.isBusy}><p>{text('handover-ui.card.issueText')}</p></ConfirmDialog>
      <ConfirmDialog title={text('handover-ui.card.revoke')} isOpen={asked === 'revoke'} onClose={close} confirmLabel={text('handover-ui.card.revokeAct')} onConfirm={() => void take()} tone="danger" isBusy={revoke.isBusy}><p>{text('handover-ui.card.revokeText')}</p></ConfirmDialog>
      <PrintedDocument title={text('handover-ui.card.printed', { number: card?.number ?? '' })} document={card} onClose={() => setCard(undefined)} />
    </Card>
  );
}
