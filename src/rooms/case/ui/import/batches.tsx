import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { Problem } from '#kernel/problem.ts';
import { listImports, undoImport, type ImportBatch, type Stayed } from '#exchange/interchange/schema.ts';
import { call } from '#web/device/call.ts';
import { useEndpoint } from '#web/device/query.ts';
import { Badge } from '#web/kit/badge.tsx';
import { Button } from '#web/kit/button.tsx';
import { ConfirmDialog } from '#web/kit/confirm-dialog.tsx';
import { DataList } from '#web/kit/data-list.tsx';
import { formatInstant } from '#web/kit/dates.ts';
import { Stack } from '#web/kit/layout.tsx';
import { Link } from '#web/kit/link.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { ProgressBar } from '#web/kit/progress-bar.tsx';
import { hasText, text } from '#web/kit/text.tsx';

interface Undone {
  readonly annulled: number;
  readonly stayed: readonly Stayed[];
}

/** What happened to a child since, in the words of her timeline without its values. */
const becauseText = (kind: string): string => (hasText(`interchange.because.${kind}`) ? text(`interchange.because.${kind}`) : text('interchange.because.other'));

/** The batches of this node, and their undoing. */
export function Batches({ onUndone }: { readonly onUndone: () => void }) {
  const client = useQueryClient();
  const answer = useEndpoint(listImports, {});
  const [asked, setAsked] = useState<ImportBatch>();
  const [working, setWorking] = useState<{ readonly seen: number; readonly all: number } | null>(null);
  const [undone, setUndone] = useState<Undone>();
  const [problem, setProblem] = useState<Problem>();
  const undo = async (batch: ImportBatch, reason: string): Promise<void> => {
    setProblem(undefined);
    setUndone(undefined);
    setAsked(undefined);
    let [after, annulled]: [number | null, number] = [0, 0];
    const stayed: Stayed[] = [];
    while (after !== null) {
      setWorking({ seen: annulled + stayed.length, all: batch.imported - batch.annulled });
      const some: Awaited<ReturnType<typeof call<typeof undoImport.input, typeof undoImport.output>>> = await call(undoImport, { batchId: batch.batchId, reason, after });
      if (!some.ok) {
        setProblem(some.problem);
        break;
      }
      annulled += some.value.annulled;
      stayed.push(...some.value.stayed);
      after = some.value.nextAfter;
    }
    setWorking(null);
    if (after === null) onUndone();
    if (after === null || annulled > 0) setUndone({ annulled, stayed });
    await client.invalidateQueries();
  };
  return (
    <Stack gap={4}>
      {problem && <ProblemNotice problem={problem} />}
      {working && <ProgressBar label={text('interchange.undo.working')} value={working.seen} max={Math.max(1, working.all)} detail={text('interchange.progress', { done: working.seen, count: working.all })} />}
      {undone && (
        <Notice tone={undone.stayed.length > 0 ? 'warn' : 'success'} isNew title={text('interchange.undone', { count: undone.annulled })}>
          {undone.stayed.length > 0 && (
            <>
              <p>{text('interchange.stayed', { count: undone.stayed.length })}</p>
              <ul>{undone.stayed.map(({ number, childId, because }) => <li key={number}><Link href={`/casos/${childId}`}>{text('interchange.stayed.open', { number })}</Link>: {becauseText(because)}</li>)}</ul>
            </>
          )}
        </Notice>
      )}
      <DataList
        caption={text('interchange.batches')} isCaptionShown rows={answer.value?.batches} rowKey={(batch) => batch.batchId} problem={answer.problem} onRetry={answer.retry} empty={{ title: text('interchange.batches.none') }}
        columns={[
          { key: 'file', label: text('interchange.batch.file'), isPrimary: true, cell: (batch) => batch.fileName },
          { key: 'when', label: text('interchange.batch.when'), cell: (batch) => formatInstant(batch.openedAt), sortBy: (batch) => batch.openedAt },
          { key: 'by', label: text('interchange.batch.by'), onPhone: 'labelled', cell: (batch) => batch.openedBy },
          { key: 'imported', label: text('interchange.batch.imported'), onPhone: 'labelled', align: 'end', cell: (batch) => batch.imported },
          { key: 'state', label: text('interchange.batch.state'), cell: (batch) => (batch.annulled < batch.imported && batch.undoneAt === null
            ? <Button size="s" isBusy={working !== null} onPress={() => setAsked(batch)}>{text('interchange.batch.undo')}</Button>
            : <Badge>{batch.undoneAt === null ? text('interchange.batches.none') : text('interchange.batch.annulled', { annulled: batch.annulled, imported: batch.imported })}</Badge>) },
        ]}
      />
      {asked && (
        <ConfirmDialog title={text('interchange.undo.title', { name: asked.fileName })} isOpen onClose={() => setAsked(undefined)} confirmLabel={text('interchange.undo.act')} tone="danger" needsReason onConfirm={(reason) => void undo(asked, reason.slice(0, 500))}>
          <p>{text('interchange.undo.text')}</p>
        </ConfirmDialog>
      )}
    </Stack>
  );
}
