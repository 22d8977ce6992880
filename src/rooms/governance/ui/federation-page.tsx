import { useSearchParams } from 'wouter';
import { agencyWideRoles, fileRoles } from '#kernel/role.ts';
import { listAgreements } from '../schema.ts';
import { listPeerHealth } from '#exchange/federation/schema.ts';
import { useEndpoint } from '#web/device/query.ts';
import { hasRole, useSession } from '#web/device/session.ts';
import { Row } from '#web/kit/layout.tsx';
import { ButtonLink } from '#web/kit/link.tsx';
import { Page } from '#web/kit/page.tsx';
import { Tabs } from '#web/kit/tabs.tsx';
import { text } from '#web/kit/text.tsx';
import { AgreementsTab } from './agreements-tab.tsx';
import { AuditsTab } from './audits-tab.tsx';
import { DirectoryTab } from './directory-tab.tsx';
import { HealthTab } from './health-tab.tsx';
import { ConscienceTab } from './conscience-tab.tsx';
import { InboxTab } from './inbox-tab.tsx';
import { MailCard } from './mail-card.tsx';
import { OutboxTab } from './outbox-tab.tsx';
import { PeersTab } from './peers-tab.tsx';
import { RecoveryNotice } from './recovery-notice.tsx';
import { TrustTab } from './trust-tab.tsx';

/** The network as this agency sees it: with whom, on what terms, and how the lines do. */
export function FederationPage() {
  const session = useSession();
  const [search, setSearch] = useSearchParams();
  const peers = useEndpoint(listPeerHealth, {}, { everySeconds: 30 });
  const agreements = useEndpoint(listAgreements, {});
  const seesFiles = hasRole(session, ...fileRoles);
  const watches = hasRole(session, ...agencyWideRoles);
  const carries = hasRole(session, 'supervisor', 'coordinator', 'administrator');
  const seesTrust = hasRole(session, 'administrator', 'coordinator', 'supervisor', 'monitoring_officer');
  const tabs = [
    { key: 'agencias', label: text('governance-ui.peers'), count: peers.value?.peers.length, content: <PeersTab {...peers} /> },
    { key: 'salud', label: text('governance-health.tab'), count: peers.value?.peers.filter(({ warnings }) => warnings.length > 0).length, content: <HealthTab {...peers} /> },
    { key: 'convenios', label: text('governance.agreements'), count: agreements.value?.agreements.filter(({ status }) => status === 'active').length, content: <AgreementsTab {...agreements} /> },
    { key: 'directorio', label: text('trust.directory.title'), content: <DirectoryTab /> },
    ...(seesFiles ? [{ key: 'salida', label: text('federation.outbox'), content: <OutboxTab /> }, { key: 'entrada', label: text('federation.inbox'), content: <InboxTab /> }] : []),
    ...(watches ? [{ key: 'vigilancia', label: text('conscience.tab'), content: <ConscienceTab /> }] : []),
    ...(carries ? [{ key: 'sin-red', label: text('carry.tab'), content: <MailCard peers={peers.value?.peers.filter(({ status }) => status === 'active') ?? []} /> }] : []),
    ...(seesTrust ? [{ key: 'confianza', label: text('governance.trustList'), content: <TrustTab /> }] : []),
    ...(hasRole(session, 'coordinator', 'administrator') ? [{ key: 'auditoria', label: text('audit-ui.tab'), content: <AuditsTab /> }] : []),
  ];
  const isKeeper = hasRole(session, 'administrator');
  const isCoordinator = hasRole(session, 'coordinator');
  return (
    <Page
      title={text('governance.title')}
      lead={text('governance-ui.lead')}
      actions={(isKeeper || isCoordinator) && <Row gap={2}>{isCoordinator && <ButtonLink href="/federacion/salida" variant="quiet">{text('trust.leaving.open')}</ButtonLink>}{isKeeper && <><ButtonLink href="/federacion/invitaciones" icon="plus">{text('trust.invite.open')}</ButtonLink><ButtonLink href="/federacion/agencias/nueva" icon="people">{text('governance-ui.addPeer')}</ButtonLink><ButtonLink href="/federacion/convenios/nuevo" icon="file">{text('governance-ui.draft.open')}</ButtonLink></>}</Row>}
    >
      <RecoveryNotice />
      <Tabs label={text('governance.title')} value={search.get('vista') ?? 'agencias'} onChange={(vista) => setSearch({ vista }, { replace: true })} tabs={tabs.map(({ count, ...tab }) => (count === undefined ? tab : { ...tab, count }))} />
    </Page>
  );
}
