import { custodyRoles, agencyWideRoles, fileRoles, roles, type Role } from '#kernel/role.ts';
import type { ProblemCode } from '#kernel/problem.ts';
import { safetyChecks } from '#rooms/tracing/schema.ts';
import { comparisonExpectations } from './comparisons.ts';
import { erasureExpectations } from './erasures.ts';
import type { Target, TargetKind, WorldFacts } from './world.ts';

/** What one route must do: who may use it at all, about what it is, and a right input. */
export interface Expectation {
  readonly roles: readonly Role[];
  readonly needsStepUp?: true;
  /** What the route is about; for each kind the world has one of each relation to the reader. */
  readonly about?: readonly TargetKind[];
  readonly input?: (target: Target, facts: WorldFacts) => Record<string, unknown>;
  /** Refusals that say nothing about rights and may answer one who is allowed; without them an allowed call must succeed. */
  readonly refusals?: readonly ProblemCode[];
  /** Refusals to one who is allowed, where the target has this relation. */
  readonly refusalsOf?: Readonly<Record<string, readonly ProblemCode[]>>;
}

/** Doors are open to whoever knocks, or to every open session whatever its roles. */
export interface DoorExpectation {
  readonly needsSession: boolean;
  /** The status for one who may: a wrong secret is refused, of course, and in the end locked. */
  readonly answers: number | readonly number[];
  readonly input?: Record<string, unknown>;
}

const everyone = roles;
const filers = fileRoles;
const deciders = custodyRoles;
const wide = agencyWideRoles;
const administrators: readonly Role[] = ['administrator'];
const counters: readonly Role[] = ['supervisor', 'coordinator', 'monitoring_officer', 'administrator'];
const auditKeepers: readonly Role[] = ['coordinator', 'administrator'];
const keepers: readonly Role[] = ['supervisor', 'coordinator', 'administrator'];
const child: readonly TargetKind[] = ['child'];
const of = ({ childId }: Target) => ({ childId });
const plan = { place: 'Puente Rodolfo Robles', at: '2026-03-10T15:00:00.000Z' };
const reason = 'para la prueba de autorización';
const consent = {
  answers: { registration: 'granted' }, givenBy: 'child', childView: 'agrees', form: 'oral', explained: { topics: [], means: 'spoken' }, understanding: 'own_words', override: { reason: 'carer_absent', note: 'prueba', wasToldToChild: true },
};
const noSignature = `e30..${'A'.repeat(86)}`;
const rootDocument = { root: { typ: 'country-root/1', country: 'MX', version: 1, threshold: 1, keys: [{ name: 'Llave', kid: 'k'.repeat(43), x: 'x'.repeat(43) }], from: '2026-03-02T15:00:00.000Z' }, signatures: [noSignature] };
const importRow = { number: 2, child: { source: 'document', found: { by: 'shelter' }, profile: { givenNames: 'Nueva', birth: { precision: 'year', year: 2015 } } } };
/** A file that was handed over is read by grant, not written. */
const past: Readonly<Record<string, readonly ProblemCode[]>> = { 'past, granted': ['child-not-held'] };
const writing = { about: child, refusalsOf: past } as const;
/** What nobody has: who may use the route learns only that it is not there (who reaches a real one: src/rooms/tracing/tracing.pg.test.ts). */
const absent = (names: readonly string[]) => (more: Record<string, unknown> = {}): Pick<Expectation, 'input' | 'refusals'> =>
  ({ input: (_, { unknownUuid, peerChildId }) => ({ ...Object.fromEntries(names.map((name) => [name, name === 'childId' ? peerChildId : unknownUuid])), ...more }), refusals: ['not-found'] });
const [aboutRequest, aboutCandidate, aboutPair] = [absent(['requestId']), absent(['requestId', 'childId']), absent(['pairId'])];

