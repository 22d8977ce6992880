import { useState } from 'react';
import type { Uuid } from '#kernel/identifier.ts';
import { useAct, useEndpoint } from '#web/device/query.ts';
import { Badge, StatusPill, type Tone } from '#web/kit/badge.tsx';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { ConfirmDialog } from '#web/kit/confirm-dialog.tsx';
import { formatInstant } from '#web/kit/dates.ts';
import { Row, Stack } from '#web/kit/layout.tsx';
import { ButtonLink } from '#web/kit/link.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { Page } from '#web/kit/page.tsx';
import { phoneText } from '#web/kit/phone-text.ts';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import { declineContact, supportContact, viewContact, type ContactView } from '../schema.ts';
import { Comparison } from './comparison.tsx';
import styles from './comparisons-page.module.css';

export const contactTones: Readonly<Record<ContactView['state'], Tone>> = { nominated: 'warn', supported: 'warn', asked: 'info', agreed: 'info', declined: 'neutral', compared: 'success' };

/** Who said yes or no on this side, and what the other side said. */
const Said = ({ contact: { supporters, declined, heard, peer } }: { readonly contact: ContactView }) => (
  <ul role="list" className={styles['steps']}>
    {supporters.map(({ by, at, reason }) => <li key={at}><strong>{text('comparison.said.yes', { by })}</strong> <span className={styles['soft']}>{formatInstant(at)}</span><br />{reason}</li>)}
    {declined && <li><strong>{text('comparison.said.no', { by: declined.by })}</strong> <span className={styles['soft']}>{formatInstant(declined.at)}</span><br />{declined.reason}</li>}
    {heard && <li><strong>{text(`comparison.heard.${heard.answer}`, { name: peer.name })}</strong> <span className={styles['soft']}>{formatInstant(heard.at)}</span></li>}
    {supporters.length === 0 && !declined && !heard && <li className={styles['soft']}>{text('comparison.said.nobody')}</li>}
  </ul>
);

function Decide({ contact, onDone }: { readonly contact: ContactView; readonly onDone: () => void }) {
  const [asked, setAsked] = useState<'support' | 'decline'>();
  const support = useAct(supportContact);
  const decline = useAct(declineContact);
  const { contactId, side, may, peer } = contact;
  const confirm = async (reason: string): Promise<void> => {
    if (asked === 'support') {
      const answer = await support.act({ contactId, reason });
      if (!answer.ok) return;
      toast({ text: text(answer.value.isComplete ? `comparison.complete.${side}` : 'comparison.secondNeeded') });
    } else if (!(await decline.act({ contactId, reason })).ok) return;
    setAsked(undefined);
    onDone();
  };
  return (
    <Row gap={2}>
      {may.support && <Button variant="primary" icon="check" onPress={() => setAsked('support')}>{text(`comparison.support.${side}`)}</Button>}
      {may.decline && <Button icon="close" onPress={() => setAsked('decline')}>{text(`comparison.decline.${side}`)}</Button>}
      {asked && (
        <ConfirmDialog title={text(`comparison.${asked}.${side}`)} isOpen onClose={() => setAsked(undefined)} confirmLabel={text(`comparison.${asked}.${side}`)} needsReason isBusy={support.isBusy || decline.isBusy} onConfirm={(reason) => void confirm(reason)}>
          <Stack gap={3}><ProblemNotice problem={support.problem ?? decline.problem} /><p>{text(`comparison.${asked}.text`, { name: peer.name })}</p></Stack>
        </ConfirmDialog>
      )}
    </Row>
  );
}

/** One nominated pair: what is known here, and of the other side nothing but its agency until both have agreed. */
export function ContactPage({ contactId }: { readonly contactId: Uuid }) {
  const { value: contact, problem, retry } = useEndpoint(viewContact, { contactId }, { everySeconds: 20 });
  const back = { href: '/comparaciones', label: text('comparison.title') };
  if (!contact) return <Page title={text('comparison.contact')} back={back}>{problem ? <ProblemNotice problem={problem} onRetry={retry} /> : <Skeleton lines={8} />}</Page>;
  const { peer, state, side, band, name, theirs, known, evidence, probability, requestId, childId } = contact;
  return (
    <Page title={text('comparison.contact')} lead={text(`comparison.contact.lead.${side}`, { name: name || '—', agency: peer.name })} back={back}>
      <ProblemNotice problem={problem} onRetry={retry} />
      <Row gap={2}><StatusPill tone={contactTones[state]}>{text(`comparison.contact.${state}`, { side })}</StatusPill><Badge>{text(`search.band.${band}`)}</Badge></Row>
      {theirs === null && state !== 'declined' && <Notice title={text('comparison.nothingSeen')}>{text('comparison.nothingSeen.text', { name: peer.name })}</Notice>}
      {state === 'declined' && <Notice tone="info" title={text('comparison.contact.declined')}>{text('comparison.declined.text')}</Notice>}
      {theirs && (
        <>
          <Notice tone="warn" title={text('comparison.callNow', { name: peer.name })}>{text('comparison.callNow.text', { percent: Math.min(99, Math.round((probability ?? 0) * 100)) })} <a href={`tel:${peer.dutyPhone.replaceAll(' ', '')}`}>{phoneText(peer.dutyPhone)}</a></Notice>
          <Card title={text('tracing.compare')} isFlush><Comparison left={{ title: text('comparison.here'), values: known }} right={{ title: peer.name, values: theirs }} evidence={evidence} /></Card>
        </>
      )}
      <Card title={text('comparison.decisions')}><Said contact={contact} /></Card>
      <div className="screen-only">
        <Row gap={2}>
          <Decide contact={contact} onDone={retry} />
          {requestId && <ButtonLink href={`/rastreo/${requestId}`} icon="search">{text('comparison.openRequest')}</ButtonLink>}
          {childId && <ButtonLink href={`/casos/${childId}`} icon="file">{text('tracing.pairs.openFile', { name })}</ButtonLink>}
        </Row>
      </div>
    </Page>
  );
}
