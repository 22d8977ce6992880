import { PeoplePanel } from '#rooms/person/ui/people-panel.tsx';
import { ProfilePanel } from '#rooms/person/ui/profile-panel.tsx';
import { ConcernsPanel } from './concerns-panel.tsx';
import { ConsentsPanel } from './consents-panel.tsx';
import { ContactsPanel } from './contacts-panel.tsx';
import { DeadlinesPanel } from './deadlines-panel.tsx';
import { DocumentsPanel } from './documents-panel.tsx';
import type { FilePartProps } from './file-part.ts';
import { NotesPanel } from './notes-panel.tsx';
import { Overview } from './overview.tsx';
import type { Section } from './sections.ts';
import { TeamPanel } from './team-panel.tsx';
import { TimelinePanel } from './timeline-panel.tsx';

/** One part of the file. */
export function FileSection({ section, file, may }: FilePartProps & { readonly section: Section }) {
  const profile = { childId: file.childId, profile: file.profile, mayChange: may.write };
  switch (section) {
    case 'resumen': return <Overview file={file} may={may} />;
    case 'historia': return <TimelinePanel file={file} />;
    case 'persona': return <ProfilePanel {...profile} maySettle={may.decide} />;
    case 'familia': return <PeoplePanel {...profile} />;
    case 'riesgos': return <ConcernsPanel file={file} may={may} />;
    case 'consentimientos': return <ConsentsPanel file={file} may={may} />;
    case 'notas': return <NotesPanel file={file} may={may} />;
    case 'documentos': return <DocumentsPanel file={file} may={may} />;
    case 'contactos': return <ContactsPanel file={file} may={may} />;
    case 'plazos': return <DeadlinesPanel file={file} may={may} />;
    case 'equipo': return <TeamPanel file={file} may={may} />;
  }
}
