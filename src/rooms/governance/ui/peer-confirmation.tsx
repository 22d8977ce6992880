import { useState } from 'react';
import { useLocation } from 'wouter';
import type { InputOf, OutputOf } from '#kernel/endpoint.ts';
import type { NodeId } from '#kernel/identifier.ts';
import type { Result } from '#kernel/result.ts';
import { useEndpoint } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import type { FormError } from '#web/kit/error-summary.tsx';
import { Form } from '#web/kit/form.tsx';
import { KeyValue } from '#web/kit/key-value.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { phoneText } from '#web/kit/phone-text.ts';
import { formErrorsOf } from '#web/kit/problem-text.ts';
import { RadioCards } from '#web/kit/radio-cards.tsx';
import { text } from '#web/kit/text.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { toast } from '#web/kit/toast.tsx';
import { bodyKinds, type addPeer } from '../schema.ts';
import type { ShownCard } from '../schema/invitations.ts';
import { viewDirectory } from '../schema/membership.ts';
import { countryName } from './country-name.ts';

type Trust = Pick<InputOf<typeof addPeer>, 'bodyKind' | 'fingerprint' | 'means'>;
const means = ['in_person', 'phone', 'video_call'] as const;
const noErrors: readonly FormError[] = [];

interface PeerConfirmationProps {
  readonly seen: ShownCard;
  readonly trust: (words: Trust) => Promise<Result<OutputOf<typeof addPeer>>>;
  readonly isBusy: boolean;
  readonly backLabel: string;
  readonly onBack: () => void;
  /** Where it leads to afterwards; the agency's page unless told. */
  readonly onTrusted?: (nodeId: NodeId) => void;
}

/** What the list of its country says of a node that nobody here has met. */
function ListedMember({ nodeId }: { readonly nodeId: NodeId }) {
  const { value } = useEndpoint(viewDirectory, {});
  const member = value?.members.find((one) => one.nodeId === nodeId);
  if (!value || value.countries.length === 0) return null;
  if (!member) return <Notice tone="warn">{text('trust.join.notListed')}</Notice>;
  return <Notice tone={member.status === 'active' ? 'success' : 'danger'}>{text(`trust.join.listed.${member.status}`, { member: member.member, country: countryName(member.country) })}</Notice>;
}

/** Before a node is trusted: who it says to be, the six words that its administrator reads out, the kind of body, how they were compared. */
export function PeerConfirmation({ seen, trust, isBusy, backLabel, onBack, onTrusted }: PeerConfirmationProps) {
  const [bodyKind, setBodyKind] = useState<Trust['bodyKind'] | ''>('');
  const [fingerprint, setFingerprint] = useState('');
  const [how, setHow] = useState<Trust['means'] | ''>('');
  const [errors, setErrors] = useState(noErrors);
  const [, navigate] = useLocation();
  const send = async (): Promise<void> => {
    const missing = [...(bodyKind === '' ? ['bodyKind'] : []), ...(how === '' ? ['means'] : []), ...(fingerprint.trim() === '' ? ['fingerprint'] : [])];
    setErrors(missing.map((name) => ({ name: `peer.${name}`, message: text(`governance-ui.fault.${name}`) })));
    if (bodyKind === '' || how === '' || missing.length > 0) return;
    const answer = await trust({ bodyKind, fingerprint: fingerprint.trim(), means: how });
    if (!answer.ok) return setErrors(formErrorsOf(answer.problem, 'governance-ui.fault'));
    toast({ text: text('governance-ui.added', { name: seen.name }) });
    if (onTrusted) onTrusted(seen.nodeId);
    else navigate(`/federacion/agencias/${seen.nodeId}`, { replace: true });
  };
  const errorOf = (name: string) => errors.find((error) => error.name === `peer.${name}`)?.message;
  return (
    <Form onSubmit={() => void send()} submitLabel={text('governance-ui.trust')} errors={errors} isBusy={isBusy} secondary={<Button variant="quiet" icon="back" onPress={onBack}>{backLabel}</Button>}>
      <Card title={seen.name}>
        <KeyValue rows={[{ label: text('governance-ui.country'), value: countryName(seen.country) }, { label: text('governance-ui.address'), value: seen.endpoint }, { label: text('governance-ui.dutyPhone'), value: phoneText(seen.dutyPhone) }]} />
      </Card>
      <ListedMember nodeId={seen.nodeId} />
      {seen.isKnown && <Notice tone="warn">{text('governance-ui.known')}</Notice>}
      <TextField name="peer.fingerprint" label={text('governance.fingerprint')} hint={text('governance.fingerprint.help')} error={errorOf('fingerprint')} value={fingerprint} onChange={setFingerprint} maxLength={200} isCode />
      <RadioCards name="peer.means" label={text('governance-ui.means')} error={errorOf('means')} columns={3} value={how} onChange={setHow} options={means.map((value) => ({ value, label: text(`governance.means.${value}`) }))} />
      <RadioCards name="peer.bodyKind" label={text('governance-ui.bodyKind')} hint={text('governance-ui.bodyKind.hint')} error={errorOf('bodyKind')} columns={2} value={bodyKind} onChange={setBodyKind} options={bodyKinds.map((value) => ({ value, label: text(`governance.bodyKind.${value}`) }))} />
    </Form>
  );
}
