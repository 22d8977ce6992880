import { useEffect, useRef, useState } from 'react';
import type { Static } from 'typebox';
import { Button, buttonClass } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { Icon } from '#web/kit/icon.tsx';
import { text } from '#web/kit/text.tsx';
import type { Printed } from '../schema.ts';
import styles from './printed-document.module.css';

type Document = Static<typeof Printed>;

const blobOf = ({ bytes, mediaType }: Document): Blob => new Blob([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], { type: mediaType });

interface PrintedDocumentProps {
  readonly title: string;
  /** Nothing is shown without one. */
  readonly document: Document | undefined;
  readonly onClose: () => void;
}

/** A finished document: to look at, to print, to keep. Phones that show no PDF inside a page open it beside. */
export function PrintedDocument({ title, document, onClose }: PrintedDocumentProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (!document) return;
    const made = URL.createObjectURL(blobOf(document));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [document]);
  if (!document || !address) return null;
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      size="l"
      actions={(
        <>
          <a className={buttonClass('secondary')} href={address} target="_blank" rel="noreferrer"><Icon name="eye" /><span>{text('handover-ui.print.open')}</span></a>
          <a className={buttonClass('secondary')} href={address} download={document.fileName}><Icon name="download" /><span>{text('handover-ui.print.download')}</span></a>
          <Button variant="primary" icon="print" onPress={() => frame.current?.contentWindow?.print()}>{text('kit.print')}</Button>
        </>
      )}
    >
      <p className={styles['folio']}>{text('handover-ui.print.folio', { folio: document.folio })}</p>
      <iframe ref={frame} className={styles['paper']} src={address} title={title} />
    </Dialog>
  );
}
