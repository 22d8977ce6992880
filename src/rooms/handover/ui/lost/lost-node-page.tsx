import { useState } from 'react';
import { useParams } from 'wouter';
import type { ChildId, NodeId } from '#kernel/identifier.ts';
import { useAct, useEndpoint } from '#web/device/query.ts';
import { Badge } from '#web/kit/badge.tsx';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { formatInstant } from '#web/kit/dates.ts';
import { KeyValue } from '#web/kit/key-value.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { Page } from '#web/kit/page.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import { inquireLost, viewLostNode, type LostNodeView } from '../../schema.ts';
import { Agency } from '../agency.tsx';
import { AppointDialog } from './appoint-dialog.tsx';
import { OrphanGroups } from './orphan-groups.tsx';

/** Nobody has been asked yet: what asking does, and the button. */
function Ask({ view, onDone }: { readonly view: LostNodeView; readonly onDone: () => void }) {
  const inquiry = useAct(inquireLost);
  const ask = async (): Promise<void> => {
    const answer = await inquiry.act({ nodeId: view.agency.nodeId });
    if (!answer.ok) return;
    toast({ text: text('handover-succession.asked', { count: answer.value.asked }) });
    onDone();
  };
  return (
    <Card title={text('handover-succession.ask.title')} tone="brand">
      <p>{text('handover-succession.ask.text', { name: view.agency.shortName })}</p>
      <ProblemNotice problem={inquiry.problem} />
      <Button variant="primary" icon="outbox" isBusy={inquiry.isBusy} onPress={() => void ask()}>{text('handover-succession.ask.act')}</Button>
    </Card>
  );
}

const Answers = ({ view }: { readonly view: LostNodeView }) => (
  <Card title={text('handover-succession.answers')}>
    {!view.isComplete && <Notice tone="warn" title={text('handover-succession.waiting')}>{text('handover-succession.waitingText', { name: view.agency.shortName })}</Notice>}
    <KeyValue
      rows={view.answers.map(({ agency, askedAt, answeredAt, children, hidden }) => ({
        label: agency.shortName,
        value: answeredAt
          ? <span>{text('handover-succession.answered', { children, at: formatInstant(answeredAt) })}</span>
          : <span><Badge tone="warn" icon="clock">{text('handover-succession.noAnswer')}</Badge> <Agency agency={agency} isFull /></span>,
        note: answeredAt ? (hidden > 0 ? text('handover-succession.hidden', { hidden, phone: agency.dutyPhone }) : '') : text('handover-succession.askedAt', { at: formatInstant(askedAt) }),
      }))}
    />
  </Card>
);

/** Where the matter stands here: not recorded, this country's affair or another's, asked by us or by somebody else. */
function Standing({ view, onDone }: { readonly view: LostNodeView; readonly onDone: () => void }) {
  const { agency, isLost, isRoot, inquiry } = view;
  if (!isLost) return <Notice tone="warn" title={text('handover-succession.notLost')}>{inquiry ? text('handover-succession.notLostAsked', { root: inquiry.root.shortName, name: agency.shortName }) : text('handover-succession.notLostText')}</Notice>;
  if (!inquiry) return isRoot ? <Ask view={view} onDone={onDone} /> : <Notice tone="info">{text('handover-succession.notRoot', { name: agency.shortName })}</Notice>;
  if (!inquiry.root.isThisNode) return <Notice tone="info" title={text('handover-succession.askedBy', { root: inquiry.root.shortName })}>{text('handover-succession.askedByText', { at: formatInstant(inquiry.since) })}</Notice>;
  return <Answers view={view} />;
}

/** An agency whose node is lost for ever: which children it had, who has what of their files, and who follows. */
export function LostNodePage() {
  const { nodeId } = useParams<{ nodeId: NodeId }>();
  const { value: view, problem, retry } = useEndpoint(viewLostNode, { nodeId }, { everySeconds: 15 });
  const [chosen, setChosen] = useState<readonly ChildId[]>([]);
  const [isAppointing, setAppointing] = useState(false);
  const back = { href: `/federacion/agencias/${nodeId}`, label: text('governance-ui.agency') };
  if (!view) return <Page title={text('handover-succession.title')} back={back} isNarrow>{problem ? <ProblemNotice problem={problem} onRetry={retry} /> : <Skeleton lines={8} />}</Page>;
  const mayChoose = view.isRoot && view.isComplete;
  const close = (isDone: boolean): void => {
    setAppointing(false);
    if (!isDone) return;
    setChosen([]);
    retry();
  };
  return (
    <Page title={text('handover-succession.titleOf', { name: view.agency.shortName })} lead={text('handover-succession.lead')} back={back} isNarrow>
      <ProblemNotice problem={problem} onRetry={retry} />
      <Standing view={view} onDone={retry} />
      {view.inquiry && (
        <Card title={text('handover-succession.children', { count: view.children.length })}>
          {view.children.length === 0 ? <Notice tone={view.isComplete ? 'success' : 'info'}>{text(view.isComplete ? 'handover-succession.none' : 'handover-succession.noneYet')}</Notice>
            : <OrphanGroups orphans={view.children} chosen={chosen} onChoose={mayChoose ? setChosen : null} />}
          {mayChoose && view.children.some(({ state }) => state === 'open') && (
            <div className="screen-only"><Button variant="primary" icon="shield" isDisabled={chosen.length === 0} onPress={() => setAppointing(true)}>{text('handover-succession.appoint.open', { count: chosen.length })}</Button></div>
          )}
        </Card>
      )}
      {isAppointing && <AppointDialog view={view} childIds={chosen} onClose={close} />}
    </Page>
  );
}
