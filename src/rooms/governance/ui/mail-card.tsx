import { useState } from 'react';
import type { NodeId } from '#kernel/identifier.ts';
import type { Problem } from '#kernel/problem.ts';
import { exportMail, importMail } from '#exchange/federation/schema.ts';
import { useAct } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { FileDrop } from '#web/kit/file-drop.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { saveFile } from '#web/kit/save-file.ts';
import { Select } from '#web/kit/select.tsx';
import { hasText, text } from '#web/kit/text.tsx';
import { problemWords } from './message-words.tsx';

/** Largest file that the desk reads. */
const mostBytes = 32 * 1024 * 1024;

interface Taken {
  readonly from: NodeId;
  readonly accepted: number;
  readonly duplicates: number;
  readonly receipts: number;
  readonly files: number;
  readonly refused: readonly { readonly code: string; readonly details: object }[];
}

/** Why a file was not read, where there is more to say than the refusal. */
function ImportProblem({ problem }: { readonly problem: Problem | undefined }) {
  const reason = `carry.reason.${String(problem?.details['reason'])}`;
  if (problem?.code !== 'file-invalid' || !hasText(reason)) return <ProblemNotice problem={problem} />;
  return <Notice tone="danger" title={text('carry.notRead')} isNew>{text(reason)}</Notice>;
}

interface MailCardProps {
  /** Whom a file can be for; one alone is not asked about. */
  readonly peers: readonly { readonly nodeId: NodeId; readonly name: string }[];
}

/** When there is no network: what waits is carried in a sealed file, and the answer on the same stick. */
export function MailCard({ peers }: MailCardProps) {
  const out = useAct(exportMail);
  const into = useAct(importMail);
  const [chosen, setChosen] = useState('');
  const [said, setSaid] = useState<string>();
  const [taken, setTaken] = useState<Taken>();
  const only = peers.length === 1 ? peers[0]!.nodeId : undefined;
  const to = only ?? peers.find(({ nodeId }) => nodeId === chosen)?.nodeId;
  const nameOf = (nodeId: NodeId): string => peers.find((peer) => peer.nodeId === nodeId)?.name ?? nodeId;
  const save = async (nodeId: NodeId): Promise<void> => {
    setSaid(undefined);
    const answer = await out.act({ nodeId });
    if (!answer.ok) return;
    const { content, ...counts } = answer.value;
    const file = `amparo-${nodeId.slice(2, 8)}.amparo`;
    saveFile(file, content);
    setSaid(text('carry.saved', { file, name: nameOf(nodeId), ...counts }) + (counts.left > 0 ? ` ${text('carry.left', { left: counts.left })}` : ''));
  };
  const read = async (content: Blob): Promise<void> => {
    setTaken(undefined);
    const answer = await into.act({ content: await content.text() });
    if (answer.ok) setTaken(answer.value);
  };
  return (
    <Stack gap={4}>
      <Card title={text('carry.out')}>
        <Stack gap={4}>
          <p>{text('carry.out.text')}</p>
          {only === undefined && <Select name="to" label={text('carry.to')} value={chosen} onChange={setChosen} options={peers.map(({ nodeId, name }) => ({ value: nodeId as string, label: name }))} emptyLabel={text('carry.to.choose')} />}
          <ProblemNotice problem={out.problem} />
          <div><Button icon="download" variant="primary" isBusy={out.isBusy} isDisabled={to === undefined} onPress={() => to && void save(to)}>{text('federation.mail.export')}</Button></div>
          {said && <Notice tone="success" title={text('carry.savedTitle')} isNew>{said}</Notice>}
        </Stack>
      </Card>
      <Card title={text('carry.in')}>
        <Stack gap={4}>
          <p>{text('carry.in.text')}</p>
          <FileDrop name="mail" label={text('federation.mail.import')} accept=".amparo,application/json,.json" mostBytes={mostBytes} onPick={([file]) => void (file && read(file.content))} />
          <ImportProblem problem={into.problem} />
          {taken && (
            <Notice
              tone={taken.refused.length > 0 ? 'warn' : 'success'} title={text('carry.taken', { name: nameOf(taken.from) })} isNew
              actions={<Button icon="download" isBusy={out.isBusy} onPress={() => void save(taken.from)}>{text('carry.answer')}</Button>}
            >
              <p>{text('carry.counts', { accepted: taken.accepted, duplicates: taken.duplicates, receipts: taken.receipts, files: taken.files })}</p>
              {taken.refused.map((problem, index) => <p key={index}>{problemWords(problem as Problem)}</p>)}
            </Notice>
          )}
        </Stack>
      </Card>
    </Stack>
  );
}
