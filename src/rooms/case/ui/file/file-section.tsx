import { later } from '#web/kit/later.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import type { FilePartProps } from './file-part.ts';
import { Overview } from './overview.tsx';
import type { Section } from './sections.ts';

const waiting = <Skeleton lines={6} />;

// the file opens on its overview: the other parts load when one goes there
const ConcernsPanel = later(async () => (await import('./concerns-panel.tsx')).ConcernsPanel, waiting);
const ConsentsPanel = later(async () => (await import('./consents-panel.tsx')).ConsentsPanel, waiting);
const ContactsPanel = later(async () => (await import('./contacts-panel.tsx')).ContactsPanel, waiting);
const DeadlinesPanel = later(async () => (await import('./deadlines-panel.tsx')).DeadlinesPanel, waiting);
const DocumentsPanel = later(async () => (await import('./documents-panel.tsx')).DocumentsPanel, waiting);
const NotesPanel = later(async () => (await import('./notes-panel.tsx')).NotesPanel, waiting);
const PeoplePanel = later(async () => (await import('#rooms/person/ui/people-panel.tsx')).PeoplePanel, waiting);
const ProfilePanel = later(async () => (await import('#rooms/person/ui/profile-panel.tsx')).ProfilePanel, waiting);
const TeamPanel = later(async () => (await import('./team-panel.tsx')).TeamPanel, waiting);
const TimelinePanel = later(async () => (await import('./timeline-panel.tsx')).TimelinePanel, waiting);

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
