import { useState } from 'react';
import type { Uuid } from '#kernel/identifier.ts';
import { AskAccessDialog } from '#rooms/person/ui/access-dialogs.tsx';
import { Badge, type Tone } from '#web/kit/badge.tsx';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { Row, Stack } from '#web/kit/layout.tsx';
import { ButtonLink } from '#web/kit/link.tsx';
import { phoneText } from '#web/kit/phone-text.ts';
import { text } from '#web/kit/text.tsx';
import type { CandidateItem, CandidateState } from '../schema.ts';
import { Reasons, speaking } from './reasons.tsx';

export const stateTones: Readonly<Record<CandidateState, Tone>> = { possible: 'neutral', likely: 'warn', confirmed: 'success', refuted: 'neutral', reunified: 'success' };

/** One child who may be the one sought: how sure, why, and what to bear in mind. Out of reach only initials and who to call. */
export function CandidateCard({ requestId, candidate }: { readonly requestId: Uuid; readonly candidate: CandidateItem }) {
  const [isAsking, setIsAsking] = useState(false);
  const [hasAsked, setHasAsked] = useState(false);
  const { childId, reference, name, state, isFresh, custodian, confirmations, hasComeBack, reasons, warnings } = candidate;
  return (
    <Card title={name}>
      <Stack gap={3}>
        <Row gap={2}>
          <Badge tone={stateTones[state]}>{text(`tracing.state.${state}`)}</Badge>
          {isFresh && <Badge tone="clay" icon="bell">{text('tracing.isNew')}</Badge>}
          {hasComeBack && <Badge tone="info" icon="undo">{text('tracing.cameBack')}</Badge>}
          {confirmations === 1 && state !== 'confirmed' && <Badge tone="warn" icon="people">{text('tracing.oneOfTwo')}</Badge>}
          {warnings.map((warning) => <Badge key={warning} tone={warning === 'danger' || warning === 'claimed' ? 'danger' : 'warn'} icon="alert">{text(`tracing.warning.${warning}`)}</Badge>)}
        </Row>
        <Reasons reasons={speaking(reasons)} />
        {custodian && <p>{text(custodian.isThisNode ? 'search.heldHere' : 'search.heldBy', { name: custodian.name })}</p>}
        <Row gap={3}>
          {childId !== null && <ButtonLink href={`/rastreo/${requestId}/${childId}`} variant="primary" size="s" icon="eye">{text('tracing.compare')}</ButtonLink>}
          {childId === null && !hasAsked && <Button size="s" icon="key" onPress={() => setIsAsking(true)}>{text('search.askAccess')}</Button>}
          {hasAsked && <Badge tone="info" icon="check">{text('access.ask.sent')}</Badge>}
          {custodian && !custodian.isThisNode && custodian.dutyPhone !== '' && <a href={`tel:${custodian.dutyPhone.replaceAll(' ', '')}`}>{phoneText(custodian.dutyPhone)}</a>}
        </Row>
      </Stack>
      {isAsking && <AskAccessDialog childId={reference} onClose={() => setIsAsking(false)} onDone={() => setHasAsked(true)} />}
    </Card>
  );
}
