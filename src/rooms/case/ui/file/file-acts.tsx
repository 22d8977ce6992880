import { useState } from 'react';
import { ChildCardPanel } from '#rooms/handover/ui/card/child-card-panel.tsx';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { ButtonLink } from '#web/kit/link.tsx';
import { later } from '#web/kit/later.tsx';
import { text } from '#web/kit/text.tsx';
import type { FilePartProps } from './file-part.ts';
import styles from './next-steps.module.css';

const ReopenDialog = later(async () => (await import('./reopen-dialog.tsx')).ReopenDialog);
const UrgencyDialog = later(async () => (await import('./urgency-dialog.tsx')).UrgencyDialog);

/** The larger acts of a file, and the child's card. Handing over and referring stand with the custody line. */
export function FileActs({ file, may, hasCard }: FilePartProps & { readonly hasCard: boolean }) {
  const { childId, standing } = file;
  const [dialog, setDialog] = useState<'reopen' | 'urgency'>();
  const close = (): void => setDialog(undefined);
  return (
    <>
      {(may.write || may.reopen) && (
        <Card title={text('case-ui.next.acts')}>
          <div className={styles['acts']}>
            {may.write && <ButtonLink href={`/casos/${childId}?ver=notas`} icon="note" size="s">{text('case.verb.write-note')}</ButtonLink>}
            {may.write && <Button size="s" icon="alert" onPress={() => setDialog('urgency')}>{text('case.verb.change-urgency')}</Button>}
            {may.write && <ButtonLink href={`/casos/${childId}/buscar-familia`} icon="people" size="s">{text('case.purpose.tracing')}</ButtonLink>}
            {may.write && <ButtonLink href={`/casos/${childId}/cerrar`} icon="lock" size="s">{text('case.verb.close-file')}</ButtonLink>}
            {may.reopen && <Button size="s" icon="undo" onPress={() => setDialog('reopen')}>{text('case.verb.reopen-file')}</Button>}
          </div>
        </Card>
      )}
      {hasCard && standing === 'open' && <ChildCardPanel childId={childId} />}
      {dialog === 'reopen' && <ReopenDialog childId={childId} onClose={close} />}
      {dialog === 'urgency' && <UrgencyDialog file={file} may={may} onClose={close} />}
    </>
  );
}
