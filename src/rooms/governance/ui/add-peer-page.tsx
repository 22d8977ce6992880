import { useState } from 'react';
import { useLocation } from 'wouter';
import type { OutputOf } from '#kernel/endpoint.ts';
import { answerInvitation } from '#exchange/federation/schema.ts';
import { useAct } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import type { FormError } from '#web/kit/error-summary.tsx';
import { Form } from '#web/kit/form.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { ButtonLink } from '#web/kit/link.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { Page } from '#web/kit/page.tsx';
import { saveFile } from '#web/kit/save-file.ts';
import { text } from '#web/kit/text.tsx';
import { addPeer, inspectCard } from '../schema.ts';
import { OwnCard } from './own-card.tsx';
import { PastedField } from './pasted-field.tsx';
import { PeerConfirmation } from './peer-confirmation.tsx';

const noErrors: readonly FormError[] = [];

/** After an invitation was accepted here: the other side has our card, or gets it as a file, and compares our words. */
const Answered = ({ name, nodeId, answer }: { readonly name: string; readonly nodeId: string; readonly answer: OutputOf<typeof answerInvitation> | undefined }) => (
  <Stack gap={5}>
    {answer?.isDelivered
      ? <Notice tone="success" isNew title={text('trust.join.delivered', { name })}>{text('trust.join.deliveredText')}</Notice>
      : <Notice tone="warn" isNew title={text('trust.join.notDelivered', { name })} actions={answer && <Button icon="download" onPress={() => saveFile('amparo-respuesta.txt', answer.answer, 'text/plain')}>{text('trust.join.saveAnswer')}</Button>}>{text('trust.join.notDeliveredText')}</Notice>}
    <OwnCard />
    <div><ButtonLink href={`/federacion/agencias/${nodeId}`} icon="eye">{text('trust.join.toPeer', { name })}</ButtonLink></div>
  </Stack>
);

/** Takes an agency into the network: read its invitation or its card, compare six words with a person, trust. */
export function AddPeerPage() {
  const [card, setCard] = useState('');
  const [seen, setSeen] = useState<OutputOf<typeof inspectCard>>();
  const [answered, setAnswered] = useState<{ readonly answer: OutputOf<typeof answerInvitation> | undefined }>();
  const inspect = useAct(inspectCard);
  const add = useAct(addPeer);
  const reply = useAct(answerInvitation);
  const [, navigate] = useLocation();
  const read = async (): Promise<void> => {
    const answer = await inspect.act({ card: card.trim() });
    if (answer.ok) setSeen(answer.value);
  };
  const trusted = async (nodeId: string): Promise<void> => {
    if (!seen?.isInvitation) return navigate(`/federacion/agencias/${nodeId}`, { replace: true });
    const answer = await reply.act({ invitation: card.trim() });
    setAnswered({ answer: answer.ok ? answer.value : undefined });
  };
  const lead = seen?.isInvitation ? text('trust.join.invitedLead', { name: seen.name }) : text('governance-ui.addPeerLead');
  return (
    <Page
      title={text('governance-ui.addPeer')} lead={lead} back={{ href: '/federacion', label: text('governance.title') }} isNarrow
      actions={!seen && <ButtonLink href="/federacion/invitaciones" icon="plus">{text('trust.invite.open')}</ButtonLink>}
    >
      {answered && seen ? <Answered name={seen.name} nodeId={seen.nodeId} answer={answered.answer} />
        : seen ? <PeerConfirmation seen={seen} isBusy={add.isBusy || reply.isBusy} trust={(words) => add.act({ card: card.trim(), ...words })} onTrusted={(nodeId) => void trusted(nodeId)} backLabel={text('governance-ui.otherCard')} onBack={() => setSeen(undefined)} /> : (
          <Stack gap={5}>
            <Form onSubmit={() => void read()} submitLabel={text('trust.join.read')} isBusy={inspect.isBusy} errors={inspect.problem ? [{ name: 'peer.card', message: text('governance-ui.fault.card') }] : noErrors}>
              <PastedField name="peer.card" label={text('trust.join.field')} hint={text('governance-ui.theirCard.hint')} error={inspect.problem ? text('governance-ui.fault.card') : undefined} value={card} onChange={setCard} />
            </Form>
            <OwnCard />
          </Stack>
        )}
    </Page>
  );
}