export const expectations: Readonly<Record<string, Expectation>> = {
  'PUT /api/session/language': { roles: everyone, input: () => ({ language: 'en' }) },
  'GET /api/sessions': { roles: everyone },
  'DELETE /api/sessions/:sessionId': { roles: everyone, about: ['session'], input: ({ sessionId }) => ({ sessionId }) },
  'POST /api/session/totp': { roles: everyone, needsStepUp: true },
  'POST /api/session/totp/confirm': { roles: everyone, needsStepUp: true, input: () => ({ code: '000000' }), refusals: ['conflict'] },
  'DELETE /api/session/totp': { roles: everyone, needsStepUp: true, refusals: ['already-done'] },
  'POST /api/session/recovery-codes': { roles: everyone, needsStepUp: true, refusals: ['conflict', 'not-found'] },
  'GET /api/session/passkeys': { roles: everyone },
  'POST /api/session/passkeys/options': { roles: everyone, needsStepUp: true },
  'POST /api/session/passkeys': { roles: everyone, needsStepUp: true, input: (_, { noise }) => ({ challenge: noise, response: {}, label: 'x' }), refusals: ['input-invalid'] },
  'DELETE /api/session/passkeys/:passkeyId': { roles: everyone, needsStepUp: true, input: (_, { unknownUuid }) => ({ passkeyId: unknownUuid }), refusals: ['not-found'] },
  'GET /api/accounts': { roles: administrators },
  'POST /api/accounts': { roles: administrators, needsStepUp: true, input: (_, { teamId }) => ({ userName: 'nueva.persona', displayName: 'Nueva Persona', roles: ['case_worker'], teamIds: [teamId] }) },
  'PUT /api/accounts/:accountId/roles': { roles: administrators, needsStepUp: true, input: (_, { colleagueId, teamId }) => ({ accountId: colleagueId, roles: ['lawyer'], teamIds: [teamId] }) },
  'PUT /api/accounts/:accountId/status': { roles: administrators, needsStepUp: true, input: (_, { colleagueId }) => ({ accountId: colleagueId, status: 'disabled' }) },
  'POST /api/accounts/:accountId/password-reset': { roles: administrators, needsStepUp: true, input: (_, { colleagueId }) => ({ accountId: colleagueId }) },
  'GET /api/teams': { roles: everyone },
  'POST /api/teams': { roles: administrators, input: () => ({ name: 'Cuarta' }) },
  'PUT /api/teams/:teamId': { roles: administrators, input: (_, { teamId }) => ({ teamId, name: 'Otra' }) },
  'GET /api/workers': { roles: everyone },
  'POST /api/children/:childId/access-requests': { roles: filers, about: ['known child'], input: (target) => ({ ...of(target), reason }) },
  'GET /api/access-requests': { roles: filers },
  'POST /api/access-requests/:requestId/decision': { roles: wide, input: (_, { requestId }) => ({ requestId, decision: 'denied' }) },
  'POST /api/children/:childId/break-glass': { roles: filers, needsStepUp: true, about: ['known child'], input: (target) => ({ ...of(target), reason }) },
  'GET /api/access-reviews': { roles: filers },
  'POST /api/access-reviews/:grantId': { roles: wide, input: (_, { openingId }) => ({ grantId: openingId, finding: 'justified' }) },
  'GET /api/children/:childId/access-log': { roles: filers, about: child, input: of },
  'GET /api/governance/card': { roles: keepers },
  'GET /api/governance/peers': { roles: everyone },
  'POST /api/governance/cards/inspection': { roles: administrators, input: (_, { peerCard }) => ({ card: peerCard }) },
  'POST /api/governance/peers': { roles: administrators, needsStepUp: true, input: (_, { peerCard }) => ({ card: peerCard, bodyKind: 'consulate', fingerprint: 'x', means: 'phone' }), refusals: ['conflict', 'already-done', 'input-invalid'] },
  'POST /api/governance/peers/:nodeId/card': { roles: administrators, needsStepUp: true, input: (_, { peerId, peerCard }) => ({ nodeId: peerId, card: peerCard }), refusals: ['conflict', 'already-done'] },
  'POST /api/governance/peers/:nodeId/suspension': { roles: administrators, needsStepUp: true, input: (_, { peerId }) => ({ nodeId: peerId, reason }) },
  'POST /api/governance/peers/:nodeId/resumption': { roles: administrators, needsStepUp: true, input: (_, { peerId }) => ({ nodeId: peerId, reason }), refusals: ['state-changed'] },
  'POST /api/governance/peers/:nodeId/decommission': { roles: administrators, needsStepUp: true, input: (_, { peerId }) => ({ nodeId: peerId, reason, fencedIncarnation: 1 }) },
  'POST /api/governance/peers/:nodeId/decommission/confirmation': { roles: ['administrator', 'coordinator'], needsStepUp: true, input: (_, { peerId }) => ({ nodeId: peerId }), refusals: ['not-found'] },
  'POST /api/governance/peers/:nodeId/decommission/withdrawal': { roles: ['administrator', 'coordinator'], needsStepUp: true, input: (_, { peerId }) => ({ nodeId: peerId, reason }), refusals: ['not-found'] },
  'GET /api/governance/trust-list': { roles: ['administrator', 'coordinator', 'supervisor', 'monitoring_officer'] },
  'GET /api/leaving': { roles: keepers },
  'POST /api/leaving': { roles: ['coordinator'], needsStepUp: true, input: () => ({ reason }), refusals: ['already-done'] },
  'POST /api/leaving/withdrawal': { roles: ['coordinator'], needsStepUp: true, refusals: ['not-found'] },
  'POST /api/leaving/completion': { roles: ['coordinator'], needsStepUp: true, refusals: ['not-found', 'conflict'] },
  'POST /api/governance/invitations': { roles: administrators, needsStepUp: true, input: () => ({ note: 'Otra agencia', days: 7 }) },
  'GET /api/governance/invitations': { roles: ['administrator', 'coordinator'] },
  'POST /api/governance/invitations/:invitationId/withdrawal': { roles: administrators, input: (_, { unknownUuid }) => ({ invitationId: unknownUuid }), refusals: ['not-found'] },
  'POST /api/governance/invitations/answer': { roles: administrators, input: () => ({ answer: 'x'.repeat(90) }), refusals: ['not-found'] },
  'POST /api/governance/invitations/:invitationId/confirmation': { roles: administrators, needsStepUp: true, input: (_, { unknownUuid }) => ({ invitationId: unknownUuid, bodyKind: 'consulate', fingerprint: 'x', means: 'phone' }), refusals: ['not-found'] },
  'GET /api/governance/directory': { roles: everyone },
  'POST /api/governance/directory/signature': { roles: ['coordinator'], needsStepUp: true, refusals: ['not-found'] },
  'POST /api/governance/directory/reading': { roles: everyone, input: () => ({ directory: 'x'.repeat(90) }), refusals: ['message-malformed'] },
  'POST /api/governance/countries/inspection': { roles: administrators, input: () => ({ document: rootDocument }), refusals: ['signature-invalid'] },
  'POST /api/governance/countries': { roles: administrators, needsStepUp: true, input: () => ({ document: rootDocument }), refusals: ['signature-invalid'] },
  'POST /api/governance/membership/draft': { roles: ['administrator', 'coordinator'], input: (_, { peerId }) => ({ nodeId: peerId, roles: [], status: 'active' }), refusals: ['not-found'] },
  'POST /api/governance/membership': { roles: administrators, needsStepUp: true, input: (_, { peerId }) => ({ documents: [{ seq: 1, prevHash: null, entry: { nodeId: peerId, member: 'Prueba', country: 'MX', roles: [], cardHash: 'h'.repeat(43), status: 'active', fencedInc: null, from: '2026-03-02T15:00:00.000Z' }, signatures: [noSignature] }] }), refusals: ['not-found'] },
  'GET /api/governance/membership': { roles: ['administrator', 'coordinator', 'supervisor', 'monitoring_officer'] },
  'GET /api/governance/agreements': { roles: everyone },
  'POST /api/governance/agreements': {
    roles: administrators, needsStepUp: true,
    input: (_, { peerId }) => ({
      peer: peerId, purposes: ['custody_transfer'], categories: ['unaccompanied'], territory: ['MX'], validFrom: '2026-01-01', validUntil: '2026-12-31', onwardSharing: 'forbidden',
      fieldPolicy: { byClass: { A: 'at_offer', B: 'at_offer', C: 'never', D: 'never' }, byField: {} }, escalationHours: { emergency: 4, forced: 24, planned: 120 }, retentionDays: 90, legalBasis: 'Prueba',
    }),
  },
  'POST /api/governance/agreements/signature': { roles: administrators, needsStepUp: true, input: (_, { agreement }) => ({ document: agreement }), refusals: ['conflict', 'already-done', 'not-allowed', 'signature-invalid'] },
  'POST /api/governance/agreements/completion': { roles: administrators, needsStepUp: true, input: (_, { agreement }) => ({ document: agreement }), refusals: ['conflict', 'already-done'] },
  'POST /api/governance/agreements/:agreementId/ending': { roles: administrators, needsStepUp: true, input: (_, { agreementId }) => ({ agreementId, reason }) },
  'GET /api/children/:childId/withheld': { roles: filers, about: child, input: of },
  'POST /api/children/:childId/observations': { roles: filers, ...writing, input: (target) => ({ ...of(target), source: 'child', fields: { nickname: 'Flaca' } }) },
  'POST /api/children/:childId/fields/:field/settlement': {
    roles: deciders, ...writing, input: (target) => ({ ...of(target), field: 'givenNames', value: 'Ana', settles: [target.operationId], reason }), refusals: ['state-changed', 'conflict', 'input-invalid'],
  },
  'GET /api/children/:childId/profile': { roles: filers, about: child, input: of },
  'GET /api/children/:childId/fields/:field/history': { roles: filers, about: child, input: (target) => ({ ...of(target), field: 'givenNames' }) },
  'POST /api/children': {
    roles: filers, input: (_, { teamId }) => ({ searchedFirst: { candidatesShown: 0 }, source: 'child', found: { by: 'shelter' }, teamId, profile: { givenNames: 'Nueva', birth: { precision: 'year', year: 2015 } } }),
  },
  'GET /api/children': { roles: filers },
  'GET /api/children/:childId': { roles: filers, about: child, input: of },
  'GET /api/children/:childId/timeline': { roles: filers, about: child, input: of },
  'POST /api/children/:childId/notes': { roles: filers, ...writing, input: (target) => ({ ...of(target), kind: 'general', text: 'Come bien' }) },
  'POST /api/children/:childId/concerns': { roles: filers, ...writing, input: (target) => ({ ...of(target), concerns: [{ code: 'N08', severity: 1, source: 'child' }] }) },
  'POST /api/children/:childId/concerns/:code/settlement': { roles: deciders, ...writing, input: (target) => ({ ...of(target), code: 'N08', severity: 3, reason }) },
  'GET /api/children/:childId/concerns/:code/history': { roles: filers, about: child, input: (target) => ({ ...of(target), code: 'N08' }) },
  'POST /api/children/:childId/urgency': { roles: filers, ...writing, input: (target) => ({ ...of(target), urgency: 'emergency', reason }) },
  'POST /api/children/:childId/consents': { roles: filers, ...writing, input: (target) => ({ ...of(target), consent }) },
  'POST /api/children/:childId/consents/withdrawal': { roles: filers, ...writing, input: (target) => ({ ...of(target), purposes: ['sharing'], by: 'child' }), refusals: ['conflict', 'already-done'] },
  'POST /api/children/:childId/contacts': { roles: filers, ...writing, input: (target, { unknownUuid }) => ({ ...of(target), id: unknownUuid, role: 'family', name: 'Tía Juana' }) },
  'POST /api/children/:childId/worker': { roles: deciders, ...writing, input: (target) => ({ ...of(target), workerId: null }), refusals: ['already-done', 'conflict'] },
  'POST /api/children/:childId/team': { roles: deciders, ...writing, input: (target, { thirdTeamId }) => ({ ...of(target), teamId: thirdTeamId, reason }) },
  'POST /api/children/:childId/team/answer': { roles: wide, ...writing, input: (target) => ({ ...of(target), isAccepted: false }), refusals: ['conflict', 'already-done', 'not-found'] },
  'POST /api/children/:childId/deadlines': { roles: filers, ...writing, input: (target) => ({ ...of(target), title: 'Llamar', dueAt: '2026-03-20T15:00:00.000Z' }) },
  'POST /api/children/:childId/deadlines/:deadlineId/completion': { roles: filers, ...writing, input: (target) => ({ ...of(target), deadlineId: target.deadlineId }) },
  'POST /api/children/:childId/deadlines/:deadlineId/postponement': { roles: filers, ...writing, input: (target) => ({ ...of(target), deadlineId: target.deadlineId, dueAt: '2026-03-25T15:00:00.000Z', reason }) },
  'POST /api/children/:childId/closure': { roles: wide, ...writing, input: (target) => ({ ...of(target), reason: 'goals_met', summary: 'Con su tía' }), refusals: ['conflict', 'risk-open'] },
  'POST /api/children/:childId/reopening': { roles: deciders, ...writing, input: (target) => ({ ...of(target), reason }), refusals: ['conflict', 'already-done'] },
  'POST /api/children/:childId/attachments': { roles: filers, ...writing, input: (target, { pdf }) => ({ ...of(target), kind: 'court', title: 'Medida', bytes: pdf }) },
  'GET /api/children/:childId/attachments/:attachmentId': { roles: filers, about: child, input: (target) => ({ ...of(target), attachmentId: target.attachmentId }) },
  'POST /api/children/:childId/attachments/:attachmentId/removal': { roles: deciders, ...writing, input: (target) => ({ ...of(target), attachmentId: target.attachmentId, reason }) },
  'POST /api/children/:childId/attachments/:attachmentId/restoration': { roles: deciders, ...writing, input: (target) => ({ ...of(target), attachmentId: target.removedId }), refusals: ['already-done', 'conflict', 'erased', 'not-found'] },
  'POST /api/children/:childId/prints': { roles: filers, ...writing, input: (target) => ({ ...of(target), document: 'file_summary', copies: 1 }) },

  'GET /api/children/:childId/custody': { roles: filers, about: child, input: of },
  'GET /api/receivers': { roles: filers },
  'GET /api/children/:childId/reconciliation/:otherId': { roles: filers, about: child, input: (target) => ({ ...of(target), otherId: target.childId }), refusals: ['input-invalid', 'child-not-held'] },
  'POST /api/children/:childId/merge': { roles: deciders, ...writing, input: (target) => ({ ...of(target), into: target.childId, reason }), refusals: ['input-invalid'] },
  'GET /api/children/:childId/alias': { roles: filers, input: (_, { peerChildId }) => ({ childId: peerChildId }) },
  'POST /api/children/:childId/care': { roles: filers, ...writing, input: (target) => ({ ...of(target), outside: { name: 'Casa' }, reason: 'night', until: '2026-03-03T12:00:00.000Z' }), refusals: ['already-done', 'input-invalid'] },
  'POST /api/children/:childId/care/end': { roles: filers, ...writing, input: of, refusals: ['not-found'] },
  'POST /api/children/:childId/tracking': { roles: wide, ...writing, input: (target) => ({ ...of(target), mode: 'blind', reason }) },
  'POST /api/children/:childId/return': { roles: deciders, ...writing, input: (target) => ({ ...of(target), reason: 'care', urgency: 'planned', consentOverride: { reason: 'imminent_harm', note: 'prueba' } }), refusals: ['not-found'] },
  'GET /api/children/:childId/custody/proof': { roles: ['supervisor', 'lawyer', 'coordinator'], needsStepUp: true, about: child, input: of, refusals: ['not-verified'] },
  'GET /api/children/:childId/custody/dispute/proof': { roles: ['supervisor', 'lawyer', 'coordinator'], needsStepUp: true, about: child, input: of, refusals: ['not-found'] },
  'POST /api/children/:childId/custody/dispute/settlement': { roles: ['coordinator'], needsStepUp: true, ...writing, input: (target) => ({ ...of(target), epoch: 1, reason }), refusals: ['not-found'] },
  ...erasureExpectations,
  'POST /api/children/:childId/custody/closing': { roles: deciders, ...writing, input: (target) => ({ ...of(target), reason: 'goals_met', summary: 'Con su tía', noSuccessor: 'not_needed' }), refusals: ['risk-open', 'already-done'] },
  'POST /api/children/:childId/custody/closing/answer': { roles: wide, ...writing, input: (target) => ({ ...of(target), isApproved: false }), refusals: ['not-found'] },
  'POST /api/children/:childId/custody/reopening': { roles: deciders, ...writing, input: (target) => ({ ...of(target), reason }), refusals: ['state-changed'] },
  'POST /api/handovers': { roles: deciders, ...writing, input: (target, { peerId }) => ({ childIds: [target.childId], to: peerId, reason: 'care', urgency: 'planned', plan, consentOverride: { reason: 'imminent_harm', note: 'prueba' } }) },
  'GET /api/handovers': { roles: filers },
  'GET /api/handovers/:handoverId': { roles: filers, about: ['offered', 'proposed'], input: ({ handoverId }) => ({ handoverId }) },
  'POST /api/handovers/:handoverId/acceptance': { roles: deciders, about: ['proposed'], input: ({ handoverId }) => ({ handoverId, plan }) },
  'POST /api/handovers/:handoverId/decline': { roles: deciders, about: ['proposed'], input: ({ handoverId }) => ({ handoverId, reason: 'no_capacity' }) },
  'POST /api/handovers/:handoverId/retraction': { roles: deciders, about: ['accepted'], input: ({ handoverId }) => ({ handoverId }) },
  'POST /api/handovers/:handoverId/withdrawal': { roles: deciders, about: ['offered'], input: ({ handoverId }) => ({ handoverId }) },
  'POST /api/handovers/:handoverId/delivery': { roles: deciders, about: ['agreed'], input: ({ handoverId }) => ({ handoverId, delivery: { at: '2026-03-02T15:00:00.000Z', place: 'Puente', deliveredBy: 'Ana', receivedBy: 'Luz', condition: 'bien' } }) },
  'POST /api/handovers/:handoverId/arrival': { roles: filers, about: ['taken'], input: ({ handoverId }) => ({ handoverId, condition: 'bien', at: '2026-03-02T15:00:00.000Z' }) },
  'POST /api/handovers/:handoverId/grant': { roles: deciders, about: ['requested'], input: ({ handoverId }) => ({ handoverId }) },
  'POST /api/handovers/:handoverId/refusal': { roles: deciders, about: ['requested'], input: ({ handoverId }) => ({ handoverId }) },
  'POST /api/handovers/:handoverId/counter-offer': { roles: deciders, about: ['offered'], input: ({ handoverId }) => ({ handoverId }), refusals: ['handover-not-open', 'not-found'] },
  'POST /api/handovers/:handoverId/settlement': { roles: deciders, about: ['offered'], input: ({ handoverId }) => ({ handoverId, decision: 'stays_here' }), refusals: ['handover-not-open', 'not-found'] },
  'POST /api/children/:childId/events': { roles: filers, ...writing, input: (target) => ({ ...of(target), contact: 'not_seen', at: '2026-03-02T14:00:00.000Z', source: 'own_staff' }), refusals: ['input-invalid'] },
  'POST /api/children/:childId/searches': { roles: filers, ...writing, input: (target) => ({ ...of(target), cause: 'not_seen' }), refusals: ['already-done', 'child-not-held'] },
  'POST /api/searches/:searchId/questions': { roles: deciders, input: (_, { unknownUuid, peerId }) => ({ searchId: unknownUuid, peers: [peerId], days: 30 }), refusals: ['not-found'] },
  'POST /api/searches/:searchId/closure': { roles: deciders, input: (_, { unknownUuid }) => ({ searchId: unknownUuid, outcome: 'found_safe', note: reason }), refusals: ['not-found'] },
  'POST /api/searches/:searchId/answer': { roles: wide, input: (_, { unknownUuid, peerId }) => ({ searchId: unknownUuid, from: peerId, answer: 'not_here' }), refusals: ['not-found'] },
  'POST /api/handovers/:handoverId/consulate': { roles: deciders, about: ['offered'], input: ({ handoverId }) => ({ handoverId, outside: { name: 'Consulado' }, country: 'HN' }), refusals: ['not-found'] },
  'POST /api/handovers/:handoverId/return-confirmations': { roles: deciders, about: ['offered'], input: ({ handoverId }) => ({ handoverId, what: 'identity', by: 'Cónsul', reference: 'A-1', at: '2026-03-02T14:00:00.000Z' }), refusals: ['not-found'] },
  'POST /api/handovers/:handoverId/return-waivers': { roles: wide, about: ['offered'], input: ({ handoverId }) => ({ handoverId, what: 'identity', reason: 'court_order', note: reason }), refusals: ['not-found'] },
  'GET /api/returns': { roles: filers },
  'POST /api/returns/:handoverId/confirmations': { roles: ['consular_officer', ...wide], input: (_, { unknownUuid }) => ({ handoverId: unknownUuid, what: 'identity', by: 'Cónsul', reference: 'A-1', at: '2026-03-02T14:00:00.000Z' }), refusals: ['not-found'] },
  'POST /api/handovers/:handoverId/paper': { roles: deciders, about: ['offered', 'proposed'], refusals: ['already-done', 'handover-not-open'], input: ({ handoverId }, { pdf }) => ({ handoverId, signedBy: 'Luz', role: 'Trabajo social', signedAt: '2026-03-02T14:00:00.000Z', place: 'Puente', bytes: pdf }) },
  'POST /api/handovers/:handoverId/paper/check': { roles: wide, about: ['offered'], input: ({ handoverId }, { unknownUuid }) => ({ handoverId, paperId: unknownUuid, isRight: true }), refusals: ['not-found'] },
  'GET /api/handovers/:handoverId/paper': { roles: filers, input: (_, { unknownUuid }) => ({ handoverId: unknownUuid, paperId: unknownUuid }), refusals: ['not-found'] },
  'GET /api/lost-nodes/:nodeId': { roles: wide, input: (_, { peerId }) => ({ nodeId: peerId }) },
  'POST /api/lost-nodes/:nodeId/inquiry': { roles: wide, input: (_, { peerId }) => ({ nodeId: peerId }), refusals: ['state-changed'] },
  'POST /api/lost-nodes/:nodeId/successors': { roles: wide, input: (_, { peerId, peerChildId }) => ({ nodeId: peerId, childIds: [peerChildId], to: peerId, urgency: 'emergency', note: reason }), refusals: ['not-found'] },
  'GET /api/searches': { roles: filers },
  'GET /api/notices': { roles: filers },
  'GET /api/alarms': { roles: filers },
  'POST /api/custody-requests': { roles: deciders, input: (_, { peerId, peerChildId }) => ({ childIds: [peerChildId], to: peerId, evidence: 'child_present', plan }), refusals: ['conflict'] },
  'POST /api/children/:childId/referrals': {
    roles: filers, ...writing,
    input: (target, { peerId }) => ({ ...of(target), to: peerId, service: 'psychosocial', urgency: 'planned', reason, consentOverride: { reason: 'imminent_harm', note: 'prueba' } }),
  },
  'GET /api/referrals': { roles: filers },
  'POST /api/referrals/:referralId/answer': {
    roles: filers, about: ['referral'], input: ({ referralId }, { incomingReferralId }) => ({ referralId, answer: referralId === incomingReferralId ? 'accepted' : 'withdrawn' }),
  },
  'POST /api/handovers/:handoverId/delivery-record': { roles: filers, about: ['agreed'], input: ({ handoverId, childId }) => ({ handoverId, childId }) },
  'POST /api/referrals/:referralId/letter': { roles: filers, about: ['referral sent'], input: ({ referralId }) => ({ referralId }) },
  'POST /api/children/:childId/card': { roles: filers, ...writing, input: of },
  'POST /api/children/:childId/card/revocation': { roles: filers, ...writing, input: of },
  'POST /api/search': { roles: filers, input: () => ({ names: 'Xochitl Prueba' }) },
  'POST /api/tracing/requests': { roles: filers, input: () => ({ side: 'family', channel: 'phone', inquirer: { name: 'Prueba', relation: 'mother' }, sought: { givenNames: 'Xochitl' } }) },
  'GET /api/tracing/requests': { roles: filers },
  'GET /api/tracing/requests/:requestId': { roles: filers, ...aboutRequest() },
  'POST /api/tracing/requests/:requestId/changes': { roles: filers, ...aboutRequest() },
  'POST /api/tracing/requests/:requestId/closure': { roles: deciders, ...aboutRequest({ outcome: 'mistake', reason }) },
  'POST /api/tracing/requests/:requestId/questions': { roles: deciders, ...aboutRequest({ questions: [] }) },
  'GET /api/tracing/requests/:requestId/questions': { roles: deciders, ...aboutRequest() },
  'POST /api/tracing/requests/:requestId/seen': { roles: filers, ...aboutRequest() },
  'POST /api/tracing/requests/:requestId/form': { roles: filers, ...aboutRequest() },
  'GET /api/tracing/figures': { roles: ['supervisor', 'coordinator', 'monitoring_officer'] },
  'GET /api/tracing/requests/:requestId/candidates/:childId': { roles: filers, ...aboutCandidate() },
  'POST /api/tracing/requests/:requestId/candidates/:childId/verifications': { roles: filers, ...aboutCandidate({ side: 'child', outcome: 'matches' }) },
  'POST /api/tracing/requests/:requestId/candidates/:childId/judgement': { roles: deciders, ...aboutCandidate({ judgement: 'refute', reason }) },
  'POST /api/tracing/requests/:requestId/candidates/:childId/safety': { roles: deciders, ...aboutCandidate({ checks: Object.fromEntries(safetyChecks.map((check) => [check, 'yes'])), decision: 'not_yet', reason }) },
  'POST /api/tracing/requests/:requestId/candidates/:childId/contacts': { roles: deciders, ...aboutCandidate({ what: 'alive_and_safe', means: 'phone' }) },
  'POST /api/tracing/requests/:requestId/candidates/:childId/reunification': { roles: deciders, ...aboutCandidate({ plannedFor: '2026-03-20', receivedBy: 'Prueba', bestInterests: 'Prueba', childView: 'agrees' }) },
  'POST /api/tracing/requests/:requestId/candidates/:childId/reunification/answer': { roles: wide, ...aboutCandidate({ isApproved: true, reason }) },
  'POST /api/tracing/requests/:requestId/candidates/:childId/reunification/completion': { roles: deciders, ...aboutCandidate({ day: '2026-01-01', hasReceipt: true }) },
  'POST /api/tracing/requests/:requestId/candidates/:childId/follow-ups': { roles: deciders, ...aboutCandidate({ day: '2026-01-01', finding: 'well', isSafe: true }) },
  'GET /api/duplicates': { roles: filers },
  'GET /api/duplicates/:pairId': { roles: filers, ...aboutPair() },
  'POST /api/duplicates/:pairId/judgement': { roles: deciders, ...aboutPair({ isSame: false, reason }) },
  'POST /api/duplicates/:pairId/undo': { roles: deciders, ...aboutPair({ reason }) },
  'POST /api/duplicates/run': { roles: wide },
  ...comparisonExpectations,
  'GET /api/work': { roles: filers },
  'GET /api/queues': { roles: ['supervisor', 'coordinator', 'monitoring_officer', 'administrator'] },

  'GET /api/audits': { roles: auditKeepers },
  'POST /api/audits': { roles: auditKeepers, needsStepUp: true, input: () => ({ from: '2026-01-01T00:00:00.000Z', until: '2026-02-01T00:00:00.000Z', reason }) },
  'POST /api/audits/:exportId/answer': { roles: auditKeepers, needsStepUp: true, input: (_, { unknownUuid }) => ({ exportId: unknownUuid, isReleased: true }), refusals: ['not-found'] },
  'GET /api/audits/:exportId/file': { roles: auditKeepers, needsStepUp: true, input: (_, { unknownUuid }) => ({ exportId: unknownUuid }), refusals: ['not-found'] },
  'GET /api/outcomes': { roles: counters, input: () => ({ month: '2026-03' }) },
  'GET /api/outcomes/file': { roles: counters, input: () => ({ month: '2026-03', format: 'csv', audience: 'outside' }) },
  'GET /api/federation/peers': { roles: everyone },
  'GET /api/federation/recovery': { roles: everyone },
  'GET /api/federation/outbox': { roles: filers },
  'GET /api/federation/inbox': { roles: filers },
  'GET /api/federation/files': { roles: filers },
  'GET /api/federation/peers/:nodeId/void': { roles: filers, input: (_, { peerId }) => ({ nodeId: peerId }) },
  'POST /api/federation/invitations/answer': { roles: administrators, needsStepUp: true, input: () => ({ invitation: 'x'.repeat(90) }), refusals: ['message-malformed'] },
  'GET /api/federation/conscience': { roles: wide },
  'POST /api/federation/conscience/look': { roles: wide },
  'GET /api/federation/custodian': { roles: filers, about: ['known child'], input: of, refusals: ['unknown-sender', 'peer-unreachable', 'not-found'] },
  'POST /api/federation/peers/:nodeId/attempt': { roles: keepers, input: (_, { peerId }) => ({ nodeId: peerId }) },
  'POST /api/federation/inbox/attempt': { roles: keepers },
  'POST /api/federation/mail/export': { roles: keepers, needsStepUp: true, input: (_, { peerId }) => ({ nodeId: peerId }) },
  'POST /api/imports': { roles: wide, input: () => ({ digest: 'a'.repeat(64), fileName: 'niñas.csv', rowCount: 1 }) },
  'POST /api/imports/check': { roles: wide, input: () => ({ digest: 'a'.repeat(64), rows: [importRow] }) },
  'POST /api/imports/:batchId/rows': { roles: wide, input: (_, { unknownUuid }) => ({ batchId: unknownUuid, rows: [{ ...importRow, candidatesShown: 0 }] }), refusals: ['not-found'] },
  'GET /api/imports': { roles: wide },
  'POST /api/imports/:batchId/undo': { roles: wide, input: (_, { unknownUuid }) => ({ batchId: unknownUuid, reason }), refusals: ['not-found'] },
  'POST /api/federation/mail/import': { roles: keepers, needsStepUp: true, input: () => ({ content: '{}' }), refusals: ['file-invalid'] },
};

