import { useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { localDayOf } from '#web/kit/dates.ts';
import { useAct, useEndpoint } from '#web/device/query.ts';
import type { FormError } from '#web/kit/error-summary.tsx';
import { Form } from '#web/kit/form.tsx';
import { ButtonLink } from '#web/kit/link.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { Page } from '#web/kit/page.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { formErrorsOf } from '#web/kit/problem-text.ts';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useNow } from '#web/kit/use-now.ts';
import { draftAgreement, listAgreements, listPeers, type AgreementTerms, type Peer } from '../schema.ts';
import { agreementFaults, agreementInputOf, draftFrom, emptyAgreement } from './agreement-draft.ts';
import { AgreementFields } from './agreement-fields.tsx';

const noErrors: readonly FormError[] = [];

function DraftForm({ peers, former, peer }: { readonly peers: readonly Peer[]; readonly former: AgreementTerms | null; readonly peer: string }) {
  const now = useNow();
  const [draft, setDraft] = useState(() => (former ? draftFrom(former, peer) : { ...emptyAgreement(localDayOf(now)), peer }));
  const [errors, setErrors] = useState(noErrors);
  const [, navigate] = useLocation();
  const { act, isBusy } = useAct(draftAgreement);
  const send = async (): Promise<void> => {
    const faults = agreementFaults(draft).map((name) => ({ name: name === 'backwards' ? 'validUntil' : name, message: text(`governance-ui.fault.${name}`) }));
    setErrors(faults);
    if (faults.length > 0) return;
    const answer = await act(agreementInputOf(draft, former && { agreementId: former.agreementId, byField: former.fieldPolicy.byField }));
    if (!answer.ok) return setErrors(formErrorsOf(answer.problem));
    toast({ text: text('governance-ui.drafted') });
    navigate(`/federacion/convenios/${answer.value.terms.agreementId}?version=${answer.value.terms.version}`, { replace: true });
  };
  return (
    <Form onSubmit={() => void send()} submitLabel={text('governance-ui.draft.act')} errors={errors} isBusy={isBusy} isUnsaved>
      <AgreementFields draft={draft} onChange={(part) => setDraft((before) => ({ ...before, ...part }))} errors={errors} peers={peers} isNewVersion={former !== null} />
    </Form>
  );
}

/** Drafts an agreement, or a new version of one, and signs it for this agency. */
export function DraftAgreementPage() {
  const [search] = useSearchParams();
  const peers = useEndpoint(listPeers, {});
  const agreements = useEndpoint(listAgreements, {});
  const replaces = search.get('sustituye');
  const former = (agreements.value?.agreements ?? []).filter(({ terms }) => terms.agreementId === replaces).toSorted((one, other) => other.terms.version - one.terms.version)[0];
  const problem = peers.problem ?? agreements.problem;
  return (
    <Page title={text(replaces ? 'governance-ui.newVersion' : 'governance-ui.draft.title')} lead={text('governance-ui.draft.lead')} back={{ href: '/federacion?vista=convenios', label: text('governance.agreements') }} actions={<ButtonLink href="/federacion/convenios/firmar" variant="quiet" icon="check">{text('governance-ui.signReceived')}</ButtonLink>} isNarrow>
      <ProblemNotice problem={problem} onRetry={() => { peers.retry(); agreements.retry(); }} />
      <Notice tone="info">{text('governance-ui.draft.notice')}</Notice>
      {(!peers.value || !agreements.value) && !problem && <Skeleton lines={10} />}
      {peers.value && agreements.value && <DraftForm peers={peers.value.peers} former={former?.terms ?? null} peer={former?.peer ?? search.get('con') ?? ''} />}
    </Page>
  );
}
