import { useState } from 'react';
import type { NodeId } from '#kernel/identifier.ts';
import { useAct, useEndpoint } from '#web/device/query.ts';
import { useSession } from '#web/device/session.ts';
import { Button } from '#web/kit/button.tsx';
import { CheckboxGroup } from '#web/kit/checkbox-group.tsx';
import type { FormError } from '#web/kit/error-summary.tsx';
import { Form } from '#web/kit/form.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { Page } from '#web/kit/page.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { formErrorsOf } from '#web/kit/problem-text.ts';
import { RadioCards } from '#web/kit/radio-cards.tsx';
import { saveFile } from '#web/kit/save-file.ts';
import { Select } from '#web/kit/select.tsx';
import { text } from '#web/kit/text.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { listPeers } from '../schema.ts';
import { draftMembership, memberRoles, memberStatuses, type MembershipDraft } from '../schema/membership.ts';

const noErrors: readonly FormError[] = [];
const fileOf = ({ entry, seq }: MembershipDraft): string => `amparo-${entry.country}-linea-${seq}.json`;

/** The prepared line, on its way to those who sign. */
const Prepared = ({ draft, onBack }: { readonly draft: MembershipDraft; readonly onBack: () => void }) => (
  <Stack gap={4}>
    <Notice tone="success" isNew title={text('trust.line.ready', { line: draft.seq, country: draft.entry.country })}>{text('trust.line.readyText')}</Notice>
    <pre translate="no"><code>{`amparo governance sign ${fileOf(draft)} --key …`}</code></pre>
    <div><Button icon="download" variant="primary" onPress={() => saveFile(fileOf(draft), JSON.stringify(draft, null, 2))}>{text('trust.line.save')}</Button></div>
    <div><Button variant="quiet" icon="back" onPress={onBack}>{text('trust.line.another')}</Button></div>
  </Stack>
);

/** Prepares the next line of a country's list: those who govern sign it elsewhere, and it comes back as a file. */
export function DraftLinePage() {
  const { node } = useSession();
  const peers = useEndpoint(listPeers, {});
  const [nodeId, setNodeId] = useState('');
  const [roles, setRoles] = useState<(typeof memberRoles)[number][]>(['custody']);
  const [status, setStatus] = useState<(typeof memberStatuses)[number]>('active');
  const [fence, setFence] = useState('');
  const [errors, setErrors] = useState(noErrors);
  const [draft, setDraft] = useState<MembershipDraft>();
  const prepare = useAct(draftMembership);
  const errorOf = (name: string) => errors.find((error) => error.name === name)?.message;
  const send = async (): Promise<void> => {
    const faults = [...(nodeId === '' ? ['peer'] : []), ...(status !== 'active' && !/^\d{1,9}$/.test(fence) ? ['fence'] : [])];
    setErrors(faults.map((name) => ({ name, message: text(name === 'fence' ? 'trust.line.fenceFault' : 'governance-ui.fault.peer') })));
    if (faults.length > 0) return;
    const answer = await prepare.act({ nodeId: nodeId as NodeId, roles, status, ...(status === 'active' ? {} : { fencedIncarnation: Number(fence) }) });
    if (answer.ok) setDraft(answer.value);
    else setErrors(formErrorsOf(answer.problem));
  };
  const options = [{ value: node.id as string, label: `${node.shortName} (${text('trust.standing.self')})` }, ...(peers.value?.peers ?? []).map((peer) => ({ value: peer.nodeId as string, label: peer.name }))];
  return (
    <Page title={text('trust.line.open')} lead={text('trust.line.lead')} back={{ href: '/federacion?vista=directorio', label: text('trust.directory.title') }} isNarrow>
      <ProblemNotice problem={peers.problem} onRetry={peers.retry} />
      {draft ? <Prepared draft={draft} onBack={() => setDraft(undefined)} /> : (
        <Form onSubmit={() => void send()} submitLabel={text('trust.line.prepare')} errors={errors} isBusy={prepare.isBusy}>
          <Select name="peer" label={text('governance-ui.agency')} error={errorOf('peer')} value={nodeId} onChange={setNodeId} options={options} />
          <RadioCards name="status" label={text('trust.member.status')} columns={3} value={status} onChange={setStatus} options={memberStatuses.map((value) => ({ value, label: text(`governance.peerStatus.${value}`) }))} />
          {status !== 'active' && <TextField name="fence" label={text('trust.line.fence')} hint={text('trust.line.fenceHint')} error={errorOf('fence')} inputMode="numeric" width="short" value={fence} onChange={setFence} maxLength={9} />}
          <CheckboxGroup name="roles" label={text('trust.member.roles')} columns={2} value={roles} onChange={setRoles} options={memberRoles.map((value) => ({ value, label: text(`trust.role.${value}`), hint: text(`trust.role.${value}.hint`) }))} />
        </Form>
      )}
    </Page>
  );
}
