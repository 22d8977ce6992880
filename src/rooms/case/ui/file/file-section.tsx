import { lazy, Suspense, type ComponentType } from 'react';
import { Skeleton } from '#web/kit/skeleton.tsx';
import type { FilePartProps } from './file-part.ts';
import { Overview } from './overview.tsx';
import type { Section } from './sections.ts';

const later = <Props extends object>(load: () => Promise<ComponentType<Props>>) => lazy(async () => ({ default: await load() }));

// the file opens on its overview: the other parts load when one goes there
const ConcernsPanel = later(async () => (await import('./concerns-panel.tsx')).ConcernsPanel);
const ConsentsPanel = later(async () => (await import('./consents-panel.tsx')).ConsentsPanel);
const ContactsPanel = later(async () => (await import('./contacts-panel.tsx')).ContactsPanel);
const DeadlinesPanel = later(async () => (await import('./deadlines-panel.tsx')).DeadlinesPanel);
const DocumentsPanel = later(async () => (await import('./documents-panel.tsx')).DocumentsPanel);
const NotesPanel = later(async () => (await import('./notes-panel.tsx')).NotesPanel);
const PeoplePanel = later(async () => (await import('#rooms/person/ui/people-panel.tsx')).PeoplePanel);
const ProfilePanel = later(async () => (await import('#rooms/person/ui/profile-panel.tsx')).ProfilePanel);
const TeamPanel = later(async () => (await import('./team-panel.tsx')).TeamPanel);
const TimelinePanel = later(async () => (await import('./timeline-panel.tsx')).TimelinePanel);

type Props = FilePartProps & { readonly section: Section };

function Part({ section, file, may }: Props) {
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

/** One part of the file. */
export const FileSection = (props: Props) => <Suspense fallback={<Skeleton lines={6} />}><Part {...props} /></Suspense>;
