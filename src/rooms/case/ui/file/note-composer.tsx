import { useState } from 'react';
import type { ChildId } from '#kernel/identifier.ts';
import { ChoiceChips } from '#rooms/person/ui/chips.tsx';
import { Disclosure } from '#rooms/person/ui/disclosure.tsx';
import { useDraft } from '#web/device/draft.ts';
import { useSession } from '#web/device/session.ts';
import { Button } from '#web/kit/button.tsx';
import { Form } from '#web/kit/form.tsx';
import { text } from '#web/kit/text.tsx';
import { TextArea } from '#web/kit/text-area.tsx';
import { canWriteNote } from '../../rules.ts';
import { noteKinds, type Moment, type NoteKind } from '../../schema.ts';
import { MomentField } from '../moment-field.tsx';

export interface WrittenNote {
  readonly kind: NoteKind;
  readonly text: string;
  readonly happened: Moment | null;
}

interface NoteComposerProps {
  readonly childId: ChildId;
  /** The note that this one corrects: begins with its words, and keeps its kind. */
  readonly corrects?: { readonly kind: NoteKind; readonly text: string };
  readonly onWrite: (note: WrittenNote) => void;
  readonly onCancel?: () => void;
}

/** Where a note is written; what is in it is kept as a draft until it is sent. */
export function NoteComposer({ childId, corrects, onWrite, onCancel }: NoteComposerProps) {
  const { roles } = useSession();
  const kinds = noteKinds.filter((kind) => canWriteNote(roles, kind));
  const empty: WrittenNote = { kind: corrects?.kind ?? 'general', text: corrects?.text ?? '', happened: null };
  const [note, setNote] = useState<WrittenNote>(empty);
  const [turn, setTurn] = useState(0);
  const [isChecked, setIsChecked] = useState(false);
  const draft = useDraft({ key: `nota/${childId}${corrects ? '/correccion' : ''}`, label: text('case.verb.write-note'), href: `/casos/${childId}?ver=notas` }, note, setNote);
  const error = isChecked && note.text.trim() === '' ? text('case-ui.note.empty') : undefined;
  const write = (): void => {
    setIsChecked(true);
    if (note.text.trim() === '') return;
    draft.discard();
    onWrite({ ...note, text: note.text.trim() });
    setNote(empty);
    setIsChecked(false);
    setTurn(turn + 1);
  };
  return (
    <Form key={turn} onSubmit={write} submitLabel={text(corrects ? 'case-ui.note.correct' : 'case-ui.note.write')} savedAt={draft.savedAt} secondary={onCancel && <Button variant="quiet" onPress={onCancel}>{text('kit.cancel')}</Button>}>
      {!corrects && <ChoiceChips name="note.kind" size="s" label={text('case-ui.note.kind')} hint={text(`case-ui.note.readers.${note.kind}`)} options={kinds.map((kind) => ({ value: kind, label: text(`case.note.${kind}`) }))} value={note.kind} onChange={(kind) => { if (typeof kind === 'string') setNote({ ...note, kind }); }} />}
      <TextArea name="note.text" label={text('case-ui.note.text')} error={error} rows={4} maxLength={8000} value={note.text} onChange={(words) => setNote({ ...note, text: words })} />
      <Disclosure label={text('case-ui.note.happened')}>
        <MomentField name="note.happened" label={text('case.field.foundWhen')} value={note.happened ?? undefined} onChange={(happened) => setNote({ ...note, happened: happened ?? null })} />
      </Disclosure>
    </Form>
  );
}
