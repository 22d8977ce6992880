import { useParams } from 'wouter';
import { useEndpoint } from '#web/device/query.ts';
import type { ChildId } from '#kernel/identifier.ts';
import { Notice } from '#web/kit/notice.tsx';
import { ButtonLink } from '#web/kit/link.tsx';
import { Page } from '#web/kit/page.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { text } from '#web/kit/text.tsx';
import { listReceivers, viewCustody } from '../../schema.ts';
import { OfferWizard } from './offer-wizard.tsx';
import { useFiles } from './use-files.ts';

/** Hands a child over to another agency: first sees whether that is possible now. */
export function OfferPage() {
  const { childId } = useParams<{ childId: ChildId }>();
  const custody = useEndpoint(viewCustody, { childId });
  const receivers = useEndpoint(listReceivers, {});
  const [child] = useFiles([childId]);
  const problem = custody.problem ?? receivers.problem;
  const isReady = custody.value && receivers.value && child?.file;
  const pending = custody.value?.pending[0];
  const mayOffer = custody.value?.phase === 'held' && !custody.value.isClosed;
  return (
    <Page title={text('handover-ui.offer.title', { name: child?.file ? child.name : '' })} lead={text('handover-ui.offer.lead')} back={{ href: `/casos/${childId}`, label: text('handover-ui.backToFile') }} isNarrow>
      <ProblemNotice problem={problem} onRetry={() => { custody.retry(); receivers.retry(); }} />
      {!isReady && !problem && <Skeleton lines={8} />}
      {isReady && !mayOffer && (
        <Notice tone="warn" title={text('handover-ui.offer.notNow')} actions={pending && <ButtonLink href={`/traspasos/${pending.handoverId}`} size="s">{text('handover-ui.openHandover')}</ButtonLink>}>
          {text(pending ? 'handover-ui.offer.alreadyPending' : custody.value?.isClosed ? 'handover-ui.offer.closed' : 'handover-ui.offer.notHeld', { name: custody.value?.custodian.shortName ?? '' })}
        </Notice>
      )}
      {isReady && mayOffer && <OfferWizard child={child} receivers={receivers.value.receivers} />}
    </Page>
  );
}
