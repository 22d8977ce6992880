import type { NodeId } from '#kernel/identifier.ts';
import { addDays, dayOf } from '#kernel/instant.ts';
import { valueOf } from '#kernel/result.ts';
import { nodeCaller } from '#platform/access/index.ts';
import { nodeScope, transact } from '#platform/db/transact.ts';
import { record } from '#platform/ledger/record.ts';
import { unitOf } from '#platform/ledger/verb.ts';
import { completeAgreement, draftAgreement, issueOwnCard, signAgreement } from '#rooms/governance/index.ts';
import type { Agency } from './agency.ts';

type Document = Parameters<typeof signAgreement.run>[2];

/** What two administrators do before their agencies may hand over children, at one of them. */
export interface Trust {
  readonly nodeId: NodeId;
  readonly card: string;
}

export async function ownTrust({ running: { services } }: Agency): Promise<Trust> {
  return { nodeId: services.nodeId, card: valueOf(await issueOwnCard.run(services, nodeCaller(services), {})).card };
}

/** Takes a peer as compared: the comparison itself takes people minutes. */
export async function trust({ running }: Agency, { nodeId, card }: Trust): Promise<void> {
  const { services } = running;
  const body = { nodeId, card, bodyKind: 'child_protection_authority', fingerprint: 'compared', confirmedBy: services.nodeId, means: 'in_person' };
  await transact(services.database, nodeScope(services.clock.now()), (transaction) =>
    record(unitOf(services, transaction, nodeCaller(services)), [{ kind: 'governance.peer-added', childId: null, body }]));
  await running.alignPeers();
}

export async function draft({ running: { services } }: Agency, peer: NodeId): Promise<Document> {
  const now = services.clock.now();
  return valueOf(await draftAgreement.run(services, nodeCaller(services), {
    peer, purposes: ['custody_transfer'], categories: ['unaccompanied', 'separated', 'accompanied'], territory: ['MX'], validFrom: dayOf(addDays(now, -1)), validUntil: dayOf(addDays(now, 300)),
    fieldPolicy: { byClass: { A: 'at_offer', B: 'at_offer', C: 'after_acceptance', D: 'after_acceptance' }, byField: {} }, onwardSharing: 'forbidden',
    escalationHours: { emergency: 4, forced: 24, planned: 120 }, retentionDays: 90, legalBasis: 'Convenio de prueba',
  }));
}

export const countersign = async ({ running: { services } }: Agency, document: Document): Promise<Document> =>
  valueOf(await signAgreement.run(services, nodeCaller(services), { document }));

export const conclude = async ({ running: { services } }: Agency, document: Document): Promise<void> =>
  void valueOf(await completeAgreement.run(services, nodeCaller(services), { document }));
