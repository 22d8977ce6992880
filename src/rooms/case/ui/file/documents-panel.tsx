import { useState } from 'react';
import type { ChildId } from '#kernel/identifier.ts';
import { useAct } from '#web/device/query.ts';
import { Button, buttonClass } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { ConfirmDialog } from '#web/kit/confirm-dialog.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { formatDay, localDayOf } from '#web/kit/dates.ts';
import { Icon } from '#web/kit/icon.tsx';
import { Row } from '#web/kit/layout.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { problemText } from '#web/kit/problem-text.ts';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import { removeAttachment, restoreAttachment, type Attachment } from '../../schema.ts';
import { useAttachmentUrl } from './attachment-bytes.ts';
import type { FilePartProps } from './file-part.ts';
import { Upload } from './upload.tsx';
import styles from './documents-panel.module.css';
import paper from './paper.module.css';

interface OneProps {
  readonly childId: ChildId;
  readonly attachment: Attachment;
}

function Preview({ childId, attachment, onClose }: OneProps & { readonly onClose: () => void }) {
  const { url, problem, retry } = useAttachmentUrl(childId, attachment.id, 'full');
  return (
    <Dialog title={attachment.title} isOpen size="l" onClose={onClose}>
      <ProblemNotice problem={problem} onRetry={retry} />
      {!url && !problem && <Skeleton lines={8} />}
      {url && (attachment.mediaType === 'application/pdf' ? <iframe className={paper['paper']} src={url} title={attachment.title} /> : <img className={paper['picture']} src={url} alt={attachment.title} />)}
      {url && <Row><a className={buttonClass('secondary', 's')} href={url} download={`${attachment.title}.${attachment.mediaType.split('/')[1]}`}><Icon name="download" /><span>{text('case-ui.document.download')}</span></a></Row>}
    </Dialog>
  );
}

function OneFile({ childId, attachment, onRemove }: OneProps & { readonly onRemove?: (() => void) | undefined }) {
  const [isOpen, setIsOpen] = useState(false);
  const { url } = useAttachmentUrl(childId, attachment.hasPreview ? attachment.id : null, 'preview');
  return (
    <li className={styles['file']}>
      <button type="button" className={styles['open']} aria-label={text('case-ui.document.open', { title: attachment.title })} onClick={() => setIsOpen(true)}>
        {url ? <img src={url} alt="" /> : <Icon name={attachment.mediaType === 'application/pdf' ? 'file' : 'camera'} size={2.4} />}
      </button>
      <div className={styles['words']}>
        <p className={styles['title']}>{attachment.title}</p>
        <p className={styles['meta']}>{text(`case.attachment.${attachment.kind}`)} · {formatDay(localDayOf(attachment.addedAt))}</p>
        <p className={styles['meta']}>{attachment.actorLabel}</p>
        {onRemove && <Row><Button size="s" variant="quiet" icon="trash" onPress={onRemove}>{text('case.verb.remove-attachment')}</Button></Row>}
      </div>
      {isOpen && <Preview childId={childId} attachment={attachment} onClose={() => setIsOpen(false)} />}
    </li>
  );
}

function RemoveDialog({ childId, attachment, onClose }: OneProps & { readonly onClose: () => void }) {
  const remove = useAct(removeAttachment);
  const restore = useAct(restoreAttachment);
  const bringBack = async (): Promise<void> => {
    const done = await restore.act({ childId, attachmentId: attachment.id });
    if (!done.ok) toast({ text: problemText(done.problem), tone: 'problem' });
  };
  const confirm = async (reason: string): Promise<void> => {
    if (!(await remove.act({ childId, attachmentId: attachment.id, reason })).ok) return;
    toast({ text: text('case-ui.document.removed', { title: attachment.title }), undo: () => void bringBack() });
    onClose();
  };
  return (
    <ConfirmDialog title={text('case-ui.document.remove', { title: attachment.title })} isOpen onClose={onClose} confirmLabel={text('case.verb.remove-attachment')} tone="danger" needsReason isBusy={remove.isBusy} onConfirm={(reason) => void confirm(reason)}>
      <p>{text('case-ui.document.removeHelp')}</p>
      <ProblemNotice problem={remove.problem} />
    </ConfirmDialog>
  );
}

/** Documents and photos: added by camera or from the device, looked at here, taken away with ten seconds to think again. */
export function DocumentsPanel({ file, may }: FilePartProps) {
  const { childId, attachments, consents } = file;
  const [removing, setRemoving] = useState<Attachment>();
  const kept = attachments.filter(({ removedAt }) => removedAt === null).toReversed();
  return (
    <>
      {may.write && <Upload childId={childId} mayPhotograph={consents.some(({ purpose, answer }) => purpose === 'photo' && answer === 'granted')} />}
      <Card title={text('case-ui.file.part.documentos')}>
        {kept.length === 0 ? <p>{text('case-ui.document.none')}</p> : (
          <ul role="list" className={styles['files']}>
            {kept.map((attachment) => <OneFile key={attachment.id} childId={childId} attachment={attachment} onRemove={may.decide ? () => setRemoving(attachment) : undefined} />)}
          </ul>
        )}
      </Card>
      {removing && <RemoveDialog childId={childId} attachment={removing} onClose={() => setRemoving(undefined)} />}
    </>
  );
}
