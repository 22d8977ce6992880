import { useState } from 'react';
import { useLocation, useParams } from 'wouter';
import type { Uuid } from '#kernel/identifier.ts';
import { instantFrom } from '#kernel/instant.ts';
import { useDraft } from '#web/device/draft.ts';
import { useAct, useEndpoint } from '#web/device/query.ts';
import { useSession } from '#web/device/session.ts';
import { ConfirmDialog } from '#web/kit/confirm-dialog.tsx';
import { Form } from '#web/kit/form.tsx';
import type { FormError } from '#web/kit/error-summary.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { Page } from '#web/kit/page.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { formErrorsOf } from '#web/kit/problem-text.ts';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import { confirmDelivery, viewHandover, type HandoverView } from '../../schema.ts';
import { childrenWords } from '../child-words.ts';
import { deliveryFaults, deliveryOf, type DeliveryDraft } from './delivery-draft.ts';
import { DeliveryFields } from './delivery-fields.tsx';

const noErrors: readonly FormError[] = [];

function DeliveryForm({ handover }: { readonly handover: HandoverView }) {
  const { handoverId, peer, acceptedPlan, terms, children, papers } = handover;
  // what was signed on paper tells when and where it happened
  const paper = papers.find(({ status }) => status === 'checked');
  const { displayName } = useSession();
  const [draft, setDraft] = useState<DeliveryDraft>({
    at: paper?.signedAt ?? instantFrom(Date.now()), place: paper?.place ?? acceptedPlan?.place ?? terms?.plan.place ?? '', deliveredBy: displayName, receivedBy: paper?.signedBy ?? acceptedPlan?.receivedBy ?? '',
    condition: '', belongings: '', papers: '', medication: '', witnesses: '',
  });
  const home = `/traspasos/${handoverId}`;
  const kept = useDraft({ key: `delivery/${handoverId}`, label: text('handover-ui.deliver.draft'), href: `${home}/entrega` }, draft, setDraft);
  const [errors, setErrors] = useState(noErrors);
  const [isAsking, setIsAsking] = useState(false);
  const [, navigate] = useLocation();
  const deliver = useAct(confirmDelivery);
  const check = (): void => {
    const found = deliveryFaults(draft, instantFrom(Date.now())).map((name) => ({ name: `delivery.${name}`, message: text(`handover-ui.deliver.fault.${name}`) }));
    setErrors(found);
    setIsAsking(found.length === 0);
  };
  const send = async (): Promise<void> => {
    const answer = await deliver.act({ handoverId, delivery: deliveryOf(draft) });
    setIsAsking(false);
    if (!answer.ok) return setErrors(formErrorsOf(answer.problem, 'handover-ui.deliver'));
    kept.discard();
    toast({ text: text('handover-ui.deliver.done', { name: peer.shortName }) });
    navigate(home, { replace: true });
  };
  return (
    <>
      <Form onSubmit={check} submitLabel={text('handover-ui.deliver.check')} errors={errors} savedAt={kept.savedAt} isBusy={deliver.isBusy}>
        <DeliveryFields draft={draft} onChange={(part) => setDraft((before) => ({ ...before, ...part }))} errors={errors} />
      </Form>
      <ConfirmDialog title={text('handover-ui.deliver.confirm', { name: peer.shortName })} isOpen={isAsking} onClose={() => setIsAsking(false)} confirmLabel={text('handover-ui.deliver.act', { name: peer.shortName })} onConfirm={() => void send()} isBusy={deliver.isBusy}>
        <p>{text('handover-ui.deliver.confirmText', { name: peer.shortName, children: childrenWords(children) })}</p>
      </ConfirmDialog>
    </>
  );
}

/** Puts the delivery on record: the one act by which custody passes. */
export function DeliveryPage() {
  const { handoverId } = useParams<{ handoverId: Uuid }>();
  const { value: handover, problem, retry } = useEndpoint(viewHandover, { handoverId });
  return (
    <Page title={text('handover-ui.deliver.title')} lead={handover && text('handover-ui.deliver.lead', { children: childrenWords(handover.children), name: handover.peer.shortName })} back={{ href: `/traspasos/${handoverId}`, label: text('handover-ui.one.title') }} isNarrow>
      <ProblemNotice problem={problem} onRetry={retry} />
      {!handover && !problem && <Skeleton lines={8} />}
      {handover && handover.status !== 'agreed' && <Notice tone="warn">{text('handover-ui.deliver.notNow')}</Notice>}
      {handover?.status === 'agreed' && <DeliveryForm handover={handover} />}
    </Page>
  );
}
