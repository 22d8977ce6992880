import { useState } from 'react';
import { useLocation, useParams } from 'wouter';
import type { NodeId } from '#kernel/identifier.ts';
import { useAct } from '#web/device/query.ts';
import { Form } from '#web/kit/form.tsx';
import { Page } from '#web/kit/page.tsx';
import { formErrorsOf } from '#web/kit/problem-text.ts';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import { changePeerCard } from '../schema.ts';
import { PastedField } from './pasted-field.tsx';

/** Takes a newer card of a peer: signed by the same root, so that no words need to be compared again. */
export function PeerCardPage() {
  const { nodeId } = useParams<{ nodeId: NodeId }>();
  const [card, setCard] = useState('');
  const [, navigate] = useLocation();
  const { act, isBusy, problem } = useAct(changePeerCard);
  const home = `/federacion/agencias/${nodeId}`;
  const send = async (): Promise<void> => {
    if (!(await act({ nodeId, card: card.trim() })).ok) return;
    toast({ text: text('governance-ui.cardTaken') });
    navigate(home, { replace: true });
  };
  return (
    <Page title={text('governance-ui.newCard')} lead={text('governance-ui.newCardLead')} back={{ href: home, label: text('governance-ui.agency') }} isNarrow>
      <Form onSubmit={() => void send()} submitLabel={text('governance-ui.takeCard')} isBusy={isBusy} errors={problem ? formErrorsOf(problem) : []}>
        <PastedField name="card" label={text('governance-ui.theirCard')} hint={text('governance-ui.theirCard.hint')} value={card} onChange={setCard} />
      </Form>
    </Page>
  );
}
