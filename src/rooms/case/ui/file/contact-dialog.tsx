import { useState } from 'react';
import type { ChildId } from '#kernel/identifier.ts';
import { newRequestId } from '#web/device/call.ts';
import { useAct } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { Columns, Stack } from '#web/kit/layout.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { Select } from '#web/kit/select.tsx';
import { text } from '#web/kit/text.tsx';
import { TextArea } from '#web/kit/text-area.tsx';
import { TextField } from '#web/kit/text-field.tsx';
import { ChoiceChips } from '#rooms/person/ui/chips.tsx';
import { addContact, type Contact } from '../../schema.ts';

const roles = ['family', 'lawyer', 'guardian', 'consulate', 'shelter', 'health', 'school', 'authority', 'other'] as const satisfies readonly Contact['role'][];

interface ContactDialogProps {
  readonly childId: ChildId;
  readonly contact: Contact | undefined;
  readonly onClose: () => void;
}

/** A contact, new or corrected: a newer version stands for the older, which stays in the history. */
export function ContactDialog({ childId, contact, onClose }: ContactDialogProps) {
  const [words, setWords] = useState({ name: contact?.name ?? '', agency: contact?.agency ?? '', phone: contact?.phone ?? '', email: contact?.email ?? '', note: contact?.note ?? '' });
  const [role, setRole] = useState<Contact['role']>(contact?.role ?? 'family');
  const [isSafe, setIsSafe] = useState(contact?.isSafeToCall);
  const [isChecked, setIsChecked] = useState(false);
  const { act, isBusy, problem } = useAct(addContact);
  const keep = async (): Promise<void> => {
    setIsChecked(true);
    if (words.name.trim() === '') return;
    const told = Object.fromEntries(Object.entries(words).map(([name, value]) => [name, value.trim()]).filter(([, value]) => value !== '')) as Pick<Contact, 'name'>;
    const kept = await act({ childId, id: contact?.id ?? newRequestId(), role, ...told, ...(isSafe === undefined ? {} : { isSafeToCall: isSafe }) });
    if (kept.ok) onClose();
  };
  const field = (name: keyof typeof words, maxLength: number, type: 'text' | 'tel' | 'email' = 'text') => (
    <TextField name={`contact.${name}`} label={text(`case.contact.${name}`)} isOptional={name !== 'name'} type={type} maxLength={maxLength} error={name === 'name' && isChecked && words.name.trim() === '' ? text('kit.fault.missing') : undefined} value={words[name]} onChange={(typed) => setWords({ ...words, [name]: typed })} />
  );
  return (
    <Dialog
      title={text('case.verb.add-contact')} isOpen onClose={onClose}
      actions={<><Button onPress={onClose}>{text('kit.cancel')}</Button><Button variant="primary" isBusy={isBusy} onPress={() => void keep()}>{text('case-ui.contact.save')}</Button></>}
    >
      <Stack gap={4}>
        <ProblemNotice problem={problem} />
        <Select name="contact.role" label={text('case-ui.contact.role')} emptyLabel={null} value={role} options={roles.map((option) => ({ value: option, label: text(`case.contactRole.${option}`) }))} onChange={(next) => { if (next) setRole(next); }} />
        {field('name', 160)}
        {field('agency', 160)}
        <Columns gap={4}>{field('phone', 40, 'tel')}{field('email', 120, 'email')}</Columns>
        <ChoiceChips name="contact.safe" size="s" label={text('case.contact.isSafeToCall')} options={[{ value: 'yes', label: text('kit.yes') }, { value: 'no', label: text('kit.no') }]} value={isSafe === undefined ? undefined : isSafe ? 'yes' : 'no'} onChange={(answer) => setIsSafe(answer === undefined ? undefined : answer === 'yes')} />
        <TextArea name="contact.note" label={text('case.contact.note')} isOptional rows={2} maxLength={500} value={words.note} onChange={(note) => setWords({ ...words, note })} />
      </Stack>
    </Dialog>
  );
}
