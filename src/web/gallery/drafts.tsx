import { useState } from 'react';
import type { Session } from '#platform/access/schema.ts';
import { useDraft } from '#web/device/draft.ts';
import { forgetDrafts } from '#web/device/draft-store.ts';
import { SessionContext } from '#web/device/session.ts';
import { Button } from '#web/kit/button.tsx';
import { Form } from '#web/kit/form.tsx';
import { TextArea } from '#web/kit/text-area.tsx';
import { Section } from './section.tsx';

const workerId = '01900000-0000-7000-8000-000000000001';
const worker = { workerId } as Session;

function Note() {
  const [note, setNote] = useState('');
  const draft = useDraft({ key: 'gallery/note', label: 'Nota de prueba', href: '/' }, note, setNote);
  return (
    <Form submitLabel="Enviar nota" onSubmit={() => { setNote(''); draft.discard(); }} savedAt={draft.savedAt} secondary={<Button variant="quiet" onPress={() => void forgetDrafts(workerId)}>Destruir borradores</Button>}>
      <TextArea name="note" label="Nota con borrador" value={note} onChange={setNote} />
    </Form>
  );
}

/** A form whose draft is kept, sealed, in this browser. */
export const Drafts = () => <SessionContext value={worker}><Section title="Borradores"><Note /></Section></SessionContext>;
