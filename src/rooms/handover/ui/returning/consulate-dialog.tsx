import { useState } from 'react';
import type { NodeId, Uuid } from '#kernel/identifier.ts';
import { countries } from '#reference/countries/index.ts';
import { listPeers } from '#rooms/governance/schema.ts';
import { useAct, useEndpoint } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { Form } from '#web/kit/form.tsx';
import { currentLanguage } from '#web/kit/language.ts';
import { Columns } from '#web/kit/layout.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { formErrorsOf } from '#web/kit/problem-text.ts';
import { Select } from '#web/kit/select.tsx';
import { text } from '#web/kit/text.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { toast } from '#web/kit/toast.tsx';
import { nameConsulate } from '../../schema.ts';

const elsewhere = 'elsewhere';
type Country = 'GT' | 'SV' | 'HN' | 'MX';

/** Names the consulate: one in the federation sees the state of the return at once, another is a contact to call. */
export function ConsulateDialog({ handoverId, onClose }: { readonly handoverId: Uuid; readonly onClose: () => void }) {
  const peers = (useEndpoint(listPeers, {}).value?.peers ?? []).filter(({ status, bodyKind }) => status === 'active' && bodyKind === 'consulate');
  const [node, setNode] = useState<NodeId | typeof elsewhere | ''>('');
  const [outside, setOutside] = useState({ name: '', phone: '' });
  const [country, setCountry] = useState<Country | ''>('');
  const consulate = useAct(nameConsulate);
  const chosen = peers.find(({ nodeId }) => nodeId === node);
  const isOutside = !chosen;
  const send = async (): Promise<void> => {
    const from = chosen?.country ?? country;
    if (from === '' || (isOutside && outside.name.trim() === '')) return;
    const contact = { name: outside.name.trim(), ...(outside.phone.trim() === '' ? {} : { phone: outside.phone.trim() }) };
    const answer = await consulate.act({ handoverId, country: from, ...(chosen ? { node: chosen.nodeId } : { outside: contact }) });
    if (!answer.ok) return;
    toast({ text: text('handover-return.named') });
    onClose();
  };
  return (
    <Dialog title={text('handover-return.name')} isOpen onClose={onClose} size="l">
      <Form onSubmit={() => void send()} submitLabel={text('handover-return.name')} isBusy={consulate.isBusy} errors={consulate.problem ? formErrorsOf(consulate.problem) : []} secondary={<Button variant="quiet" onPress={onClose}>{text('kit.cancel')}</Button>}>
        <Notice tone="info" title={text('handover-return.sees')}>{text('handover-return.seesText')}</Notice>
        {peers.length > 0 && <Select name="node" label={text('handover-return.consulate')} value={node} onChange={setNode} options={[...peers.map(({ nodeId, name, country: of }) => ({ value: nodeId, label: `${name} (${of})` })), { value: elsewhere, label: text('handover-return.elsewhere') }]} />}
        {isOutside && (peers.length === 0 || node === elsewhere) && (
          <>
            <TextField name="outside.name" label={text('handover-return.outsideName')} maxLength={160} value={outside.name} onChange={(name) => setOutside((before) => ({ ...before, name }))} />
            <Columns>
              <TextField name="outside.phone" label={text('handover-return.phone')} type="tel" isOptional maxLength={40} value={outside.phone} onChange={(phone) => setOutside((before) => ({ ...before, phone }))} />
              <Select name="country" label={text('handover-return.country')} value={country} onChange={setCountry} options={countries.filter(({ code }) => ['GT', 'SV', 'HN', 'MX'].includes(code)).map((one) => ({ value: one.code as Country, label: one[currentLanguage()] }))} />
            </Columns>
          </>
        )}
      </Form>
    </Dialog>
  );
}
