import { useState } from 'react';
import type { Uuid } from '#kernel/identifier.ts';
import { blobOf } from '#rooms/case/ui/base64.ts';
import { useObjectUrl } from '#rooms/case/ui/use-object-url.ts';
import { call } from '#web/device/call.ts';
import { useAct } from '#web/device/query.ts';
import { hasRole, useSession } from '#web/device/session.ts';
import { Badge } from '#web/kit/badge.tsx';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { formatInstant } from '#web/kit/dates.ts';
import { KeyValue } from '#web/kit/key-value.tsx';
import { Row, Stack } from '#web/kit/layout.tsx';
import { ButtonLink } from '#web/kit/link.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { phoneText } from '#web/kit/phone-text.ts';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import type { Problem } from '#kernel/problem.ts';
import { awaitsSignature, paperStanding } from '../../rules/paper-acceptance.ts';
import { checkPaper, readPaper, type HandoverView, type PaperAcceptance } from '../../schema.ts';
import { PaperDialog } from './paper-dialog.tsx';
import styles from './paper-card.module.css';

const standingTones = { outstanding: 'warn', confirmed: 'success', contradicted: 'danger' } as const;

/** The picture of the paper, read when somebody asks for it: each reading is kept. */
function Picture({ handoverId, paperId }: { readonly handoverId: Uuid; readonly paperId: Uuid }) {
  const [content, setContent] = useState<Blob | null>(null);
  const [problem, setProblem] = useState<Problem>();
  const url = useObjectUrl(content);
  const open = async (): Promise<void> => {
    const answer = await call(readPaper, { handoverId, paperId });
    setProblem(answer.ok ? undefined : answer.problem);
    if (answer.ok) setContent(blobOf(answer.value.bytes, answer.value.mediaType));
  };
  if (problem) return <ProblemNotice problem={problem} onRetry={() => void open()} />;
  if (!content || !url) return <Button icon="eye" onPress={() => void open()}>{text('handover-paper.show')}</Button>;
  return content.type === 'application/pdf' ? <ButtonLink href={url} icon="eye">{text('handover-paper.openPdf')}</ButtonLink> : <img className={styles['picture']} src={url} alt={text('handover-paper.alt')} />;
}

function Check({ handoverId, paper }: { readonly handoverId: Uuid; readonly paper: PaperAcceptance }) {
  const check = useAct(checkPaper);
  const say = async (isRight: boolean): Promise<void> => {
    const answer = await check.act({ handoverId, paperId: paper.paperId, isRight });
    if (answer.ok) toast({ text: text(isRight ? 'handover-paper.checked' : 'handover-paper.rejected') });
  };
  return (
    <Stack gap={2}>
      <ProblemNotice problem={check.problem} />
      <p>{text('handover-paper.checkText')}</p>
      <Row gap={2}>
        <Button variant="primary" icon="check" isBusy={check.isBusy} onPress={() => void say(true)}>{text('handover-paper.isRight')}</Button>
        <Button variant="danger" icon="close" isBusy={check.isBusy} onPress={() => void say(false)}>{text('handover-paper.isWrong')}</Button>
      </Row>
    </Stack>
  );
}

function OnePaper({ handover, paper }: { readonly handover: HandoverView; readonly paper: PaperAcceptance }) {
  const session = useSession();
  const { handoverId, peer, status } = handover;
  const standing = paper.status === 'checked' ? paperStanding(status) : null;
  const mayCheck = paper.side === 'here' && paper.status === 'entered' && hasRole(session, 'supervisor', 'coordinator');
  return (
    <Stack gap={3}>
      {standing ? <Notice tone={standingTones[standing]} title={text(`handover-paper.standing.${standing}`, { name: peer.shortName })}>{text(`handover-paper.standing.${standing}.${handover.direction}`, { name: peer.shortName, phone: phoneText(peer.dutyPhone) })}</Notice>
        : <p><Badge tone={paper.status === 'rejected' ? 'neutral' : 'warn'} icon="clock">{text(`handover-paper.status.${paper.status}`)}</Badge></p>}
      <KeyValue
        rows={[
          { label: text('handover-paper.signedBy'), value: paper.signedBy, note: paper.role },
          { label: text('handover-paper.signedAt'), value: formatInstant(paper.signedAt), note: paper.place },
          ...(paper.note ? [{ label: text('handover-paper.note'), value: paper.note }] : []),
          { label: text('handover-paper.by'), value: paper.side === 'there' ? text('handover-paper.there', { name: peer.shortName }) : paper.enteredByLabel, note: formatInstant(paper.enteredAt) },
        ]}
      />
      {paper.side === 'here' && <Picture handoverId={handoverId} paperId={paper.paperId} />}
      {mayCheck && (paper.isOwn ? <p>{text('handover-paper.secondPerson')}</p> : <Check handoverId={handoverId} paper={paper} />)}
    </Stack>
  );
}

/** What was signed on paper about a handover, what it means while the node has not signed, and the way to enter one. */
export function PaperCard({ handover }: { readonly handover: HandoverView }) {
  const session = useSession();
  const [isEntering, setEntering] = useState(false);
  const { papers, handoverId, peer } = handover;
  const standing = papers.some(({ side, status }) => side === 'here' && status !== 'rejected');
  const mayEnter = awaitsSignature(handover) && !standing && hasRole(session, 'case_worker', 'supervisor', 'coordinator');
  if (papers.length === 0 && !mayEnter) return null;
  return (
    <Card title={text('handover-paper.card')} tone={papers.length === 0 ? 'quiet' : 'plain'}>
      <Stack gap={5}>
        {papers.map((paper) => <OnePaper key={paper.paperId} handover={handover} paper={paper} />)}
        {mayEnter && (
          <div className="screen-only">
            {papers.length === 0 && <p>{text('handover-paper.open.text')}</p>}
            <Button icon="camera" onPress={() => setEntering(true)}>{text('handover-paper.open')}</Button>
          </div>
        )}
      </Stack>
      {isEntering && <PaperDialog handoverId={handoverId} peer={peer.shortName} onClose={() => setEntering(false)} />}
    </Card>
  );
}
