import { useEffect, useState } from 'react';
import { canKeepDrafts, draftDays, keepDraft, listDrafts, removeDraft, type Draft } from '#web/device/draft-store.ts';
import { useSession } from '#web/device/session.ts';
import { Button } from '#web/kit/button.tsx';
import { DataList } from '#web/kit/data-list.tsx';
import { formatRelative } from '#web/kit/dates.ts';
import { Notice } from '#web/kit/notice.tsx';
import { Page } from '#web/kit/page.tsx';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useNow } from '#web/kit/use-now.ts';
import styles from './drafts.module.css';

/** What the worker began to write and did not send, on this device only. */
export function DraftsPage() {
  const { workerId } = useSession();
  const [drafts, setDrafts] = useState<readonly Draft[]>();
  const now = useNow();
  const look = async (): Promise<void> => setDrafts(await listDrafts(workerId));
  useEffect(() => {
    if (canKeepDrafts()) void look();
    else setDrafts([]);
  }, []);
  const remove = async (draft: Draft): Promise<void> => {
    await removeDraft(workerId, draft.key);
    await look();
    toast({ text: text('desk.drafts.removed'), undo: () => void keepDraft(workerId, draft).then(look) });
  };
  return (
    <Page title={text('desk.drafts.title')} lead={text('desk.drafts.lead', { count: draftDays })}>
      {!canKeepDrafts() && <Notice tone="warn" title={text('desk.drafts.impossible.title')}>{text('desk.drafts.impossible.text')}</Notice>}
      <DataList
        caption={text('desk.drafts.title')}
        rows={drafts}
        rowKey={(draft) => draft.key}
        href={(draft) => draft.href}
        columns={[
          { key: 'label', label: text('desk.drafts.what'), cell: (draft) => draft.label, isPrimary: true },
          { key: 'savedAt', label: text('desk.drafts.savedAt'), cell: (draft) => formatRelative(draft.savedAt, now), sortBy: (draft) => draft.savedAt },
          { key: 'remove', label: text('desk.drafts.remove'), align: 'end', cell: (draft) => <span className={styles['above']}><Button size="s" variant="quiet" icon="trash" onPress={() => void remove(draft)}>{text('desk.drafts.remove')}</Button></span> },
        ]}
        empty={{ title: text('desk.drafts.none'), text: text('desk.drafts.none.text') }}
      />
    </Page>
  );
}
