import type { IconName } from '#web/kit/icon.tsx';
import type { FileView } from '../../schema.ts';

/** Parts of a file, in the order of the navigation; the word stands in the address (`?ver=`). */
export const sections = ['resumen', 'historia', 'persona', 'familia', 'riesgos', 'consentimientos', 'notas', 'documentos', 'contactos', 'plazos', 'equipo'] as const;
export type Section = (typeof sections)[number];

export const sectionOf = (word: string | null): Section => sections.find((section) => section === word) ?? 'resumen';

export const sectionIcons: Readonly<Record<Section, IconName>> = {
  resumen: 'file', historia: 'clock', persona: 'child', familia: 'people', riesgos: 'alert', consentimientos: 'check', notas: 'note', documentos: 'camera', contactos: 'phone', plazos: 'calendar', equipo: 'shield',
};

/** How much is in a part, where a number says something. */
export const countsOf = ({ concerns, contacts, deadlines, attachments }: FileView): Partial<Record<Section, number>> => ({
  riesgos: concerns.filter(({ severity }) => severity > 0).length,
  documentos: attachments.filter(({ removedAt }) => removedAt === null).length,
  contactos: contacts.length,
  plazos: deadlines.filter(({ status }) => status === 'open').length,
});
