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

const RemoveButton = ({ onPress }: { readonly onPress: () => void }) => (
  <span className={styles['above']}><Button size="s" variant="quiet" icon="trash" onPress={onPress}>{text('desk.drafts.remove')}</Button></span>
);

/** What the worker began to write and did not send, on this device only. */
export function DraftsPage() {
  const { workerId } = useSession();
  const [drafts, setDrafts] = useState<readonly Draft[] | undefined>(canKeepDrafts() ? undefined : []);
  const now = useNow();
  useEffect(() => {
    if (canKeepDrafts()) void listDrafts(workerId).then(setDrafts);
  }, [workerId]);
  const remove = async (draft: Draft): Promise<void> => {
    await removeDraft(workerId, draft.key);
    setDrafts(await listDrafts(workerId));
    toast({ text: text('desk.drafts.removed'), undo: () => void keepDraft(workerId, draft).then(async () => setDrafts(await listDrafts(workerId))) });
  };
  const removeCell = (draft: Draft) => <RemoveButton onPress={() => void remove(draft)} />;
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
          { key: 'remove', label: text('desk.drafts.remove'), align: 'end', cell: removeCell },
        ]}
        empty={{ title: text('desk.drafts.none'), text: text('desk.drafts.none.text') }}
      />
    </Page>
  );
}
