import { addDays, addHours, instantFrom, type Instant } from '#kernel/instant.ts';

/** Invented throughout. */
export const now = instantFrom(Date.now());

export interface SampleChild {
  readonly folio: string;
  readonly name: string;
  readonly age: string;
  readonly country: string;
  readonly task: string;
  readonly team: string;
  readonly level: 'emergency' | 'high' | 'medium' | 'low';
  readonly due: Instant | null;
}

export const children: readonly SampleChild[] = [
  { folio: 'TAP-0147', name: 'Marisol Xicay Tzul', age: '12 años', country: 'Guatemala', task: 'Responder oferta de custodia', team: 'Trabajo social', level: 'high', due: addHours(now, 5.2) },
  { folio: 'TAP-0139', name: 'Wilmer Orellana Paz', age: 'unos 15 años', country: 'Honduras', task: 'Valoración de riesgo', team: 'Psicología', level: 'emergency', due: addHours(now, -30) },
  { folio: 'TAP-0151', name: 'Ana Lucía Reyes', age: '8 años', country: 'El Salvador', task: 'Nombrar representante', team: 'Jurídico', level: 'medium', due: addDays(now, 3.4) },
  { folio: 'TAP-0102', name: 'Sin nombre conocido', age: '2 o 3 años', country: 'No se sabe', task: 'Búsqueda de familia', team: 'Trabajo social', level: 'high', due: addHours(now, -2) },
  { folio: 'TAP-0088', name: 'Óscar Emilio Ixcot Pérez', age: '16 años', country: 'Guatemala', task: 'Seguimiento a 30 días', team: 'Seguimiento', level: 'low', due: addDays(now, 12.1) },
  { folio: 'TAP-0091', name: 'Daniela Mejía', age: '14 años', country: 'Honduras', task: 'Cita médica', team: 'Albergue', level: 'low', due: null },
];
