import { useState } from 'react';
import { useParams } from 'wouter';
import type { Uuid } from '#kernel/identifier.ts';
import { momentText } from '#rooms/case/ui/moment-field.tsx';
import { blobOf } from '#rooms/case/ui/base64.ts';
import { fieldText } from '#rooms/person/ui/field-text.ts';
import { usePlaceText } from '#rooms/person/ui/place-text.ts';
import { relationName } from '#rooms/person/ui/reference-names.ts';
import { useAct, useEndpoint } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { formatInstant } from '#web/kit/dates.ts';
import { KeyValue } from '#web/kit/key-value.tsx';
import { currentLanguage } from '#web/kit/language.ts';
import { Row, Stack } from '#web/kit/layout.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { Page } from '#web/kit/page.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { saveFile } from '#web/kit/save-file.ts';
import { text } from '#web/kit/text.tsx';
import { markSeen, printTracing, viewTracing, type RequestView } from '../schema.ts';
import { mayBeChild, soughtName } from '../rules/sought.ts';
import { CandidateCard } from './candidate-card.tsx';
import { ChildAsks, FamiliesWhoAsk } from './child-asks.tsx';
import { CloseRequest } from './close-request.tsx';
import { Questions } from './questions.tsx';

const soughtFields = ['nickname', 'birth', 'sex', 'nationalities', 'originPlace', 'languages', 'phone', 'people'] as const;

function Told({ request }: { readonly request: RequestView }) {
  const placeText = usePlaceText();
  const { inquirer, sought, lastContact, cause, story } = request;
  return (
    <Stack gap={4}>
      <Card title={text('tracing.list.sought')}>
        <KeyValue isStacked rows={[{ label: text('tracing.name'), value: soughtName(sought) }, ...soughtFields.filter((name) => sought[name] !== undefined).map((name) => ({ label: name === 'phone' ? text('tracing.inquirer.phone') : text(`person.field.${name}`), value: fieldText(name, sought[name], placeText) }))]} />
      </Card>
      {request.side === 'child' ? <ChildAsks request={request} /> : (
        <Card title={text('tracing.list.inquirer')}>
          <KeyValue isStacked rows={[
            { label: text('tracing.name'), value: inquirer.name, note: relationName(inquirer.relation) },
            { label: text('tracing.inquirer.phone'), value: [inquirer.phone, inquirer.otherWay].filter(Boolean).join(' · '), ...(inquirer.isSafeToCall === undefined ? {} : { note: text(`tracing.safeToCall.${inquirer.isSafeToCall}`) }) },
          ]} />
        </Card>
      )}
      {(lastContact ?? cause ?? story) && (
        <Card title={text('tracing.step.last')}>
          <KeyValue isStacked rows={[
            ...(lastContact ? [{ label: text('tracing.last.when'), value: momentText(lastContact.when) }, { label: text('tracing.last.place'), value: lastContact.place && placeText(lastContact.place) }, { label: text('tracing.last.companions'), value: lastContact.companions }, { label: text('tracing.last.heading'), value: lastContact.heading }].filter(({ value }) => value) : []),
            ...(cause ? [{ label: text('tracing.cause'), value: text(`tracing.cause.${cause}`) }] : []), ...(story ? [{ label: text('tracing.story'), value: story }] : []),
          ]} />
        </Card>
      )}
    </Stack>
  );
}

function Acts({ request }: { readonly request: RequestView }) {
  const print = useAct(printTracing);
  const see = useAct(markSeen);
  const [isClosing, setIsClosing] = useState(false);
  const { requestId } = request;
  const fresh = request.candidates.filter(({ isFresh }) => isFresh).length;
  const printed = async (): Promise<void> => {
    const answer = await print.act({ requestId: requestId, language: currentLanguage() });
    if (answer.ok) saveFile(answer.value.fileName, blobOf(answer.value.bytes, answer.value.mediaType));
  };
  return (
    <Row gap={2}>
      <ProblemNotice problem={print.problem} />
      {fresh > 0 && <Button icon="check" isBusy={see.isBusy} onPress={() => void see.act({ requestId })}>{text('tracing.markSeen')}</Button>}
      <Button icon="print" isBusy={print.isBusy} onPress={() => void printed()}>{text('tracing.print')}</Button>
      {request.mayWrite && <Button variant="quiet" onPress={() => setIsClosing(true)}>{text('tracing.close')}</Button>}
      {isClosing && <CloseRequest requestId={requestId} onClose={() => setIsClosing(false)} />}
    </Row>
  );
}

function Candidates({ request }: { readonly request: RequestView }) {
  const { candidates, withoutConsent, askedAgainAt, atPeers, requestedAt, side, inquirer, lookedForBy } = request;
  const isInRegistry = side === 'family' || mayBeChild(inquirer.relation);
  const isAsked = askedAgainAt !== null && askedAgainAt >= requestedAt;
  const open = candidates.filter(({ state }) => state !== 'refuted');
  const refuted = candidates.filter(({ state }) => state === 'refuted');
  return (
    <Stack gap={4}>
      {side === 'child' && <FamiliesWhoAsk families={lookedForBy} />}
      {isInRegistry && <p role="status">{isAsked ? text('tracing.askedAgain', { at: formatInstant(askedAgainAt), count: open.length }) : text('tracing.asking')}</p>}
      {isInRegistry && open.length === 0 && isAsked && <Notice tone="info" title={text('tracing.noCandidates')}>{text('tracing.noCandidates.text')}</Notice>}
      {open.map((candidate) => <CandidateCard key={candidate.reference} requestId={request.requestId} candidate={candidate} />)}
      {atPeers.map((peer) => <Notice key={peer.name} tone="warn" title={text('tracing.atPeer', { name: peer.name })}>{text('tracing.atPeer.text', { phone: peer.dutyPhone })}</Notice>)}
      {withoutConsent > 0 && <Notice tone="info">{text('tracing.withoutConsent', { count: withoutConsent })}</Notice>}
      {refuted.length > 0 && (
        <details>
          <summary>{text('tracing.refuted', { count: refuted.length })}</summary>
          <Stack gap={3}>{refuted.map((candidate) => <CandidateCard key={candidate.reference} requestId={request.requestId} candidate={candidate} />)}</Stack>
        </details>
      )}
    </Stack>
  );
}

/** One request: who is sought, who asks, and who may be the one, with reasons; new ones are marked until one has looked. */
export function RequestPage() {
  const { requestId } = useParams<{ requestId: Uuid }>();
  const { value: request, problem, retry } = useEndpoint(viewTracing, { requestId }, { everySeconds: 10 });
  const back = { href: '/rastreo', label: text('tracing.title') };
  if (!request) return <Page title={text('tracing.one')} back={back}>{problem ? <ProblemNotice problem={problem} onRetry={retry} /> : <Skeleton lines={8} />}</Page>;
  return (
    <Page title={text('tracing.one')} lead={text('tracing.one.lead', { name: soughtName(request.sought), at: formatInstant(request.requestedAt) })} back={back} aside={<Stack gap={4}><Told request={request} /><Questions request={request} /></Stack>}>
      <ProblemNotice problem={problem} onRetry={retry} />
      <div className="screen-only"><Acts request={request} /></div>
      {request.outcome && <Notice tone="info" title={text(`tracing.outcome.${request.outcome}`)}>{request.closingReason}</Notice>}
      <Candidates request={request} />
    </Page>
  );
}
