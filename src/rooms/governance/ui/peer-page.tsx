import { useParams } from 'wouter';
import type { NodeId } from '#kernel/identifier.ts';
import { listPeerHealth } from '#exchange/federation/schema.ts';
import { useEndpoint } from '#web/device/query.ts';
import { hasRole, useSession } from '#web/device/session.ts';
import { Card } from '#web/kit/card.tsx';
import { formatDay, formatInstant, formatRelative } from '#web/kit/dates.ts';
import { KeyValue } from '#web/kit/key-value.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { Page } from '#web/kit/page.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { phoneText } from '#web/kit/phone-text.ts';
import { text } from '#web/kit/text.tsx';
import { useNow } from '#web/kit/use-now.ts';
import { listAgreements, listPeers } from '../schema.ts';
import { AgreementsTab } from './agreements-tab.tsx';
import { countryName } from './country-name.ts';
import { MailCard } from './mail-card.tsx';
import { PeerActs } from './peer-acts.tsx';
import { RevokedKeys } from './revoked-keys.tsx';
import { Warnings } from './warnings.tsx';

/** One agency of the network: who it is, how it was confirmed, how the line does, what was agreed. */
export function PeerPage() {
  const { nodeId } = useParams<{ nodeId: NodeId }>();
  const session = useSession();
  const now = useNow();
  const peers = useEndpoint(listPeers, {});
  const health = useEndpoint(listPeerHealth, {}, { everySeconds: 20 }).value?.peers.find((each) => each.nodeId === nodeId);
  const agreements = useEndpoint(listAgreements, { peer: nodeId });
  const peer = peers.value?.peers.find((each) => each.nodeId === nodeId);
  const back = { href: '/federacion', label: text('governance.title') };
  if (!peer) {
    return (
      <Page title={text('governance-ui.agency')} back={back}>
        {peers.problem ? <ProblemNotice problem={peers.problem} onRetry={peers.retry} /> : peers.value ? <Notice tone="warn">{text('problem.not-found')}</Notice> : <Skeleton lines={8} />}
      </Page>
    );
  }
  const line = (at: typeof peer.since | null) => (at ? `${formatInstant(at)} (${formatRelative(at, now)})` : text('federation.neverHeard'));
  return (
    <Page title={peer.name} lead={peer.member} back={back} actions={<PeerActs peer={peer} onDone={peers.retry} />}>
      {peer.status !== 'active' && <Notice tone="warn" title={text(`governance.peerStatus.${peer.status}`)}>{text(`governance-ui.${peer.status}Text`)}</Notice>}
      {peer.decommissionProposal && (
        <Notice tone="danger" title={text('governance-ui.decommissionProposed', { by: peer.decommissionProposal.proposedLabel, at: formatInstant(peer.decommissionProposal.proposedAt) })}>
          {text(`governance-ui.decommissionProposed${peer.decommissionProposal.proposedBy === session.workerId ? 'Own' : 'Text'}`, { reason: peer.decommissionProposal.reason })}
        </Notice>
      )}
      {health && (
        <Card title={text('federation.peers')}>
          <KeyValue
            rows={[
              { label: text('governance-ui.health'), value: <Warnings peer={health} /> },
              { label: text('federation.lastHeard'), value: line(health.lastHeardAt) },
              { label: text('federation.lastReached'), value: line(health.lastReachedAt) },
              { label: text('governance-ui.waiting'), value: String(health.waiting), ...(health.oldestWaitingAt ? { note: text('governance-ui.oldest', { at: formatInstant(health.oldestWaitingAt) }) } : {}) },
              { label: text('governance-ui.refusedCount'), value: String(health.refused) },
              { label: text('governance-ui.parkedCount'), value: String(health.parked) },
            ]}
          />
        </Card>
      )}
      <Card title={text('governance-ui.who')}>
        <KeyValue
          rows={[
            { label: text('governance-ui.bodyKind'), value: text(`governance.bodyKind.${peer.bodyKind}`) },
            { label: text('governance-ui.country'), value: countryName(peer.country) },
            { label: text('governance-ui.dutyPhone'), value: <a href={`tel:${peer.dutyPhone.replaceAll(/[^+\d]/g, '')}`}>{phoneText(peer.dutyPhone)}</a> },
            { label: text('governance-ui.address'), value: peer.endpoint },
            { label: text('governance.fingerprint'), value: <strong>{peer.fingerprint}</strong>, note: text('governance-ui.confirmed', { means: text(`governance.means.${peer.means}`), at: formatInstant(peer.confirmedAt) }) },
            { label: text('governance-ui.keysUntil'), value: formatDay(peer.keysValidUntil.slice(0, 10)) },
            { label: text('governance-ui.version'), value: peer.softwareVersion },
          ]}
        />
      </Card>
      {peer.revokedKeys.length > 0 && <RevokedKeys peer={peer} />}
      <Card title={text('governance.agreements')} isFlush={false}><AgreementsTab {...agreements} /></Card>
      {hasRole(session, 'supervisor', 'coordinator', 'administrator') && <MailCard peers={[peer]} />}
    </Page>
  );
}
