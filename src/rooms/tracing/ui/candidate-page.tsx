import { useParams } from 'wouter';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import { useEndpoint } from '#web/device/query.ts';
import { Badge } from '#web/kit/badge.tsx';
import { Card } from '#web/kit/card.tsx';
import { Row } from '#web/kit/layout.tsx';
import { ButtonLink } from '#web/kit/link.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { Page } from '#web/kit/page.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { Stepper } from '#web/kit/stepper.tsx';
import { text } from '#web/kit/text.tsx';
import { viewCandidate, type CandidateView } from '../schema.ts';
import { stateTones } from './candidate-card.tsx';
import { Comparison } from './comparison.tsx';
import { Judging, Verifying } from './judging.tsx';
import { ContactCard, SafetyCard } from './safety.tsx';
import { FollowUpCard, ReunificationCard } from './reunification.tsx';
import { Warnings } from './warnings.tsx';

const path = ['verify', 'confirm', 'safety', 'contact', 'reunify', 'follow'] as const;

/** How far the two have come on the way from a likeness to a family. */
function stageOf({ state, verifications, confirmations, safety, tellings, reunification }: CandidateView): number {
  if (state === 'reunified') return path.indexOf('follow');
  if (state !== 'confirmed') return verifications.length === 0 && confirmations.length === 0 ? 0 : 1;
  if (safety?.decision !== 'contact_allowed') return path.indexOf('safety');
  return tellings.length === 0 && !reunification ? path.indexOf('contact') : path.indexOf('reunify');
}

/** One request and one child, side by side, and every step from there: no step is offered that the node would refuse. */
export function CandidatePage() {
  const { requestId, candidateId: childId } = useParams<{ requestId: Uuid; candidateId: ChildId }>();
  const { value: candidate, problem, retry } = useEndpoint(viewCandidate, { requestId, childId }, { everySeconds: 30 });
  const back = { href: `/rastreo/${requestId}`, label: text('tracing.one') };
  if (!candidate) return <Page title={text('tracing.compare.title')} back={back}>{problem ? <ProblemNotice problem={problem} onRetry={retry} /> : <Skeleton lines={8} />}</Page>;
  const { state, hasConsent, warnings, refutation } = candidate;
  return (
    <Page
      title={text('tracing.compare.title')} back={back}
      lead={<Row gap={2}><Badge tone={stateTones[state]}>{text(`tracing.state.${state}`)}</Badge><span>{text('tracing.compare.lead')}</span></Row>}
      actions={<ButtonLink href={`/casos/${childId}`} icon="file">{text('search.open')}</ButtonLink>}
    >
      <ProblemNotice problem={problem} onRetry={retry} />
      {state !== 'refuted' && <Stepper steps={path.map((step) => text(`tracing.path.${step}`))} current={stageOf(candidate)} />}
      <Warnings warnings={warnings} />
      {!hasConsent && <Notice tone="danger" title={text('tracing.noConsent')}>{text('tracing.noConsent.text')}</Notice>}
      {refutation && <Notice tone="info" title={text('tracing.state.refuted')}>{refutation.reason} ({refutation.by})</Notice>}
      <Card title={text('tracing.compare')} isFlush>
        <Comparison left={{ title: text('tracing.compare.family'), values: candidate.sought }} right={{ title: text('tracing.compare.file'), values: candidate.known }} evidence={candidate.evidence} />
      </Card>
      <Verifying candidate={candidate} />
      <Judging candidate={candidate} />
      {['confirmed', 'reunified'].includes(state) && <SafetyCard candidate={candidate} />}
      {['confirmed', 'reunified'].includes(state) && <ContactCard candidate={candidate} />}
      {['confirmed', 'reunified'].includes(state) && <ReunificationCard candidate={candidate} />}
      {state === 'reunified' && <FollowUpCard candidate={candidate} />}
    </Page>
  );
}
