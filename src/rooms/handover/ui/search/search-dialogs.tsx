import { useState } from 'react';
import type { NodeId } from '#kernel/identifier.ts';
import { useAct } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { CheckboxGroup } from '#web/kit/checkbox-group.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { Form } from '#web/kit/form.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { formErrorsOf } from '#web/kit/problem-text.ts';
import { RadioCards } from '#web/kit/radio-cards.tsx';
import { text } from '#web/kit/text.tsx';
import { TextArea } from '#web/kit/text-area.tsx';
import { toast } from '#web/kit/toast.tsx';
import { askPeers, closeSearch, searchOutcomes, type AgencyView, type SearchView } from '../../schema.ts';
import { countryText } from '../code-names.ts';

interface DialogProps {
  readonly search: SearchView;
  readonly onClose: () => void;
}

const questionDays = 30;

/** Asks agencies along the route; says what they learn, and what not. */
export function AskDialog({ search, askable, onClose }: DialogProps & { readonly askable: readonly AgencyView[] }) {
  const [peers, setPeers] = useState<readonly string[]>(askable.map(({ nodeId }) => nodeId).filter((nodeId) => !search.asked.some(({ agency }) => agency.nodeId === nodeId)));
  const ask = useAct(askPeers);
  const send = async (): Promise<void> => {
    if (peers.length === 0) return onClose();
    const answer = await ask.act({ searchId: search.searchId, peers: [...peers] as NodeId[], days: questionDays });
    if (!answer.ok) return;
    toast({ text: text('handover-search.ask.done', { asked: answer.value.asked.length, withheld: answer.value.withheld.length }) });
    onClose();
  };
  return (
    <Dialog title={text('handover-search.ask.open')} isOpen onClose={onClose}>
      <Form onSubmit={() => void send()} submitLabel={text('handover-search.ask.act')} isBusy={ask.isBusy} errors={ask.problem ? formErrorsOf(ask.problem) : []} secondary={<Button variant="quiet" onPress={onClose}>{text('kit.cancel')}</Button>}>
        <Notice tone="info">{text('handover-search.ask.text')}</Notice>
        {askable.length === 0
          ? <Notice tone="warn">{text('handover-search.ask.nobody')}</Notice>
          : <CheckboxGroup name="ask.peers" label={text('handover-search.ask.peers')} columns={2} value={[...peers]} onChange={setPeers} options={askable.map(({ nodeId, shortName, country }) => ({ value: nodeId as string, label: shortName, hint: countryText(country) }))} />}
      </Form>
    </Dialog>
  );
}

/** Closes a search: how it ended, in a word and in a few sentences. */
export function CloseSearchDialog({ search, onClose }: DialogProps) {
  const [outcome, setOutcome] = useState<(typeof searchOutcomes)[number] | ''>('');
  const [note, setNote] = useState('');
  const [isChecked, setIsChecked] = useState(false);
  const close = useAct(closeSearch);
  const send = async (): Promise<void> => {
    setIsChecked(true);
    if (outcome === '' || note.trim() === '') return;
    if ((await close.act({ searchId: search.searchId, outcome, note: note.trim() })).ok) onClose();
  };
  const missing = (isMissing: boolean) => (isChecked && isMissing ? text('kit.fault.missing') : undefined);
  return (
    <Dialog title={text('handover-search.close.open')} isOpen onClose={onClose}>
      <Form onSubmit={() => void send()} submitLabel={text('handover-search.close.open')} isBusy={close.isBusy} errors={close.problem ? formErrorsOf(close.problem) : []} secondary={<Button variant="quiet" onPress={onClose}>{text('kit.cancel')}</Button>}>
        <RadioCards name="close.outcome" label={text('handover-search.one.outcome')} error={missing(outcome === '')} value={outcome} onChange={setOutcome} options={searchOutcomes.map((value) => ({ value, label: text(`handover-search.outcome.${value}`) }))} />
        <TextArea name="close.note" label={text('handover-search.close.note')} error={missing(note.trim() === '')} rows={3} maxLength={2000} value={note} onChange={setNote} />
      </Form>
    </Dialog>
  );
}
