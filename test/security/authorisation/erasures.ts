import { agencyWideRoles, fileRoles } from '#kernel/role.ts';
import type { Target } from './world.ts';

const of = ({ childId }: Target) => ({ childId });

/** What is kept after a child has gone, and what is erased: two people of those who see the whole agency. */
export const erasureExpectations = {
  'GET /api/retention': { roles: agencyWideRoles },
  'GET /api/children/:childId/erasure': { roles: fileRoles, input: (_: Target, { peerChildId }: { readonly peerChildId: string }) => ({ childId: peerChildId }) },
  'POST /api/children/:childId/erasure': { roles: agencyWideRoles, about: ['known child'], input: (target: Target) => ({ ...of(target), reason: 'subject_request', basis: { kind: 'law', text: 'Prueba', certainty: 'memory' } }), refusals: ['erasure-blocked', 'already-done'] },
  'POST /api/children/:childId/erasure/answer': { roles: agencyWideRoles, needsStepUp: true, about: ['known child'], input: (target: Target) => ({ ...of(target), isApproved: false }), refusals: ['not-found'] },
  'POST /api/children/:childId/hold': { roles: agencyWideRoles, about: ['known child'], input: (target: Target) => ({ ...of(target), authority: 'Juzgado', reference: '1/2026' }), refusals: ['already-done'] },
  'POST /api/children/:childId/hold/lifting': { roles: agencyWideRoles, about: ['known child'], input: (target: Target) => ({ ...of(target), reason: 'para la prueba de autorización' }), refusals: ['not-found'] },
} as const;
