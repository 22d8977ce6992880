import { useState } from 'react';
import { useLocation, useParams } from 'wouter';
import { custodyRoles } from '#kernel/role.ts';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import { useAct, useEndpoint } from '#web/device/query.ts';
import { hasRole, useSession } from '#web/device/session.ts';
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
import { RadioCards } from '#web/kit/radio-cards.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { text } from '#web/kit/text.tsx';
import { judgePair, undoPair, viewPair, type PairView } from '../schema.ts';
import { Comparison } from './comparison.tsx';
import { Warnings } from './warnings.tsx';

type Asked = 'same' | 'not_same' | 'undo';

function JudgeDialog({ pair, asked, onClose }: { readonly pair: PairView; readonly asked: Asked; readonly onClose: () => void }) {
  const [keep, setKeep] = useState<ChildId | ''>(pair.one.childId ?? '');
  const [, navigate] = useLocation();
  const judge = useAct(judgePair);
  const undo = useAct(undoPair);
  const { pairId } = pair;
  const confirm = async (reason: string): Promise<void> => {
    const answer = asked === 'undo' ? await undo.act({ pairId, reason }) : await judge.act({ pairId, isSame: asked === 'same', reason, ...(asked === 'same' && keep !== '' ? { keep } : {}) });
    if (!answer.ok) return;
    onClose();
    if (asked === 'same') navigate(`/casos/${keep}`);
  };
  const sides = [pair.one, pair.other].flatMap(({ childId, name, receivedAt }) => (childId === null ? [] : [{ value: childId, label: name, ...(receivedAt === null ? {} : { hint: text('tracing.pairs.receivedAt', { at: formatInstant(receivedAt) }) }) }]));
  return (
    <ConfirmDialog title={text(`tracing.pairs.ask.${asked}`)} isOpen onClose={onClose} confirmLabel={text(`tracing.pairs.ask.${asked}`)} needsReason isBusy={judge.isBusy || undo.isBusy} onConfirm={(reason) => void confirm(reason)}>
      <Stack gap={3}>
        <p>{text(`tracing.pairs.ask.${asked}.text`)}</p>
        {asked === 'same' && <RadioCards name="keep" label={text('tracing.pairs.keep')} options={sides} value={keep} onChange={setKeep} />}
        <ProblemNotice problem={judge.problem ?? undo.problem} />
      </Stack>
    </ConfirmDialog>
  );
}

/** Two files side by side: one child or two? Nothing joins by itself, and nothing is lost by joining. */
export function DuplicatePage() {
  const { pairId } = useParams<{ pairId: Uuid }>();
  const { value: pair, problem, retry } = useEndpoint(viewPair, { pairId });
  const session = useSession();
  const [asked, setAsked] = useState<Asked>();
  const back = { href: '/duplicados', label: text('tracing.pairs') };
  if (!pair) return <Page title={text('tracing.pair')} back={back}>{problem ? <ProblemNotice problem={problem} onRetry={retry} /> : <Skeleton lines={8} />}</Page>;
  const elsewhere = [pair.one, pair.other].find(({ custodian }) => custodian?.isThisNode === false);
  const isDecider = hasRole(session, ...custodyRoles);
  return (
    <Page title={text('tracing.pair')} lead={text('tracing.pair.lead')} back={back}>
      <ProblemNotice problem={problem} onRetry={retry} />
      <Warnings warnings={pair.warnings} />
      {pair.judged && <Notice tone="info" title={text(`tracing.pairs.${pair.state}`)}>{pair.judged.reason} ({pair.judged.by}, {formatInstant(pair.judged.at)})</Notice>}
      {elsewhere?.custodian && (
        <Notice tone="warn" title={text('tracing.pairs.elsewhere')}>{text('tracing.pairs.elsewhere.text', { name: elsewhere.custodian.name })} <a href={`tel:${elsewhere.custodian.dutyPhone.replaceAll(' ', '')}`}>{phoneText(elsewhere.custodian.dutyPhone)}</a></Notice>
      )}
      <Card title={text('tracing.compare')} isFlush>
        <Comparison left={{ title: pair.one.name, values: pair.one.values }} right={{ title: pair.other.name, values: pair.other.values }} evidence={pair.reasons} />
      </Card>
      <div className="screen-only">
        <Row gap={2}>
          {isDecider && pair.canJoin && <Button variant="primary" icon="link" onPress={() => setAsked('same')}>{text('tracing.pairs.ask.same')}</Button>}
          {isDecider && pair.state === 'open' && <Button icon="close" onPress={() => setAsked('not_same')}>{text('tracing.pairs.ask.not_same')}</Button>}
          {isDecider && pair.state !== 'open' && <Button icon="undo" onPress={() => setAsked('undo')}>{text('tracing.pairs.ask.undo')}</Button>}
          {[pair.one, pair.other].map(({ childId, name }) => childId !== null && <ButtonLink key={childId} href={`/casos/${childId}`} icon="file">{text('tracing.pairs.openFile', { name })}</ButtonLink>)}
        </Row>
      </div>
      {asked && <JudgeDialog pair={pair} asked={asked} onClose={() => setAsked(undefined)} />}
    </Page>
  );
}
