import { agencyWideRoles, custodyRoles, fileRoles } from '#kernel/role.ts';

/** A contact that nobody has: who may use the route learns only that it is not there (a real one: test/federation/private-comparison.pg.test.ts). */
const aboutContact = (more: Record<string, unknown> = {}) =>
  ({ input: (_: unknown, { unknownUuid }: { readonly unknownUuid: string }) => ({ contactId: unknownUuid, ...more }), refusals: ['not-found'] }) as const;

/** Private comparisons with other agencies: part of `expectations`. */
export const comparisonExpectations = {
  'GET /api/tracing/comparisons': { roles: agencyWideRoles },
  'POST /api/tracing/comparisons': { roles: ['coordinator'], input: (_: unknown, { peerId }: { readonly peerId: string }) => ({ peer: peerId, kind: 'facts' }), refusals: ['no-agreement', 'unknown-sender'] },
  'GET /api/tracing/contacts': { roles: fileRoles },
  'GET /api/tracing/contacts/:contactId': { roles: fileRoles, ...aboutContact() },
  'POST /api/tracing/contacts/:contactId/support': { roles: custodyRoles, ...aboutContact({ reason: 'prueba' }) },
  'POST /api/tracing/contacts/:contactId/decline': { roles: custodyRoles, ...aboutContact({ reason: 'prueba' }) },
} as const;
