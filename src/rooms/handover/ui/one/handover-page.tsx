import { useParams } from 'wouter';
import type { Uuid } from '#kernel/identifier.ts';
import { useEndpoint } from '#web/device/query.ts';
import { useSession } from '#web/device/session.ts';
import { Card } from '#web/kit/card.tsx';
import { KeyValue } from '#web/kit/key-value.tsx';
import { Page } from '#web/kit/page.tsx';
import { PrintButton } from '#web/kit/print-button.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { text } from '#web/kit/text.tsx';
import { viewHandover, type HandoverView } from '../../schema.ts';
import { childrenWords } from '../child-words.ts';
import { DeliveryCard } from './delivery-card.tsx';
import { DeliveryRecord } from './delivery-record.tsx';
import { EndingNotice } from './ending-notice.tsx';
import { HandoverActs } from './handover-acts.tsx';
import { MessagesCard } from './messages-card.tsx';
import { ReturnCard } from '../returning/return-card.tsx';
import { PaperCard } from './paper-card.tsx';
import { planRows } from './plan-fields.tsx';
import { HandoverChildren } from './profile-facts.tsx';
import { ProgressLine } from './progress-line.tsx';
import { TermsCard } from './terms-card.tsx';

const wasDelivered: readonly HandoverView['status'][] = ['committed', 'acknowledged', 'taken'];

/** Everything of one handover: where it stands, what was said, what was received, what can be done now. */
export function HandoverPage() {
  const { handoverId } = useParams<{ handoverId: Uuid }>();
  const { node } = useSession();
  const { value: handover, problem, retry } = useEndpoint(viewHandover, { handoverId }, { everySeconds: 10 });
  const back = { href: '/traspasos', label: text('handover-ui.list.title') };
  if (!handover) {
    return <Page title={text('handover-ui.one.title')} back={back} isNarrow>{problem ? <ProblemNotice problem={problem} onRetry={retry} /> : <Skeleton lines={10} />}</Page>;
  }
  const [first] = handover.children;
  return (
    <Page
      title={text(`handover-ui.one.title.${handover.mode}.${handover.direction}`, { name: handover.peer.shortName })}
      lead={childrenWords(handover.children)}
      back={back}
      actions={<PrintButton />}
      aside={first && <MessagesCard handoverId={handover.handoverId} childId={first.childId} />}
    >
      <ProblemNotice problem={problem} onRetry={retry} />
      <ProgressLine handover={handover} us={node} />
      <HandoverActs handover={handover} />
      <EndingNotice handover={handover} />
      <ReturnCard handover={handover} onDone={retry} />
      {handover.mode !== 'pull' && <PaperCard handover={handover} />}
      {wasDelivered.includes(handover.status) && <DeliveryRecord handover={handover} />}
      <Card title={text('handover-ui.one.children', { count: handover.children.length })}><HandoverChildren items={handover.children} canTake={handover.ending?.canTake ?? []} /></Card>
      {handover.terms && <TermsCard terms={handover.terms} />}
      {handover.acceptedPlan && <Card title={text('handover-ui.plan.accepted')}><KeyValue rows={planRows(handover.acceptedPlan)} /></Card>}
      {handover.delivery && <DeliveryCard delivery={handover.delivery} />}
    </Page>
  );
}
