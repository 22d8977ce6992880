import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { NodeId, Uuid } from '#kernel/identifier.ts';
import { command } from '#platform/ledger/command.ts';
import { query } from '#platform/ledger/query.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { canonicalJson, isValidAt, verifyDetached } from '#platform/vault/index.ts';
import * as schema from '../schema.ts';
import type { Agreement, AgreementDocument, AgreementTerms } from '../schema.ts';
import { otherParty, recordDocument, viewOf, whyNotConclude } from '../rules/agreements.ts';
import { findPeer, listAgreements, type TrustedPeer } from '../store.ts';

const byAdministrator = { roles: ['administrator'], allowsNode: true, needsStepUp: true } as const;

interface Conclusion {
  readonly known: Agreement | null;
  readonly hasSameTerms: boolean;
  readonly document: AgreementDocument;
}

/** The peer's signature over exactly these terms, by a key that counts now. */
async function verifySignature(unit: UnitOfWork, peer: TrustedPeer, document: AgreementDocument): Promise<Result<string>> {
  const signature = document.signatures[peer.nodeId];
  if (signature === undefined) return refuse('signature-invalid', { reason: 'missing', node: peer.nodeId });
  const verified = await verifyDetached('agreement', signature, document.terms, (kid) => {
    const key = peer.card.signing.find((candidate) => candidate.kid === kid);
    const isRevoked = peer.revokedKeys.some((revoked) => revoked.kid === kid);
    return key && !isRevoked && isValidAt(key, unit.now) ? succeed(key) : refuse('signature-invalid', { reason: 'key' });
  });
  return verified.ok ? succeed(signature) : verified;
}

/** The terms against what is known of parties, dates and earlier versions; the other party must be an active peer. */
async function conclude(unit: UnitOfWork, terms: AgreementTerms): Promise<Result<{ peer: TrustedPeer; known: Agreement | null }>> {
  const self = unit.node.nodeId;
  const peer = await findPeer(unit.transaction, otherParty(terms, self));
  const possible = whyNotConclude(terms, self, peer);
  if (!possible.ok) return possible;
  const known = (await listAgreements(unit.transaction, peer!.nodeId)).find(({ terms: other }) => other.agreementId === terms.agreementId && other.version === terms.version);
  return succeed({ peer: peer!, known: known ?? null });
}

const conclusionOf = (known: Agreement | null, document: AgreementDocument): Conclusion => ({
  known, document, hasSameTerms: known === null || canonicalJson(known.terms) === canonicalJson(document.terms),
});

const record = ({ known, hasSameTerms, document }: Conclusion) => recordDocument(known, hasSameTerms, document);

async function nextVersion(unit: UnitOfWork, peer: NodeId, replaces: Uuid | undefined): Promise<Result<Pick<AgreementTerms, 'agreementId' | 'version'>>> {
  if (replaces === undefined) return succeed({ agreementId: unit.newIdentifier(), version: 1 });
  const versions = (await listAgreements(unit.transaction, peer)).filter(({ terms }) => terms.agreementId === replaces);
  if (versions.length === 0) return refuse('not-found', { agreement: replaces });
  return succeed({ agreementId: replaces, version: versions[0]!.terms.version + 1 });
}

export const listAgreementsVerb = query({
  name: 'governance.list-agreements',
  input: schema.listAgreements.input,
  scope: { roles: ['case_worker', 'supervisor', 'lawyer', 'consular_officer', 'shelter_staff', 'coordinator', 'monitoring_officer', 'administrator'], allowsNode: true },
  read: async (unit, { peer }) => {
    const agreements = await listAgreements(unit.transaction, peer);
    return succeed({ agreements: agreements.map((agreement) => viewOf(agreement, unit.node.nodeId, unit.now)) });
  },
});

export const draftAgreementVerb = command({
  name: 'governance.draft-agreement',
  input: schema.draftAgreement.input,
  scope: byAdministrator,
  load: async (unit, { peer, replaces, ...negotiated }) => {
    const version = await nextVersion(unit, peer, replaces);
    if (!version.ok) return version;
    const terms: AgreementTerms = { type: 'agreement/1', ...version.value, parties: [unit.node.nodeId, peer].sort(), ...negotiated };
    const possible = await conclude(unit, terms);
    if (!possible.ok) return possible;
    return succeed(conclusionOf(possible.value.known, { terms, signatures: { [unit.node.nodeId]: await unit.node.vault.signDetached('agreement', terms) } }));
  },
  decide: record,
});

export const signAgreementVerb = command({
  name: 'governance.sign-agreement',
  input: schema.signAgreement.input,
  scope: byAdministrator,
  load: async (unit, { document }) => {
    const possible = await conclude(unit, document.terms);
    if (!possible.ok) return possible;
    const { peer, known } = possible.value;
    const theirs = await verifySignature(unit, peer, document);
    if (!theirs.ok) return theirs;
    const ours = await unit.node.vault.signDetached('agreement', document.terms);
    return succeed(conclusionOf(known, { terms: document.terms, signatures: { [peer.nodeId]: theirs.value, [unit.node.nodeId]: ours } }));
  },
  decide: record,
});

export const completeAgreementVerb = command({
  name: 'governance.complete-agreement',
  input: schema.completeAgreement.input,
  scope: byAdministrator,
  load: async (unit, { document }) => {
    const possible = await conclude(unit, document.terms);
    if (!possible.ok) return possible;
    const { peer, known } = possible.value;
    // only what this node has signed before can be completed: an administrator signs by `sign-agreement`
    if (known?.signatures[unit.node.nodeId] === undefined) return refuse('not-found', { agreement: document.terms.agreementId });
    const theirs = await verifySignature(unit, peer, document);
    return theirs.ok ? succeed(conclusionOf(known, { terms: document.terms, signatures: { [peer.nodeId]: theirs.value } })) : theirs;
  },
  decide: (conclusion) => {
    const recorded = record(conclusion);
    return recorded.ok ? succeed({ ...recorded.value, output: {} }) : recorded;
  },
});

export const endAgreementVerb = command({
  name: 'governance.end-agreement',
  input: schema.endAgreement.input,
  scope: byAdministrator,
  load: async (unit, { agreementId }) => succeed((await listAgreements(unit.transaction)).filter(({ terms }) => terms.agreementId === agreementId)),
  decide: (versions, { agreementId, reason }) => {
    if (versions.length === 0) return refuse('not-found', { agreement: agreementId });
    if (versions.every(({ endedAt }) => endedAt !== null)) return refuse('already-done');
    return succeed({ operations: [{ kind: 'governance.agreement-ended', childId: null, body: { agreementId, reason } }], output: {} });
  },
});
