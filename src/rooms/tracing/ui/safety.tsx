import { useState } from 'react';
import { ChoiceChips } from '#rooms/person/ui/chips.tsx';
import { useAct } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { Row, Stack } from '#web/kit/layout.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { Select } from '#web/kit/select.tsx';
import { text } from '#web/kit/text.tsx';
import { TextArea } from '#web/kit/text-area.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { contactMeans, decideSafety, safetyChecks, safetyDecisions, tellFamily, tellings, type CandidateView, type SafetyCheck } from '../schema.ts';
import { SaidList } from './said.tsx';

interface CandidateProps { readonly candidate: CandidateView }
type Checks = Partial<Record<SafetyCheck, 'yes' | 'no' | 'unknown'>>;

function SafetyForm({ candidate, onDone }: CandidateProps & { readonly onDone: () => void }) {
  const [checks, setChecks] = useState<Checks>(candidate.safety?.checks ?? {});
  const [reason, setReason] = useState('');
  const { act, isBusy, problem } = useAct(decideSafety);
  const open = safetyChecks.filter((check) => checks[check] !== 'yes');
  const decide = async (decision: (typeof safetyDecisions)[number]): Promise<void> => {
    const all = Object.fromEntries(safetyChecks.map((check) => [check, checks[check] ?? 'unknown'])) as Record<SafetyCheck, 'yes' | 'no' | 'unknown'>;
    if ((await act({ requestId: candidate.requestId, childId: candidate.childId, checks: all, decision, reason })).ok) onDone();
  };
  const isReady = reason.trim() !== '';
  return (
    <Stack gap={4}>
      {safetyChecks.map((check) => (
        <ChoiceChips key={check} name={`check.${check}`} label={text(`tracing.check.${check}`)} size="s" options={(['yes', 'no', 'unknown'] as const).map((value) => ({ value, label: text(`tracing.answer.${value}`) }))} value={checks[check]} onChange={(answer) => setChecks({ ...checks, [check]: typeof answer === 'string' ? answer : 'unknown' })} />
      ))}
      <TextArea name="reason" label={text('tracing.safety.reason')} maxLength={1000} rows={3} value={reason} onChange={setReason} />
      {open.length > 0 && <Notice tone="warn">{text('tracing.safety.open', { count: open.length })}</Notice>}
      <ProblemNotice problem={problem} />
      <Row gap={2}>
        {open.length === 0 && <Button variant="primary" icon="shield" isBusy={isBusy} {...(isReady ? {} : { isDisabled: true })} onPress={() => void decide('contact_allowed')}>{text('tracing.safety.contact_allowed')}</Button>}
        <Button isBusy={isBusy} {...(isReady ? {} : { isDisabled: true })} onPress={() => void decide('not_yet')}>{text('tracing.safety.not_yet')}</Button>
        <Button variant="danger" isBusy={isBusy} {...(isReady ? {} : { isDisabled: true })} onPress={() => void decide('no_contact')}>{text('tracing.safety.no_contact')}</Button>
      </Row>
    </Stack>
  );
}

/** Before anybody is called: whether contact is safe. A "parent" may be the danger. */
export function SafetyCard({ candidate }: CandidateProps) {
  const { safety, may } = candidate;
  const [isOpen, setIsOpen] = useState(safety === null);
  return (
    <Card title={text('tracing.path.safety')} tone={safety?.decision === 'contact_allowed' ? 'plain' : 'warn'}>
      <Stack gap={4}>
        <p>{text('tracing.safety.lead')}</p>
        {safety && <SaidList lines={[{ what: text(`tracing.safety.${safety.decision}`), by: safety.by, at: safety.at, words: safety.reason }]} />}
        {may.decideSafety && (isOpen ? <SafetyForm candidate={candidate} onDone={() => setIsOpen(false)} /> : <Row><Button size="s" icon="edit" onPress={() => setIsOpen(true)}>{text('tracing.safety.again')}</Button></Row>)}
      </Stack>
    </Card>
  );
}

/** What the family is told. A place is not among it, and there is no field for one. */
export function ContactCard({ candidate }: CandidateProps) {
  const { requestId, childId, tellings: told, may } = candidate;
  const [what, setWhat] = useState<(typeof tellings)[number] | ''>('');
  const [means, setMeans] = useState<(typeof contactMeans)[number] | ''>('');
  const [note, setNote] = useState('');
  const { act, isBusy, problem } = useAct(tellFamily);
  const record = async (): Promise<void> => {
    if (what === '' || means === '' || !(await act({ requestId, childId, what, means, ...(note.trim() === '' ? {} : { note: note.trim() }) })).ok) return;
    setWhat('');
    setNote('');
  };
  return (
    <Card title={text('tracing.path.contact')}>
      <Stack gap={4}>
        <Notice tone="danger" title={text('tracing.contact.never')}>{text('tracing.contact.never.text')}</Notice>
        {told.length > 0 && <SaidList lines={told.map((said) => ({ what: text(`tracing.tell.${said.what}`), by: said.by, at: said.at, words: [text(`tracing.contactMeans.${said.means}`), said.note].filter(Boolean).join(': ') }))} />}
        {!may.tell && candidate.state === 'confirmed' && <p>{text('problem.safety-check-needed')}</p>}
        {may.tell && candidate.state === 'confirmed' && (
          <>
            <Select name="what" label={text('tracing.tell')} options={tellings.map((value) => ({ value, label: text(`tracing.tell.${value}`) }))} value={what} onChange={setWhat} />
            <Select name="means" label={text('tracing.contactMeans')} options={contactMeans.map((value) => ({ value, label: text(`tracing.contactMeans.${value}`) }))} value={means} onChange={setMeans} />
            <TextField name="tellNote" label={text('tracing.verify.note')} isOptional maxLength={500} value={note} onChange={setNote} />
            <ProblemNotice problem={problem} />
            <Row><Button icon="phone" isBusy={isBusy} onPress={() => void record()}>{text('tracing.tell.record')}</Button></Row>
          </>
        )}
      </Stack>
    </Card>
  );
}
