import { useState } from 'react';
import { useAct } from '#web/device/query.ts';
import { Badge, StatusPill, type Tone } from '#web/kit/badge.tsx';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { formatInstant } from '#web/kit/dates.ts';
import { KeyValue } from '#web/kit/key-value.tsx';
import { Row, Stack } from '#web/kit/layout.tsx';
import { ButtonLink } from '#web/kit/link.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { RadioCards } from '#web/kit/radio-cards.tsx';
import { text } from '#web/kit/text.tsx';
import { TextArea } from '#web/kit/text-area.tsx';
import { withdrawConsent, type Consent, type ConsentView, type Purpose } from '../../schema.ts';
import type { FilePartProps } from './file-part.ts';

const tones: Readonly<Record<ConsentView['answer'], Tone>> = { granted: 'success', refused: 'danger', not_asked: 'neutral', withdrawn: 'warn' };
const givers = ['child', 'parent', 'carer', 'guardian', 'authority'] as const;

function WithdrawDialog({ file, purpose, onClose }: Pick<FilePartProps, 'file'> & { readonly purpose: Purpose; readonly onClose: () => void }) {
  const [by, setBy] = useState<Consent['givenBy'] | ''>('');
  const [reason, setReason] = useState('');
  const [isChecked, setIsChecked] = useState(false);
  const { act, isBusy, problem } = useAct(withdrawConsent);
  const withdraw = async (): Promise<void> => {
    setIsChecked(true);
    if (by === '') return;
    if ((await act({ childId: file.childId, purposes: [purpose], by, ...(reason.trim() ? { reason: reason.trim() } : {}) })).ok) onClose();
  };
  return (
    <Dialog
      title={`${text('case.verb.withdraw-consent')}: ${text(`case.purpose.${purpose}`)}`} isOpen onClose={onClose}
      actions={<><Button onPress={onClose}>{text('kit.cancel')}</Button><Button variant="danger" isBusy={isBusy} onPress={() => void withdraw()}>{text('case.verb.withdraw-consent')}</Button></>}
    >
      <Stack gap={4}>
        <p>{text('case-ui.consent.withdrawHelp')}</p>
        <ProblemNotice problem={problem} />
        <RadioCards name="withdraw.by" columns={2} label={text('case-ui.consent.withdrawnBy')} error={isChecked && by === '' ? text('kit.fault.missing') : undefined} value={by} onChange={setBy} options={givers.map((giver) => ({ value: giver, label: text(`case.consentBy.${giver}`) }))} />
        <TextArea name="withdraw.reason" label={text('kit.reason.label')} isOptional rows={2} maxLength={500} value={reason} onChange={setReason} />
      </Stack>
    </Dialog>
  );
}

/** What was consented to, by whom and when; it can be asked for again, and taken back at any time. */
export function ConsentsPanel({ file, may }: FilePartProps) {
  const { childId, consents } = file;
  const [withdrawing, setWithdrawing] = useState<Purpose>();
  return (
    <Card title={text('case-ui.file.part.consentimientos')} actions={may.write && <ButtonLink href={`/casos/${childId}/editar/consentimiento`} size="s" icon="plus">{text('case.verb.record-consent')}</ButtonLink>}>
      <KeyValue
        isStacked
        rows={consents.map(({ purpose, answer, givenBy, isOverride, at, actorLabel }) => ({
          label: text(`case.purpose.${purpose}`),
          value: <Row gap={2}><StatusPill tone={tones[answer]}>{text(`case.consent.${answer}`)}</StatusPill>{isOverride && <Badge tone="warn">{text('case-ui.consent.byOverride')}</Badge>}</Row>,
          note: at && (
            <>
              {[givenBy && text(`case.consentBy.${givenBy}`), actorLabel, formatInstant(at)].filter(Boolean).join(' · ')}
              {may.write && answer === 'granted' && <Row><Button size="s" variant="quiet" onPress={() => setWithdrawing(purpose)}>{text('case.verb.withdraw-consent')}</Button></Row>}
            </>
          ),
        }))}
      />
      {withdrawing && <WithdrawDialog file={file} purpose={withdrawing} onClose={() => setWithdrawing(undefined)} />}
    </Card>
  );
}
