import { useState } from 'react';
import { useLocation, useParams } from 'wouter';
import type { ChildId } from '#kernel/identifier.ts';
import { closeReasons } from '#rooms/case/schema.ts';
import { useAct } from '#web/device/query.ts';
import { Card } from '#web/kit/card.tsx';
import type { FormError } from '#web/kit/error-summary.tsx';
import { Form } from '#web/kit/form.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { ButtonLink } from '#web/kit/link.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { Page } from '#web/kit/page.tsx';
import { formErrorsOf } from '#web/kit/problem-text.ts';
import { RadioCards } from '#web/kit/radio-cards.tsx';
import { Select } from '#web/kit/select.tsx';
import { text } from '#web/kit/text.tsx';
import { TextArea } from '#web/kit/text-area.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { toast } from '#web/kit/toast.tsx';
import { noSuccessorReasons, proposeClosing, successorKinds, type Successor } from '../../schema.ts';
import { closingFaults } from '../../rules/closing.ts';

const noErrors: readonly FormError[] = [];
type Kind = Successor['kind'] | 'none';
const kinds: readonly Kind[] = [...successorKinds, 'none'];

/** Proposes to end this agency's responsibility: why, how it went, and who goes on caring. */
export function ClosePage() {
  const { childId } = useParams<{ childId: ChildId }>();
  const [reason, setReason] = useState<(typeof closeReasons)[number] | ''>('');
  const [summary, setSummary] = useState('');
  const [kind, setKind] = useState<Kind | ''>('');
  const [name, setName] = useState('');
  const [phone, setPhone] = useState('');
  const [noSuccessor, setNoSuccessor] = useState<(typeof noSuccessorReasons)[number] | ''>('');
  const [errors, setErrors] = useState(noErrors);
  const [, navigate] = useLocation();
  const propose = useAct(proposeClosing);
  const back = `/casos/${childId}`;
  const errorOf = (field: string) => errors.find((error) => error.name === field)?.message;
  const send = async (): Promise<void> => {
    const successor = kind === '' || kind === 'none' || name.trim() === '' ? null : { kind, name: name.trim(), ...(phone.trim() === '' ? {} : { phone: phone.trim() }) };
    const nobody = kind === 'none' && noSuccessor !== '' ? noSuccessor : null;
    const missing = [
      ...(reason === '' ? ['reason'] : []), ...(summary.trim().length < 10 ? ['summary'] : []), ...(kind === '' ? ['kind'] : kind === 'none' ? (nobody ? [] : ['noSuccessor']) : successor ? [] : ['name']),
    ];
    const odd = missing.length === 0 && closingFaults({ reason: reason as (typeof closeReasons)[number], successor, noSuccessor: nobody }).length > 0;
    const found = [...missing, ...(odd ? ['odd'] : [])].map((field) => ({ name: field === 'odd' ? 'kind' : field, message: text(`handover-ending.fault.${field}`) }));
    setErrors(found);
    if (found.length > 0 || reason === '') return;
    const answer = await propose.act({ childId, reason, summary: summary.trim(), ...(successor ? { successor } : {}), ...(nobody ? { noSuccessor: nobody } : {}) });
    if (!answer.ok) return setErrors(formErrorsOf(answer.problem));
    toast({ text: text('handover-ending.proposed.done') });
    navigate(back, { replace: true });
  };
  return (
    <Page title={text('handover-ending.close.title')} lead={text('handover-ending.close.lead')} back={{ href: back, label: text('handover-ui.backToFile') }} isNarrow>
      <Form onSubmit={() => void send()} submitLabel={text('handover-ending.close.propose')} isBusy={propose.isBusy} errors={errors} secondary={<ButtonLink href={back} variant="quiet">{text('kit.cancel')}</ButtonLink>}>
        <Card>
          <Stack gap={5}>
            <RadioCards name="reason" label={text('kit.reason.label')} error={errorOf('reason')} columns={2} value={reason} onChange={setReason} options={closeReasons.map((value) => ({ value, label: text(`case.closeReason.${value}`) }))} />
            <TextArea name="summary" label={text('case-ui.close.summary')} error={errorOf('summary')} rows={3} maxLength={2000} value={summary} onChange={setSummary} />
          </Stack>
        </Card>
        <Card title={text('handover-ending.successor')}>
          <Stack gap={5}>
            <RadioCards name="kind" label={text('handover-ending.successor.kind')} error={errorOf('kind')} columns={2} value={kind} onChange={setKind} options={kinds.map((value) => ({ value, label: text(`handover-ending.successor.${value}`) }))} />
            {kind !== '' && kind !== 'none' && (
              <>
                <TextField name="name" label={text('handover-ending.successor.name')} error={errorOf('name')} maxLength={160} value={name} onChange={setName} />
                <TextField name="phone" label={text('handover-ending.successor.phone')} isOptional maxLength={40} value={phone} onChange={setPhone} />
              </>
            )}
            {kind === 'none' && <Select name="noSuccessor" label={text('handover-ending.noSuccessor')} error={errorOf('noSuccessor')} value={noSuccessor} onChange={setNoSuccessor} options={noSuccessorReasons.map((value) => ({ value, label: text(`handover-ending.noSuccessor.${value}`) }))} />}
          </Stack>
        </Card>
        <Notice tone="info" title={text('handover-ending.close.agency')}>{text('handover-ending.close.agencyText')}</Notice>
      </Form>
    </Page>
  );
}