const secret = 'not-the-password-of-anybody';
export const doorExpectations: Readonly<Record<string, DoorExpectation>> = {
  'GET /api/sign-in': { needsSession: false, answers: 200 },
  'POST /api/sign-in': { needsSession: false, answers: [401, 429], input: { userName: 'nobody.here', password: secret } },
  'POST /api/sign-in/second-factor': { needsSession: false, answers: 401, input: { challenge: secret, method: 'totp', code: '000000' } },
  'POST /api/sign-in/passkey/options': { needsSession: false, answers: 200 },
  'POST /api/sign-in/passkey': { needsSession: false, answers: 401, input: { challenge: secret, response: {} } },
  'GET /api/session': { needsSession: true, answers: 200 },
  'POST /api/sign-out': { needsSession: true, answers: 200 },
  'POST /api/session/step-up': { needsSession: true, answers: [401, 429], input: { method: 'password', secret } },
  'POST /api/session/step-up/passkey/options': { needsSession: true, answers: 200 },
  'POST /api/session/step-up/passkey': { needsSession: true, answers: 401, input: { challenge: secret, response: {} } },
  'POST /api/session/password': { needsSession: true, answers: [401, 429], input: { currentPassword: secret, newPassword: 'una-frase-nueva-y-larga-de-prueba' } },
};

/** Routes that are neither verb nor door, each with the reason why nobody needs to be signed in. */
export const openRoutes: Readonly<Record<string, string>> = {
  'GET /healthz': 'says that the process answers',
  'GET /readyz': 'says that the database answers',
  'GET /api/openapi.json': 'the public description of this public program',
  'GET /verificar': 'the page that verifies exported files, without any data',
  'GET /q/style.css': 'style of the card page',
  'GET /q/:code': 'the public helpline, whatever the code is',
  'GET /*': "the desk's files: the same for everybody",
  'GET /fed/1/*': "the peers' door: signed requests only (test/federation/bad-input.pg.test.ts)",
  'POST /fed/1/*': "the peers' door: signed requests only (test/federation/bad-input.pg.test.ts)",
};
