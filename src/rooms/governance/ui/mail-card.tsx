import type { NodeId } from '#kernel/identifier.ts';
import { exportMail, importMail } from '#exchange/federation/schema.ts';
import { useAct } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { FileDrop } from '#web/kit/file-drop.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import { saveFile } from '#web/kit/save-file.ts';

/** When there is no network: what waits is carried in a sealed file. */
export function MailCard({ nodeId }: { readonly nodeId: NodeId }) {
  const out = useAct(exportMail);
  const into = useAct(importMail);
  const save = async (): Promise<void> => {
    const answer = await out.act({ nodeId });
    if (!answer.ok) return;
    saveFile(`amparo-${nodeId.slice(2, 8)}.json`, answer.value.content);
    toast({ text: text('governance-ui.mail.saved', { messages: answer.value.messages, receipts: answer.value.receipts }) });
  };
  const read = async (content: Blob): Promise<void> => {
    const answer = await into.act({ content: await content.text() });
    if (answer.ok) toast({ text: text('federation.mail.imported', { accepted: answer.value.accepted, receipts: answer.value.receipts }), tone: answer.value.refused.length > 0 ? 'problem' : 'done' });
  };
  return (
    <Card title={text('governance-ui.mail.title')}>
      <Stack gap={4}>
        <p>{text('governance-ui.mail.text')}</p>
        <ProblemNotice problem={out.problem ?? into.problem} />
        <div><Button icon="download" isBusy={out.isBusy} onPress={() => void save()}>{text('federation.mail.export')}</Button></div>
        <FileDrop name="mail" label={text('federation.mail.import')} accept="application/json,.json" onPick={([file]) => void (file && read(file.content))} />
      </Stack>
    </Card>
  );
}
