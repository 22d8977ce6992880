import { useState } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
import { useAct, useEndpoint } from '#web/device/query.ts';
import { StatusPill, type Tone } from '#web/kit/badge.tsx';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { formatInstant } from '#web/kit/dates.ts';
import { FileDrop } from '#web/kit/file-drop.tsx';
import type { FormError } from '#web/kit/error-summary.tsx';
import { Form } from '#web/kit/form.tsx';
import { KeyValue } from '#web/kit/key-value.tsx';
import { Row, Stack } from '#web/kit/layout.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { Page } from '#web/kit/page.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { formErrorsOf } from '#web/kit/problem-text.ts';
import { RadioCards } from '#web/kit/radio-cards.tsx';
import { saveFile } from '#web/kit/save-file.ts';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { text } from '#web/kit/text.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { toast } from '#web/kit/toast.tsx';
import { confirmInvitation } from '../schema.ts';
import { invite, listInvitations, takeInvitationAnswer, withdrawInvitation, type InvitationView } from '../schema/invitations.ts';
import { OwnCard } from './own-card.tsx';
import { PeerConfirmation } from './peer-confirmation.tsx';

const tones: Readonly<Record<InvitationView['status'], Tone>> = { open: 'info', answered: 'warn', expired: 'neutral', confirmed: 'success', withdrawn: 'neutral' };
const noErrors: readonly FormError[] = [];

/** Makes one, and shows it once: afterwards nobody can read it any more. */
function Invite({ onMade }: { readonly onMade: () => void }) {
  const [note, setNote] = useState('');
  const [days, setDays] = useState<'2' | '7' | '30'>('7');
  const [errors, setErrors] = useState(noErrors);
  const [made, setMade] = useState<OutputOf<typeof invite>>();
  const { act, isBusy } = useAct(invite);
  const send = async (): Promise<void> => {
    if (note.trim() === '') return setErrors([{ name: 'invitation.note', message: text('trust.invite.noteFault') }]);
    const answer = await act({ note: note.trim(), days: Number(days) });
    setErrors(answer.ok ? noErrors : formErrorsOf(answer.problem));
    if (!answer.ok) return;
    setMade(answer.value);
    onMade();
  };
  if (made) {
    return (
      <Card title={text('trust.invite.made')} tone="brand">
        <Stack gap={3}>
          <p>{text('trust.invite.madeText', { until: formatInstant(made.expiresAt) })}</p>
          <Row gap={2}>
            <Button variant="primary" icon="download" onPress={() => saveFile('amparo-invitacion.txt', made.invitation, 'text/plain')}>{text('trust.invite.save')}</Button>
            <Button onPress={() => void navigator.clipboard.writeText(made.invitation).then(() => toast({ text: text('trust.invite.copied') }))}>{text('trust.invite.copy')}</Button>
            <Button variant="quiet" onPress={() => setMade(undefined)}>{text('trust.invite.another')}</Button>
          </Row>
        </Stack>
      </Card>
    );
  }
  return (
    <Card title={text('trust.invite.new')}>
      <Form onSubmit={() => void send()} submitLabel={text('trust.invite.make')} errors={errors} isBusy={isBusy}>
        <TextField name="invitation.note" label={text('trust.invite.note')} hint={text('trust.invite.noteHint')} error={errors.find(({ name }) => name === 'invitation.note')?.message} value={note} onChange={setNote} maxLength={200} />
        <RadioCards name="invitation.days" label={text('trust.invite.days')} columns={3} value={days} onChange={setDays} options={(['2', '7', '30'] as const).map((value) => ({ value, label: text('governance-ui.days', { count: Number(value) }) }))} />
      </Form>
    </Card>
  );
}

function One({ invitation, onDone }: { readonly invitation: InvitationView; readonly onDone: () => void }) {
  const [isConfirming, setIsConfirming] = useState(false);
  const confirm = useAct(confirmInvitation);
  const withdraw = useAct(withdrawInvitation);
  const { invitationId, note, status, madeLabel, madeAt, expiresAt, answer } = invitation;
  const isWaiting = status === 'open' || status === 'answered';
  if (isConfirming && answer) return <PeerConfirmation seen={answer} isBusy={confirm.isBusy} trust={(words) => confirm.act({ invitationId, ...words })} backLabel={text('trust.invite.back')} onBack={() => setIsConfirming(false)} />;
  return (
    <Card title={note} actions={<StatusPill tone={tones[status]}>{text(`trust.invite.status.${status}`)}</StatusPill>}>
      <Stack gap={3}>
        <ProblemNotice problem={withdraw.problem} />
        <KeyValue rows={[
          { label: text('trust.invite.by'), value: madeLabel, note: formatInstant(madeAt) },
          ...(status === 'open' ? [{ label: text('trust.invite.until'), value: formatInstant(expiresAt) }] : []),
          ...(answer ? [{ label: text('trust.invite.answered'), value: answer.name, note: answer.endpoint }] : []),
        ]} />
        {isWaiting && (
          <Row gap={2}>
            {status === 'answered' && <Button variant="primary" icon="check" onPress={() => setIsConfirming(true)}>{text('trust.invite.confirm')}</Button>}
            <Button icon="close" isBusy={withdraw.isBusy} onPress={() => void withdraw.act({ invitationId }).then((done) => done.ok && onDone())}>{text('trust.invite.withdraw')}</Button>
          </Row>
        )}
      </Stack>
    </Card>
  );
}

/** Invitations into the network: made, answered, confirmed with the words of the other. */
export function InvitationsPage() {
  const { value, problem, retry } = useEndpoint(listInvitations, {}, { everySeconds: 20 });
  const take = useAct(takeInvitationAnswer);
  const takeFile = async (content: Blob): Promise<void> => {
    if (!(await take.act({ answer: (await content.text()).trim() })).ok) return;
    toast({ text: text('trust.invite.answerTaken') });
    retry();
  };
  return (
    <Page title={text('trust.invite.title')} lead={text('trust.invite.lead')} back={{ href: '/federacion', label: text('governance.title') }} isNarrow>
      <Stack gap={5}>
        <Invite onMade={retry} />
        <ProblemNotice problem={problem} onRetry={retry} />
        {!value && !problem && <Skeleton lines={6} />}
        {value?.invitations.length === 0 && <Notice tone="info">{text('trust.invite.none')}</Notice>}
        {value?.invitations.map((invitation) => <One key={invitation.invitationId} invitation={invitation} onDone={retry} />)}
        <OwnCard />
        <Card title={text('trust.invite.byFile')}>
          <Stack gap={3}>
            <p>{text('trust.invite.byFileText')}</p>
            <ProblemNotice problem={take.problem} />
            <FileDrop name="invitation.answer" label={text('trust.invite.answerFile')} accept=".txt,text/plain" onPick={([file]) => void (file && takeFile(file.content))} />
          </Stack>
        </Card>
      </Stack>
    </Page>
  );
}
