import { useState } from 'react';
import { answerAudit, fetchAudit, listAudits, type AuditItem } from '#exchange/proof/schema.ts';
import { useAct, useEndpoint } from '#web/device/query.ts';
import { StatusPill, type Tone } from '#web/kit/badge.tsx';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { ConfirmDialog } from '#web/kit/confirm-dialog.tsx';
import { formatDay, formatInstant } from '#web/kit/dates.ts';
import { Row, Stack } from '#web/kit/layout.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { saveFile } from '#web/kit/save-file.ts';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import { AskAudit } from './ask-audit.tsx';
import styles from './audits-tab.module.css';
import { lastDayOf } from './audit-period.ts';

const tones: Readonly<Record<AuditItem['status'], Tone>> = { asked: 'warn', released: 'success', refused: 'neutral' };

/** What the reader can do about one request: a second person decides, the two of them fetch. */
function Acts({ item }: { readonly item: AuditItem }) {
  const [asked, setAsked] = useState<'release' | 'refuse'>();
  const answer = useAct(answerAudit);
  const file = useAct(fetchAudit);
  const { exportId, status, isOwn, canFetch, requestedLabel } = item;
  const confirm = async (): Promise<void> => {
    const answered = await answer.act({ exportId, isReleased: asked === 'release' });
    if (!answered.ok) return;
    toast({ text: text(asked === 'release' ? 'audit-ui.released' : 'audit-ui.refused') });
    setAsked(undefined);
  };
  const save = async (): Promise<void> => {
    const fetched = await file.act({ exportId });
    if (!fetched.ok) return;
    saveFile(fetched.value.fileName, fetched.value.content);
    toast({ text: text('audit-ui.saved', { name: fetched.value.fileName }) });
  };
  return (
    <Stack gap={2}>
      <ProblemNotice problem={file.problem} />
      {status === 'asked' && isOwn && <p className={styles['soft']}>{text('audit-ui.ownWaits')}</p>}
      <Row gap={2}>
        {status === 'asked' && !isOwn && <Button icon="check" variant="primary" onPress={() => setAsked('release')}>{text('audit-ui.release')}</Button>}
        {status === 'asked' && !isOwn && <Button icon="close" onPress={() => setAsked('refuse')}>{text('audit-ui.refuse')}</Button>}
        {canFetch && <Button icon="download" isBusy={file.isBusy} onPress={() => void save()}>{text('audit-ui.save')}</Button>}
      </Row>
      {asked && (
        <ConfirmDialog title={text(`audit-ui.${asked}.title`)} isOpen onClose={() => setAsked(undefined)} confirmLabel={text(`audit-ui.${asked}`)} onConfirm={() => void confirm()} isBusy={answer.isBusy}>
          <ProblemNotice problem={answer.problem} />
          <p>{text(`audit-ui.${asked}.text`, { name: requestedLabel })}</p>
        </ConfirmDialog>
      )}
    </Stack>
  );
}

const Item = ({ item }: { readonly item: AuditItem }) => (
  <li className={styles['item']}>
    <Row gap={3}><strong>{formatDay(item.from.slice(0, 10))} – {formatDay(lastDayOf(item.until))}</strong><StatusPill tone={tones[item.status]}>{text(`audit-ui.status.${item.status}`)}</StatusPill></Row>
    <p>{item.reason}</p>
    <p className={styles['soft']}>{text('audit-ui.who')}: {item.requestedLabel}, {formatInstant(item.requestedAt)}{item.answeredLabel && item.answeredAt && <> · {text('audit-ui.answered')}: {item.answeredLabel}, {formatInstant(item.answeredAt)}</>}</p>
    <Acts item={item} />
  </li>
);

/** Exports for auditors: asked for by one person, released by another, verified by anyone. */
export function AuditsTab() {
  const { value, problem, retry } = useEndpoint(listAudits, {}, { everySeconds: 60 });
  return (
    <Stack gap={4}>
      <p className={styles['soft']}>{text('audit-ui.lead')}</p>
      <AskAudit />
      <ProblemNotice problem={problem} onRetry={retry} />
      <Card title={text('audit-ui.list')}>
        {!value && !problem && <Skeleton lines={4} />}
        {value?.items.length === 0 && <div><strong>{text('audit-ui.empty')}</strong><p className={styles['soft']}>{text('audit-ui.empty.text')}</p></div>}
        {value && value.items.length > 0 && <ul role="list" className={styles['items']}>{value.items.map((item) => <Item key={item.exportId} item={item} />)}</ul>}
        <p><a href="/verificar" target="_blank" rel="noreferrer">{text('audit-ui.check')}</a></p>
      </Card>
    </Stack>
  );
}
