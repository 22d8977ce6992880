import { useState } from 'react';
import type { ChildId } from '#kernel/identifier.ts';
import { ChoiceChips } from '#rooms/person/ui/chips.tsx';
import { useAct } from '#web/device/query.ts';
import { useSession } from '#web/device/session.ts';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { FileDrop, type PickedFile } from '#web/kit/file-drop.tsx';
import { Form } from '#web/kit/form.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { text } from '#web/kit/text.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { toast } from '#web/kit/toast.tsx';
import { canReadAttachment } from '../../rules.ts';
import { acceptedMedia, attachFile, attachmentByteLimit, attachmentKinds } from '../../schema.ts';
import { base64Of } from '../base64.ts';

type Kind = (typeof attachmentKinds)[number];

interface UploadProps {
  readonly childId: ChildId;
  /** Consent to a photo was given. */
  readonly mayPhotograph: boolean;
}

const nameOf = (file: PickedFile): string => file.name.replace(/\.[^.]*$/, '').slice(0, 160);

/** Adds a document or a photo: first the file, then what it is. */
export function Upload({ childId, mayPhotograph }: UploadProps) {
  const { roles } = useSession();
  const [file, setFile] = useState<PickedFile>();
  const [kind, setKind] = useState<Kind>();
  const [title, setTitle] = useState('');
  const [isChecked, setIsChecked] = useState(false);
  const { act, isBusy, problem } = useAct(attachFile);
  const reset = (): void => {
    setFile(undefined);
    setKind(undefined);
    setTitle('');
    setIsChecked(false);
  };
  const attach = async (): Promise<void> => {
    setIsChecked(true);
    if (!file || !kind) return;
    const done = await act({ childId, kind, title: title.trim() || text(`case.attachment.${kind}`), bytes: await base64Of(file.content) });
    if (!done.ok) return;
    toast({ text: text('case-ui.document.added') });
    reset();
  };
  const pick = ([picked]: PickedFile[]): void => {
    setFile(picked);
    setTitle(picked ? nameOf(picked) : '');
  };
  return (
    <Card title={text('case-ui.document.add')}>
      {!file ? <FileDrop name="document.file" label={text('case-ui.document.pick')} hint={text('case-ui.document.pick.hint')} accept={acceptedMedia.join(',')} mostBytes={attachmentByteLimit} isCamera onPick={pick} /> : (
        <Form onSubmit={() => void attach()} submitLabel={text('case.verb.attach-file')} isBusy={isBusy} isUnsaved secondary={<Button variant="quiet" onPress={reset}>{text('kit.cancel')}</Button>}>
          <Stack gap={4}>
            <p><strong>{file.name}</strong></p>
            <ProblemNotice problem={problem} />
            <ChoiceChips name="document.kind" label={text('case-ui.document.kind')} error={isChecked && !kind ? text('kit.fault.missing') : undefined} options={attachmentKinds.filter((option) => canReadAttachment(roles, option)).map((option) => ({ value: option, label: text(`case.attachment.${option}`) }))} value={kind} onChange={(next) => setKind(typeof next === 'string' ? next : undefined)} />
            {kind === 'photo' && !mayPhotograph && <Notice tone="warn">{text('case.consentGap.photo')}</Notice>}
            <TextField name="document.title" label={text('case-ui.document.title')} hint={text('case-ui.document.title.hint')} isOptional maxLength={160} value={title} onChange={setTitle} />
          </Stack>
        </Form>
      )}
    </Card>
  );
}
