import { Button } from '#web/kit/button.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { ButtonLink } from '#web/kit/link.tsx';
import { text } from '#web/kit/text.tsx';
import { saveErrors } from './save-errors.ts';
import { isFaulty, type Import } from './use-import.ts';

/** What came of it, and where to go on. */
export function DoneStep({ work }: { readonly work: Import }) {
  const created = work.outcomes.filter(({ outcome }) => outcome === 'created').length;
  const kept = work.outcomes.filter(({ outcome }) => outcome !== 'refused').length + work.rows.filter(({ isImported }) => isImported).length;
  return (
    <Notice
      tone="success" isNew title={text('interchange.done', { created })}
      actions={<><ButtonLink href="/casos?order=received" variant="primary">{text('interchange.files')}</ButtonLink>{work.rows.some(isFaulty) && <Button icon="download" onPress={() => void saveErrors(work)}>{text('interchange.errors.download')}</Button>}<Button onPress={work.restart}>{text('interchange.again')}</Button></>}
    >
      {text('interchange.done.left', { count: Math.max(0, work.rows.length - kept) })}
    </Notice>
  );
}
