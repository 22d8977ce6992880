import { useState } from 'react';
import { useLocation } from 'wouter';
import type { InputOf, OutputOf } from '#kernel/endpoint.ts';
import { useAct } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import type { FormError } from '#web/kit/error-summary.tsx';
import { Form } from '#web/kit/form.tsx';
import { KeyValue } from '#web/kit/key-value.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { Page } from '#web/kit/page.tsx';
import { formErrorsOf } from '#web/kit/problem-text.ts';
import { RadioCards } from '#web/kit/radio-cards.tsx';
import { phoneText } from '#web/kit/phone-text.ts';
import { text } from '#web/kit/text.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { toast } from '#web/kit/toast.tsx';
import { addPeer, bodyKinds, inspectCard } from '../schema.ts';
import { countryName } from './country-name.ts';
import { OwnCard } from './own-card.tsx';
import { PastedField } from './pasted-field.tsx';

type Added = InputOf<typeof addPeer>;
const means = ['in_person', 'phone', 'video_call'] as const;
const noErrors: readonly FormError[] = [];

/** After the card was read: the six words, the kind of body, and how they were compared. */
function Confirmation({ card, seen, onBack }: { readonly card: string; readonly seen: OutputOf<typeof inspectCard>; readonly onBack: () => void }) {
  const [bodyKind, setBodyKind] = useState<Added['bodyKind'] | ''>('');
  const [fingerprint, setFingerprint] = useState('');
  const [how, setHow] = useState<Added['means'] | ''>('');
  const [errors, setErrors] = useState(noErrors);
  const [, navigate] = useLocation();
  const add = useAct(addPeer);
  const send = async (): Promise<void> => {
    const missing = [...(bodyKind === '' ? ['bodyKind'] : []), ...(how === '' ? ['means'] : []), ...(fingerprint.trim() === '' ? ['fingerprint'] : [])];
    setErrors(missing.map((name) => ({ name: `peer.${name}`, message: text(`governance-ui.fault.${name}`) })));
    if (bodyKind === '' || how === '' || missing.length > 0) return;
    const answer = await add.act({ card, bodyKind, fingerprint: fingerprint.trim(), means: how });
    if (!answer.ok) return setErrors(formErrorsOf(answer.problem, 'governance-ui.fault'));
    toast({ text: text('governance-ui.added', { name: seen.name }) });
    navigate(`/federacion/agencias/${seen.nodeId}`, { replace: true });
  };
  const errorOf = (name: string) => errors.find((error) => error.name === `peer.${name}`)?.message;
  return (
    <Form onSubmit={() => void send()} submitLabel={text('governance-ui.trust')} errors={errors} isBusy={add.isBusy} secondary={<Button variant="quiet" icon="back" onPress={onBack}>{text('governance-ui.otherCard')}</Button>}>
      <Card title={seen.name}>
        <KeyValue rows={[{ label: text('governance-ui.country'), value: countryName(seen.country) }, { label: text('governance-ui.address'), value: seen.endpoint }, { label: text('governance-ui.dutyPhone'), value: phoneText(seen.dutyPhone) }]} />
      </Card>
      {seen.isKnown && <Notice tone="warn">{text('governance-ui.known')}</Notice>}
      <TextField name="peer.fingerprint" label={text('governance.fingerprint')} hint={text('governance.fingerprint.help')} error={errorOf('fingerprint')} value={fingerprint} onChange={setFingerprint} maxLength={200} isCode />
      <RadioCards name="peer.means" label={text('governance-ui.means')} error={errorOf('means')} columns={3} value={how} onChange={setHow} options={means.map((value) => ({ value, label: text(`governance.means.${value}`) }))} />
      <RadioCards name="peer.bodyKind" label={text('governance-ui.bodyKind')} hint={text('governance-ui.bodyKind.hint')} error={errorOf('bodyKind')} columns={2} value={bodyKind} onChange={setBodyKind} options={bodyKinds.map((value) => ({ value, label: text(`governance.bodyKind.${value}`) }))} />
    </Form>
  );
}

/** Takes an agency into the network: read its card, compare six words with a person, trust. */
export function AddPeerPage() {
  const [card, setCard] = useState('');
  const [seen, setSeen] = useState<OutputOf<typeof inspectCard>>();
  const inspect = useAct(inspectCard);
  const read = async (): Promise<void> => {
    const answer = await inspect.act({ card: card.trim() });
    if (answer.ok) setSeen(answer.value);
  };
  return (
    <Page title={text('governance-ui.addPeer')} lead={text('governance-ui.addPeerLead')} back={{ href: '/federacion', label: text('governance.title') }} isNarrow>
      {seen ? <Confirmation card={card.trim()} seen={seen} onBack={() => setSeen(undefined)} /> : (
        <Stack gap={5}>
          <OwnCard />
          <Form onSubmit={() => void read()} submitLabel={text('governance-ui.readCard')} isBusy={inspect.isBusy} errors={inspect.problem ? [{ name: 'peer.card', message: text('governance-ui.fault.card') }] : noErrors}>
            <PastedField name="peer.card" label={text('governance-ui.theirCard')} hint={text('governance-ui.theirCard.hint')} error={inspect.problem ? text('governance-ui.fault.card') : undefined} value={card} onChange={setCard} />
          </Form>
        </Stack>
      )}
    </Page>
  );
}
