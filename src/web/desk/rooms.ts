import type { ComponentType } from 'react';
import { agencyWideRoles, custodyRoles, fileRoles, type Role } from '#kernel/role.ts';
import type { IconName } from '#web/kit/icon.tsx';

/** A place in the navigation. */
export interface Place {
  /** Key of its name in `locales`. */
  readonly label: string;
  readonly icon: IconName;
  /** `work` above, `node` below: what belongs to the agency rather than to a child. */
  readonly group: 'work' | 'node';
  /** Stands in the bottom bar of a phone: at most three. */
  readonly isMain?: boolean;
  /** Letter that leads there after `g`. */
  readonly letter?: string;
  /** Who sees it; all unless told. The node decides in any case. */
  readonly roles?: readonly Role[];
}

/** One screen of the desk. */
export interface Room {
  /** As wouter reads it: `/casos/:childId`. The first that fits is shown. */
  readonly path: string;
  readonly load: () => Promise<ComponentType>;
  readonly place?: Place;
}

/** Every screen of the desk, loaded when it is first opened. A screen takes what it needs from its address. */
export const rooms: readonly Room[] = [
  { path: '/', load: () => import('#rooms/monitoring/ui/home-page.tsx').then((screen) => screen.HomePage), place: { label: 'desk.place.home', icon: 'home', group: 'work', isMain: true, letter: 'h' } },
  { path: '/trabajo/:queue', load: () => import('#rooms/monitoring/ui/queue-page.tsx').then((screen) => screen.QueuePage) },
  { path: '/recibir', load: () => import('#rooms/case/ui/intake/intake-page.tsx').then((screen) => screen.IntakePage), place: { label: 'desk.place.receive', icon: 'plus', group: 'work', isMain: true, letter: 'r', roles: custodyRoles } },
  { path: '/casos', load: () => import('#rooms/case/ui/list/files-page.tsx').then((screen) => screen.FilesPage), place: { label: 'desk.place.files', icon: 'child', group: 'work', isMain: true, letter: 'e', roles: fileRoles } },
  { path: '/casos/importar', load: () => import('#rooms/case/ui/import/import-page.tsx').then((screen) => screen.ImportPage), place: { label: 'desk.place.import', icon: 'upload', group: 'work', letter: 'i', roles: agencyWideRoles } },
  { path: '/casos/:childId', load: () => import('#rooms/case/ui/file/file-page.tsx').then((screen) => screen.FilePage) },
  { path: '/casos/:childId/editar/persona', load: () => import('#rooms/person/ui/edit-person-page.tsx').then((screen) => screen.EditPersonPage) },
  { path: '/casos/:childId/editar/familia', load: () => import('#rooms/person/ui/edit-person-page.tsx').then((screen) => screen.EditFamilyPage) },
  { path: '/casos/:childId/editar/riesgos', load: () => import('#rooms/case/ui/file/edit-pages.tsx').then((screen) => screen.EditConcernsPage) },
  { path: '/casos/:childId/editar/consentimiento', load: () => import('#rooms/case/ui/file/edit-pages.tsx').then((screen) => screen.EditConsentPage) },
  { path: '/casos/:childId/custodia', load: () => import('#rooms/handover/ui/custody-page.tsx').then((screen) => screen.CustodyPage) },
  { path: '/casos/:childId/entregar', load: () => import('#rooms/handover/ui/offer/offer-page.tsx').then((screen) => screen.OfferPage) },
  { path: '/casos/:childId/canalizar', load: () => import('#rooms/handover/ui/referral/refer-page.tsx').then((screen) => screen.ReferPage) },
  { path: '/traspasos', load: () => import('#rooms/handover/ui/handovers-page.tsx').then((screen) => screen.HandoversPage), place: { label: 'desk.place.handovers', icon: 'handover', group: 'work', isMain: true, letter: 't', roles: fileRoles } },
  { path: '/conservacion', load: () => import('#rooms/handover/ui/retention/retention-page.tsx').then((screen) => screen.RetentionPage) },
  { path: '/traspasos/:handoverId', load: () => import('#rooms/handover/ui/one/handover-page.tsx').then((screen) => screen.HandoverPage) },
  { path: '/traspasos/:handoverId/entrega', load: () => import('#rooms/handover/ui/one/delivery-page.tsx').then((screen) => screen.DeliveryPage) },
  { path: '/canalizaciones', load: () => import('#rooms/handover/ui/referral/referrals-page.tsx').then((screen) => screen.ReferralsPage), place: { label: 'desk.place.referrals', icon: 'outbox', group: 'work', letter: 'c', roles: fileRoles } },
  { path: '/canalizaciones/:referralId', load: () => import('#rooms/handover/ui/referral/referral-page.tsx').then((screen) => screen.ReferralPage) },
  { path: '/retornos', load: () => import('#rooms/handover/ui/returning/returns-page.tsx').then((screen) => screen.ReturnsPage), place: { label: 'desk.place.returns', icon: 'globe', group: 'work', roles: ['consular_officer'] } },
  { path: '/avisos', load: () => import('#rooms/handover/ui/search/alarms-page.tsx').then((screen) => screen.AlarmsPage), place: { label: 'desk.place.alarms', icon: 'bell', group: 'work', letter: 'v', roles: fileRoles } },
  { path: '/busquedas', load: () => import('#rooms/handover/ui/search/searches-page.tsx').then((screen) => screen.SearchesPage), place: { label: 'desk.place.searches', icon: 'search', group: 'work', letter: 's', roles: fileRoles } },
  { path: '/casos/:childId/suceso', load: () => import('#rooms/handover/ui/search/event-page.tsx').then((screen) => screen.EventPage) },
  { path: '/casos/:childId/unir', load: () => import('#rooms/handover/ui/merge/merge-page.tsx').then((screen) => screen.MergePage) },
  { path: '/casos/:childId/buscar-familia', load: () => import('#rooms/tracing/ui/child-request-page.tsx').then((screen) => screen.ChildRequestPage) },
  { path: '/casos/:childId/cerrar', load: () => import('#rooms/handover/ui/ending/close-page.tsx').then((screen) => screen.ClosePage) },
  { path: '/tarjeta', load: () => import('#rooms/handover/ui/card/card-page.tsx').then((screen) => screen.CardPage), place: { label: 'desk.place.card', icon: 'camera', group: 'work', letter: 'l', roles: fileRoles } },
  { path: '/rastreo', load: () => import('#rooms/tracing/ui/requests-page.tsx').then((screen) => screen.RequestsPage), place: { label: 'desk.place.tracing', icon: 'search', group: 'work', letter: 'f', roles: fileRoles } },
  { path: '/rastreo/nueva', load: () => import('#rooms/tracing/ui/new-request-page.tsx').then((screen) => screen.NewRequestPage) },
  { path: '/rastreo/:requestId', load: () => import('#rooms/tracing/ui/request-page.tsx').then((screen) => screen.RequestPage) },
  { path: '/rastreo/:requestId/:candidateId', load: () => import('#rooms/tracing/ui/candidate-page.tsx').then((screen) => screen.CandidatePage) },
  { path: '/comparaciones/:contactId?', load: () => import('#rooms/tracing/ui/comparisons-page.tsx').then((screen) => screen.ComparisonsPage) },
  { path: '/duplicados', load: () => import('#rooms/tracing/ui/duplicates-page.tsx').then((screen) => screen.DuplicatesPage), place: { label: 'desk.place.duplicates', icon: 'people', group: 'work', letter: 'd', roles: fileRoles } },
  { path: '/duplicados/:pairId', load: () => import('#rooms/tracing/ui/duplicate-page.tsx').then((screen) => screen.DuplicatePage) },
  { path: '/borradores', load: () => import('./drafts-page.tsx').then((screen) => screen.DraftsPage), place: { label: 'desk.place.drafts', icon: 'edit', group: 'work', letter: 'b' } },
  { path: '/colas', load: () => import('#rooms/monitoring/ui/queues-page.tsx').then((screen) => screen.QueuesPage), place: { label: 'desk.place.queues', icon: 'shield', group: 'node', letter: 'q', roles: ['supervisor', 'coordinator', 'monitoring_officer', 'administrator'] } },
  { path: '/resultados', load: () => import('#rooms/monitoring/ui/outcomes-page.tsx').then((screen) => screen.OutcomesPage), place: { label: 'desk.place.outcomes', icon: 'chart', group: 'node', letter: 'o', roles: ['supervisor', 'coordinator', 'monitoring_officer', 'administrator'] } },
  { path: '/federacion', load: () => import('#rooms/governance/ui/federation-page.tsx').then((screen) => screen.FederationPage), place: { label: 'desk.place.federation', icon: 'globe', group: 'node', letter: 'a' } },
  { path: '/federacion/agencias/nueva', load: () => import('#rooms/governance/ui/add-peer-page.tsx').then((screen) => screen.AddPeerPage) },
  { path: '/federacion/agencias/:nodeId', load: () => import('#rooms/governance/ui/peer-page.tsx').then((screen) => screen.PeerPage) },
  { path: '/federacion/agencias/:nodeId/perdido', load: () => import('#rooms/handover/ui/lost/lost-node-page.tsx').then((screen) => screen.LostNodePage) },
  { path: '/federacion/agencias/:nodeId/credencial', load: () => import('#rooms/governance/ui/peer-card-page.tsx').then((screen) => screen.PeerCardPage) },
  { path: '/federacion/invitaciones', load: () => import('#rooms/governance/ui/invitations-page.tsx').then((screen) => screen.InvitationsPage) },
  { path: '/federacion/salida', load: () => import('#rooms/handover/ui/ending/leaving-page.tsx').then((screen) => screen.LeavingPage) },
  { path: '/federacion/raiz', load: () => import('#rooms/governance/ui/adopt-root-page.tsx').then((screen) => screen.AdoptRootPage) },
  { path: '/federacion/lista/nueva', load: () => import('#rooms/governance/ui/draft-line-page.tsx').then((screen) => screen.DraftLinePage) },
  { path: '/federacion/convenios/nuevo', load: () => import('#rooms/governance/ui/draft-agreement-page.tsx').then((screen) => screen.DraftAgreementPage) },
  { path: '/federacion/convenios/firmar', load: () => import('#rooms/governance/ui/sign-agreement-page.tsx').then((screen) => screen.SignAgreementPage) },
  { path: '/federacion/convenios/:agreementId', load: () => import('#rooms/governance/ui/agreement-page.tsx').then((screen) => screen.AgreementPage) },
  { path: '/cuenta', load: () => import('./account/account-page.tsx').then((screen) => screen.AccountPage) },
  { path: '/ayuda', load: () => import('./help-page.tsx').then((screen) => screen.HelpPage), place: { label: 'desk.place.help', icon: 'question', group: 'node' } },
];
