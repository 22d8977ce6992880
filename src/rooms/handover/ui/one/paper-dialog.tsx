import { useState } from 'react';
import type { Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import { acceptedMedia, attachmentByteLimit } from '#rooms/case/schema.ts';
import { base64Of } from '#rooms/case/ui/base64.ts';
import { useAct } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { DateTimeField } from '#web/kit/date-field.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import type { FormError } from '#web/kit/error-summary.tsx';
import { FileDrop, type PickedFile } from '#web/kit/file-drop.tsx';
import { Form } from '#web/kit/form.tsx';
import { Columns, Row } from '#web/kit/layout.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { formErrorsOf } from '#web/kit/problem-text.ts';
import { text } from '#web/kit/text.tsx';
import { TextArea } from '#web/kit/text-area.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { toast } from '#web/kit/toast.tsx';
import { enterPaper } from '../../schema.ts';

const noErrors: readonly FormError[] = [];
const missing = (name: string): FormError => ({ name, message: text('kit.fault.missing') });

/** Enters what somebody of the receiving agency has signed on paper: the picture, and what stands on it. */
export function PaperDialog({ handoverId, peer, onClose }: { readonly handoverId: Uuid; readonly peer: string; readonly onClose: () => void }) {
  const [file, setFile] = useState<PickedFile>();
  const [draft, setDraft] = useState({ signedBy: '', role: '', place: '', note: '', signedAt: '' as Instant | '' });
  const [errors, setErrors] = useState(noErrors);
  const paper = useAct(enterPaper);
  const set = (part: Partial<typeof draft>): void => setDraft((before) => ({ ...before, ...part }));
  const send = async (): Promise<void> => {
    const lacking = (['signedBy', 'role', 'place', 'signedAt'] as const).filter((name) => draft[name].trim() === '').map((name) => missing(`paper.${name}`));
    setErrors([...(file ? [] : [missing('paper.file')]), ...lacking]);
    if (!file || lacking.length > 0) return;
    const { note, signedAt, ...said } = draft;
    const answer = await paper.act({ handoverId, ...said, signedAt: signedAt as Instant, ...(note.trim() === '' ? {} : { note }), bytes: await base64Of(file.content) });
    if (!answer.ok) return setErrors(formErrorsOf(answer.problem, 'handover-paper'));
    toast({ text: text('handover-paper.entered') });
    onClose();
  };
  const faultOf = (name: string): string | undefined => errors.find((error) => error.name === `paper.${name}`)?.message;
  return (
    <Dialog title={text('handover-paper.title')} isOpen onClose={onClose} size="l">
      <Form onSubmit={() => void send()} submitLabel={text('handover-paper.enter')} isBusy={paper.isBusy} errors={errors} secondary={<Button variant="quiet" onPress={onClose}>{text('kit.cancel')}</Button>}>
        <Notice tone="info" title={text('handover-paper.effect')}>{text('handover-paper.effectText', { name: peer })}</Notice>
        {file ? <Row gap={2} align="center"><strong>{file.name}</strong><Button variant="quiet" size="s" onPress={() => setFile(undefined)}>{text('handover-paper.other')}</Button></Row>
          : <FileDrop name="paper.file" label={text('handover-paper.file')} hint={text('handover-paper.fileHint')} error={faultOf('file')} accept={acceptedMedia.join(',')} mostBytes={attachmentByteLimit} isCamera onPick={([picked]) => setFile(picked)} />}
        <Columns>
          <TextField name="paper.signedBy" label={text('handover-paper.signedBy')} maxLength={120} value={draft.signedBy} error={faultOf('signedBy')} onChange={(signedBy) => set({ signedBy })} />
          <TextField name="paper.role" label={text('handover-paper.role')} maxLength={120} value={draft.role} error={faultOf('role')} onChange={(role) => set({ role })} />
        </Columns>
        <DateTimeField name="paper.signedAt" label={text('handover-paper.signedAt')} value={draft.signedAt} error={faultOf('signedAt')} onChange={(signedAt) => set({ signedAt })} />
        <TextField name="paper.place" label={text('handover-paper.place')} maxLength={200} value={draft.place} error={faultOf('place')} onChange={(place) => set({ place })} />
        <TextArea name="paper.note" label={text('handover-paper.note')} isOptional maxLength={1000} value={draft.note} onChange={(note) => set({ note })} />
      </Form>
    </Dialog>
  );
}
