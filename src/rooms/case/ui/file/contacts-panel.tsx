import { useState } from 'react';
import { Badge } from '#web/kit/badge.tsx';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { KeyValue } from '#web/kit/key-value.tsx';
import { Row } from '#web/kit/layout.tsx';
import { text } from '#web/kit/text.tsx';
import { ContactDialog } from './contact-dialog.tsx';
import type { FilePartProps } from './file-part.ts';
import type { FileView } from '../../schema.ts';

type ContactRow = FileView['contacts'][number];

/** People and offices to call about this child, and whether calling them is safe. */
export function ContactsPanel({ file, may }: FilePartProps) {
  const { childId, contacts } = file;
  const [editing, setEditing] = useState<ContactRow | 'new'>();
  return (
    <Card title={text('case-ui.file.part.contactos')} actions={may.write && <Button size="s" icon="plus" onPress={() => setEditing('new')}>{text('case.verb.add-contact')}</Button>}>
      {contacts.length === 0 ? <p>{text('case-ui.contact.none')}</p> : (
        <KeyValue
        isStacked
          rows={contacts.map((contact) => ({
            label: <>{contact.name}<br /><small>{text(`case.contactRole.${contact.role}`)}</small></>,
            value: (
              <Row gap={2}>
                {contact.phone && <a href={`tel:${contact.phone.replaceAll(' ', '')}`}>{contact.phone}</a>}
                {contact.email && <a href={`mailto:${contact.email}`}>{contact.email}</a>}
                {contact.isSafeToCall === true && <Badge tone="success">{text('case.contact.isSafeToCall')}</Badge>}
                {contact.isSafeToCall === false && <Badge tone="danger" icon="alert">{text('case-ui.contact.notSafe')}</Badge>}
              </Row>
            ),
            note: (
              <>
                {[contact.agency, contact.note].filter(Boolean).join(' · ')}
                {may.write && <Row><Button size="s" variant="quiet" icon="edit" onPress={() => setEditing(contact)}>{text('case-ui.intake.change')}</Button></Row>}
              </>
            ),
          }))}
        />
      )}
      {editing && <ContactDialog childId={childId} contact={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />}
    </Card>
  );
}
