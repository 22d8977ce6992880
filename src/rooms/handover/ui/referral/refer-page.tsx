import { useState } from 'react';
import { useLocation, useParams } from 'wouter';
import type { ChildId } from '#kernel/identifier.ts';
import { useDraft } from '#web/device/draft.ts';
import { useAct, useEndpoint } from '#web/device/query.ts';
import type { FormError } from '#web/kit/error-summary.tsx';
import { Form } from '#web/kit/form.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { Page } from '#web/kit/page.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { formErrorsOf } from '#web/kit/problem-text.ts';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import { listReceivers, referChild } from '../../schema.ts';
import type { Receiver } from '../offer/offer-draft.ts';
import { agreesToSharing, useFiles, type KnownChild } from '../offer/use-files.ts';
import { emptyReferral, referFaults, referInputOf, type ReferDraft } from './refer-draft.ts';
import { ReferFields } from './refer-fields.tsx';

const noErrors: readonly FormError[] = [];

function ReferForm({ child, receivers }: { readonly child: KnownChild; readonly receivers: readonly Receiver[] }) {
  const { childId } = child;
  const [draft, setDraft] = useState<ReferDraft>({ ...emptyReferral, kind: receivers.length === 0 ? 'outside' : '' });
  const kept = useDraft({ key: `referral/${childId}`, label: text('handover-ui.refer.draft'), href: `/casos/${childId}/canalizar` }, draft, setDraft);
  const [errors, setErrors] = useState(noErrors);
  const [, navigate] = useLocation();
  const refer = useAct(referChild);
  const lacksConsent = !agreesToSharing(child);
  const send = async (): Promise<void> => {
    const faults = referFaults(draft, lacksConsent).map((name) => ({ name, message: text(`handover-ui.refer.fault.${name}`) }));
    setErrors(faults);
    if (faults.length > 0) return;
    const answer = await refer.act(referInputOf(childId, draft, lacksConsent));
    if (!answer.ok) return setErrors(formErrorsOf(answer.problem));
    kept.discard();
    toast({ text: text('handover-ui.refer.sent') });
    navigate(`/canalizaciones/${answer.value.referralId}`, { replace: true });
  };
  return (
    <Form onSubmit={() => void send()} submitLabel={text('handover-ui.refer.send')} errors={errors} isBusy={refer.isBusy} savedAt={kept.savedAt}>
      <ReferFields draft={draft} onChange={(part) => setDraft((before) => ({ ...before, ...part }))} errors={errors} receivers={receivers} child={child} lacksConsent={lacksConsent} />
    </Form>
  );
}

/** Refers a child to a service; responsibility stays where it is. */
export function ReferPage() {
  const { childId } = useParams<{ childId: ChildId }>();
  const { value, problem, retry } = useEndpoint(listReceivers, { purpose: 'referral' });
  const [child] = useFiles([childId]);
  const isReady = value && child && !child.isLoading;
  return (
    <Page title={text('handover-ui.refer.title')} lead={child?.file && text('handover-ui.refer.lead', { name: child.name })} back={{ href: `/casos/${childId}`, label: text('handover-ui.backToFile') }} isNarrow>
      <ProblemNotice problem={problem} onRetry={retry} />
      <Notice tone="info">{text('handover-ui.refer.noCustody')}</Notice>
      {!isReady && !problem && <Skeleton lines={8} />}
      {isReady && !child.file && <Notice tone="warn">{text('problem.not-found')}</Notice>}
      {isReady && child.file && <ReferForm child={child} receivers={value.receivers} />}
    </Page>
  );
}
