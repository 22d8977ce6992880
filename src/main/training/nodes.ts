import { addDays, dayOf, type Instant } from '#kernel/instant.ts';
import type { AgreementTerms } from '#rooms/governance/schema.ts';
import type { NodeKey, TrainingAgreement, TrainingNode } from './story.ts';

const training = '(capacitación)';

/** The six nodes. Names of public bodies are real, everything else is invented and says that it is training. */
export const trainingNodes: readonly TrainingNode[] = [
  {
    key: 'mx-inm', country: 'MX', bodyKind: 'migration_authority', place: 'MX07089', city: 'Tapachula',
    name: { es: `Instituto Nacional de Migración, delegación Tapachula ${training}`, en: 'National Migration Institute, Tapachula (training)' },
    shortName: 'INM Tapachula', member: `Instituto Nacional de Migración ${training}`, dutyPhone: '+52 000 000 0101', publicHelpline: '+52 000 000 0100',
    teams: [{ key: 'tapachula', name: 'Módulo Tapachula' }, { key: 'suchiate', name: 'Módulo Suchiate' }],
  },
  {
    key: 'mx-dif', country: 'MX', bodyKind: 'child_protection_authority', place: 'MX07089', city: 'Tapachula',
    name: { es: `Procuraduría de Protección y albergue DIF Tapachula ${training}`, en: 'Child-protection office and DIF shelter, Tapachula (training)' },
    shortName: 'DIF Tapachula', member: `Sistema DIF Chiapas ${training}`, dutyPhone: '+52 000 000 0201', publicHelpline: '+52 000 000 0100',
    teams: [{ key: 'recepcion', name: 'Recepción y evaluación inicial' }, { key: 'restitucion', name: 'Plan de restitución' }],
  },
  {
    key: 'mx-albergue', country: 'MX', bodyKind: 'civil_society', place: 'MX07089', city: 'Tapachula',
    name: { es: 'Albergue Colibrí de Papel (ficticio, capacitación)', en: 'Paper Hummingbird shelter (fictitious, training)' },
    shortName: 'Colibrí de Papel', member: 'Asociación Colibrí de Papel (ficticia)', dutyPhone: '+52 000 000 0301', publicHelpline: '+52 000 000 0100',
    teams: [{ key: 'acogida', name: 'Acogida' }],
  },
  {
    key: 'gt-pgn', country: 'GT', bodyKind: 'child_protection_authority', place: 'GT0901', city: 'Quetzaltenango',
    name: { es: `Procuraduría General de la Nación, Procuraduría de la Niñez ${training}`, en: 'Attorney General, Children’s Attorney, Guatemala (training)' },
    shortName: 'PGN Guatemala', member: `Procuraduría General de la Nación ${training}`, dutyPhone: '+502 0000 0401', publicHelpline: '+502 0000 0400',
    teams: [{ key: 'occidente', name: 'Recepción Occidente' }, { key: 'familia', name: 'Verificación familiar' }],
  },
  {
    key: 'sv-conapina', country: 'SV', bodyKind: 'child_protection_authority', place: 'SV1014', city: 'San Salvador',
    name: { es: `Consejo Nacional de la Primera Infancia, Niñez y Adolescencia ${training}`, en: 'National Council for Children, El Salvador (training)' },
    shortName: 'CONAPINA', member: `CONAPINA ${training}`, dutyPhone: '+503 0000 0501', publicHelpline: '+503 0000 0500',
    teams: [{ key: 'recepcion', name: 'Recepción y seguimiento' }],
  },
  {
    key: 'hn-senaf', country: 'HN', bodyKind: 'child_protection_authority', place: 'HN0501', city: 'San Pedro Sula',
    name: { es: `Secretaría de Niñez, Adolescencia y Familia, Centro Belén ${training}`, en: 'Secretariat for Children, Belén centre, Honduras (training)' },
    shortName: 'SENAF Belén', member: `SENAF ${training}`, dutyPhone: '+504 0000 0601', publicHelpline: '+504 0000 0600',
    teams: [{ key: 'belen', name: 'Centro Belén' }, { key: 'regional', name: 'Oficinas regionales' }],
  },
];

export const nodeOf = (key: NodeKey): TrainingNode => trainingNodes.find((node) => node.key === key)!;

/** Hours to answer an offer: the same in every training agreement. */
export const escalationHours: AgreementTerms['escalationHours'] = { emergency: 4, forced: 24, planned: 120 };

const inOffer: AgreementTerms['fieldPolicy'] = { byClass: { A: 'at_offer', B: 'at_offer', C: 'after_acceptance', D: 'after_acceptance' }, byField: {} };
const limited: AgreementTerms['fieldPolicy'] = { byClass: { A: 'at_offer', B: 'at_offer', C: 'after_acceptance', D: 'never' }, byField: {} };
const onTheWay: AgreementTerms['categories'] = ['unaccompanied', 'separated', 'accompanied'];

/**
 * The agreements between the nodes. Migration and the shelter have none with each other: no verification inside a
 * shelter, and services never feed enforcement. One ends soon, so that its warning shows.
 */
export function trainingAgreements(today: Instant): TrainingAgreement[] {
  const between = (parties: readonly [NodeKey, NodeKey], daysLeft: number, terms: Pick<TrainingAgreement, 'purposes' | 'categories' | 'fieldPolicy' | 'legalBasis'>): TrainingAgreement => ({
    key: parties.join('--'),
    parties,
    territory: [...new Set(parties.map((party) => nodeOf(party).country))],
    validFrom: dayOf(addDays(today, -400)),
    validUntil: dayOf(addDays(today, daysLeft)),
    onwardSharing: 'with_consent',
    escalationHours,
    retentionDays: 90,
    ...terms,
  });
  const acrossBorder = (origin: NodeKey, daysLeft: number, legalBasis: string) =>
    between(['mx-dif', origin], daysLeft, { purposes: ['custody_transfer', 'assisted_return', 'referral', 'family_tracing', 'lost_contact_search'], categories: [...onTheWay, 'returned'], fieldPolicy: { ...inOffer, byField: { 'tracing.encodings': 'at_offer' } }, legalBasis });
  return [
    between(['mx-inm', 'mx-dif'], 500, { purposes: ['custody_transfer', 'referral'], categories: [...onTheWay, 'international_protection', 'trafficking'], fieldPolicy: limited, legalBasis: 'Ley de Migración, artículo 112; LGDNNA, artículo 89' }),
    between(['mx-albergue', 'mx-dif'], 300, { purposes: ['custody_transfer', 'referral', 'family_tracing', 'lost_contact_search'], categories: [...onTheWay, 'international_protection', 'trafficking'], fieldPolicy: inOffer, legalBasis: 'LGDNNA, artículos 30 Bis 1 y 107 a 112' }),
    acrossBorder('gt-pgn', 640, 'Memorándum de 2006 sobre repatriación terrestre; Código de Migración de Guatemala'),
    acrossBorder('sv-conapina', 20, 'Memorándum de 2006 sobre repatriación terrestre; Protocolo salvadoreño de 2017'),
    acrossBorder('hn-senaf', 410, 'Memorándum de 2006 sobre repatriación terrestre; Protocolo hondureño de recepción'),
    ...(['hn-senaf', 'sv-conapina'] as const).map((home) =>
      between(['gt-pgn', home], 365, { purposes: ['custody_transfer', 'assisted_return', 'family_tracing'], categories: [...onTheWay, 'returned'], fieldPolicy: inOffer, legalBasis: 'Retorno de niñez extranjera ordenado por juzgado en Guatemala' })),
  ];
}
