import { useParams } from 'wouter';
import type { ChildId } from '#kernel/identifier.ts';
import { useEndpoint } from '#web/device/query.ts';
import { hasRole, useSession } from '#web/device/session.ts';
import { Card } from '#web/kit/card.tsx';
import { CustodyLine } from '#web/kit/custody-line.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { Page } from '#web/kit/page.tsx';
import { PrintButton } from '#web/kit/print-button.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { text } from '#web/kit/text.tsx';
import { viewCustody } from '../schema.ts';
import { CustodyChain } from './custody-chain.tsx';
import { DisputeNotice } from './dispute-notice.tsx';
import { CustodyPicture } from './custody-picture.tsx';
import { custodyLineOf } from './custody-words.ts';
import { useFiles } from './offer/use-files.ts';
import { useOwnParty } from './own-party.ts';
import { ProofButton } from './proof-button.tsx';

/** The custody chain of one child, across agencies: to read, to show, to print. */
export function CustodyPage() {
  const { childId } = useParams<{ childId: ChildId }>();
  const session = useSession();
  const us = useOwnParty();
  const { value, problem, retry } = useEndpoint(viewCustody, { childId }, { everySeconds: 60 });
  const [child] = useFiles([childId]);
  const line = value && custodyLineOf(value, us);
  const isProven = value?.chain.every((tenure) => tenure.epoch === 0 || tenure.isVerified) ?? false;
  return (
    <Page title={child?.file ? text('handover-ui.chain.titleOf', { name: child.name }) : text('handover-ui.chain.title')} lead={text('handover-ui.chain.lead')} back={{ href: `/casos/${childId}`, label: text('handover-ui.backToFile') }} actions={<>{value && hasRole(session, 'supervisor', 'lawyer', 'coordinator') && <ProofButton childId={childId} isProtected={value.tracking.mode !== 'direct'} />}<PrintButton /></>} isNarrow>
      <ProblemNotice problem={problem} onRetry={retry} />
      {!value && !problem && <Skeleton lines={8} />}
      {value?.dispute && <DisputeNotice childId={childId} dispute={value.dispute} />}
      {line && value.pending.length > 0 && <CustodyLine custody={line} />}
      {value && <Card><CustodyPicture custody={value} /></Card>}
      {value && (
        <Card>
          <CustodyChain chain={value.chain} />
        </Card>
      )}
      {value && value.chain.length > 1 && <Notice tone={isProven ? 'success' : 'warn'}>{text(isProven ? 'handover-ui.chain.proven' : 'handover-ui.chain.notProven')}</Notice>}
    </Page>
  );
}
