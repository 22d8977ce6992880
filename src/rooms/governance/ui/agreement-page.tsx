import { useState } from 'react';
import { useParams, useSearchParams } from 'wouter';
import type { Uuid } from '#kernel/identifier.ts';
import { useAct, useEndpoint } from '#web/device/query.ts';
import { hasRole, useSession } from '#web/device/session.ts';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { ConfirmDialog } from '#web/kit/confirm-dialog.tsx';
import { formatInstant } from '#web/kit/dates.ts';
import { KeyValue } from '#web/kit/key-value.tsx';
import { Row } from '#web/kit/layout.tsx';
import { ButtonLink } from '#web/kit/link.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { Page } from '#web/kit/page.tsx';
import { PrintButton } from '#web/kit/print-button.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import { saveFile } from '#web/kit/save-file.ts';
import { endAgreement, listAgreements, listPeers, signAgreement, type AgreementView } from '../schema.ts';
import { AgreementStatus } from './agreement-status.tsx';
import { AgreementTerms } from './agreement-terms.tsx';

const documentOf = ({ terms, signatures }: AgreementView) => ({ terms, signatures });

/** What an administrator may do with an agreement as it stands. */
function Acts({ agreement }: { readonly agreement: AgreementView }) {
  const [isEnding, setIsEnding] = useState(false);
  const sign = useAct(signAgreement);
  const end = useAct(endAgreement);
  const { terms, status, peer } = agreement;
  const { agreementId } = terms;
  const signHere = async (): Promise<void> => {
    if ((await sign.act({ document: documentOf(agreement) })).ok) toast({ text: text('governance-ui.signed') });
  };
  const endNow = async (reason: string): Promise<void> => {
    if (!(await end.act({ agreementId, reason })).ok) return;
    setIsEnding(false);
    toast({ text: text('governance-ui.endedDone') });
  };
  return (
    <>
      <ProblemNotice problem={sign.problem} />
      <Row gap={2}>
        {status === 'signed_there' && <Button variant="primary" icon="edit" isBusy={sign.isBusy} onPress={() => void signHere()}>{text('governance-ui.sign')}</Button>}
        <Button icon="download" onPress={() => saveFile(`convenio-${agreementId.slice(0, 8)}-v${terms.version}.json`, JSON.stringify(documentOf(agreement)))}>{text('governance-ui.saveDocument')}</Button>
        {status === 'signed_here' && <ButtonLink href="/federacion/convenios/firmar" icon="check">{text('governance-ui.complete')}</ButtonLink>}
        {(status === 'active' || status === 'future' || status === 'expired') && <ButtonLink href={`/federacion/convenios/nuevo?con=${peer}&sustituye=${agreementId}`} icon="edit">{text('governance-ui.newVersion')}</ButtonLink>}
        {(status === 'active' || status === 'future') && <Button icon="close" onPress={() => setIsEnding(true)}>{text('governance-ui.end')}</Button>}
      </Row>
      <ConfirmDialog title={text('governance-ui.end.title')} isOpen={isEnding} onClose={() => setIsEnding(false)} confirmLabel={text('governance-ui.end')} onConfirm={(reason) => void endNow(reason)} needsReason tone="danger" isBusy={end.isBusy}>
        <ProblemNotice problem={end.problem} />
        <p>{text('governance-ui.end.text')}</p>
      </ConfirmDialog>
    </>
  );
}

/** One agreement: its terms, who has signed, and how it stands. */
export function AgreementPage() {
  const { agreementId } = useParams<{ agreementId: Uuid }>();
  const [search] = useSearchParams();
  const session = useSession();
  const { value, problem, retry } = useEndpoint(listAgreements, {});
  const peers = useEndpoint(listPeers, {});
  const versions = (value?.agreements ?? []).filter(({ terms }) => terms.agreementId === agreementId).toSorted((one, other) => other.terms.version - one.terms.version);
  const agreement = versions.find(({ terms }) => String(terms.version) === search.get('version')) ?? versions.find(({ status }) => status === 'active') ?? versions[0];
  const back = { href: '/federacion?vista=convenios', label: text('governance.agreements') };
  if (!agreement) {
    return <Page title={text('governance-ui.agreement')} back={back} isNarrow>{problem ? <ProblemNotice problem={problem} onRetry={retry} /> : value ? <Notice tone="warn">{text('problem.not-found')}</Notice> : <Skeleton lines={8} />}</Page>;
  }
  const nameOf = (nodeId: string): string => (nodeId === session.node.id ? session.node.shortName : (peers.value?.peers.find((peer) => peer.nodeId === nodeId)?.name ?? nodeId));
  return (
    <Page title={text('governance-ui.agreementWith', { name: nameOf(agreement.peer) })} lead={<AgreementStatus status={agreement.status} />} back={back} actions={<PrintButton />} isNarrow>
      {hasRole(session, 'administrator') && <div className="screen-only"><Acts agreement={agreement} /></div>}
      {agreement.status === 'active' && agreement.daysLeft <= 30 && <Notice tone="warn">{text('governance.daysLeft', { days: agreement.daysLeft })}</Notice>}
      {agreement.endedAt && <Notice tone="info">{text('governance-ui.endedAt', { at: formatInstant(agreement.endedAt) })}</Notice>}
      <Card title={text('governance-ui.terms', { version: agreement.terms.version })}><AgreementTerms terms={agreement.terms} /></Card>
      <Card title={text('governance-ui.signatures')}>
        <KeyValue rows={agreement.terms.parties.map((party) => ({ label: nameOf(party), value: text(agreement.signatures[party] ? 'governance-ui.hasSigned' : 'governance-ui.hasNotSigned') }))} />
      </Card>
    </Page>
  );
}
