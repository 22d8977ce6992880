import type { NodeId } from '#kernel/identifier.ts';
import type { Operation } from '#kernel/operation.ts';
import { refuse, succeed, valueOf, type Result } from '#kernel/result.ts';
import { command } from '#platform/ledger/command.ts';
import { query } from '#platform/ledger/query.ts';
import { record } from '#platform/ledger/record.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { canonicalJson, verifyDetached, verifyNodeCard, type NodeCard, type SignatureKind } from '#platform/vault/index.ts';
import { judgeRoot, takeLines, type KnownLists, type ProvenLine } from '../rules/membership.ts';
import { isSameFingerprint } from '../rules/peers.ts';
import * as schema from '../schema/membership.ts';
import { signedPartOf, type CountryRoot, type CountryRootAdopted, type MembershipDocument } from '../schema/membership.ts';
import { cardHashOf, documentOf, findOwnCard, findPeer, findRoot, hashOfLine, listLines, listPeers, listRoots } from '../store.ts';

const byAdministrator = { roles: ['administrator'], allowsNode: true, needsStepUp: true } as const;

/** The keys of a root that signed this very thing; what does not hold is no signature. */
async function signersAmong(kind: SignatureKind, payload: unknown, signatures: readonly string[], { keys }: CountryRoot): Promise<string[]> {
  const signers: string[] = [];
  for (const signature of signatures) {
    const verified = await verifyDetached(kind, signature, payload, (kid) => {
      const key = keys.find((candidate) => candidate.kid === kid);
      return key ? succeed({ kid: key.kid, x: key.x }) : refuse('signature-invalid', { reason: 'key-unknown' });
    });
    if (verified.ok) signers.push(verified.value.kid);
  }
  return signers;
}

const judge = async (unit: UnitOfWork, { root, signatures }: schema.CountryRootDocument) => {
  const known = (await findRoot(unit.transaction, root.country))?.root ?? null;
  const own = await signersAmong('country-root', root, signatures, root);
  return { known, judged: judgeRoot(known, root, { own, former: known ? await signersAmong('country-root', root, signatures, known) : [] }) };
};

export const inspectCountryRootVerb = query({
  name: 'governance.inspect-country-root',
  input: schema.inspectCountryRoot.input,
  scope: { roles: ['administrator'] },
  read: async (unit, { document }) => {
    const { known, judged } = await judge(unit, document);
    if (!judged.ok && judged.problem.code !== 'already-done') return judged;
    return succeed({ root: document.root, isKnown: !judged.ok, followsKnown: known !== null && judged.ok && judged.value.isVouchedFor });
  },
});

export const adoptCountryRootVerb = command({
  name: 'governance.adopt-country-root',
  input: schema.adoptCountryRoot.input,
  scope: byAdministrator,
  load: async (unit, { document }) => {
    const { judged } = await judge(unit, document);
    return judged.ok ? succeed({ ...judged.value, words: await unit.node.vault.fingerprint(canonicalJson(document.root)) }) : judged;
  },
  decide: ({ isVouchedFor, words }, { document, fingerprint, means }) => {
    if (!isVouchedFor && (means === undefined || fingerprint === undefined || !isSameFingerprint(words, fingerprint))) return refuse('input-invalid', { field: 'fingerprint' });
    const body: CountryRootAdopted = { document, fingerprint: words, means: isVouchedFor ? null : (means ?? null) };
    return succeed({ operations: [{ kind: 'governance.country-root-adopted', childId: null, body }], output: { country: document.root.country } });
  },
});

async function knownLists({ transaction }: UnitOfWork): Promise<KnownLists> {
  const lines = await listLines(transaction);
  return {
    roots: new Map((await listRoots(transaction)).map(({ country, root }) => [country, root])),
    lines: new Map([...Map.groupBy(lines, ({ country }) => country)].map(([country, own]) => [country, own.map(({ hash }) => hash)])),
    members: new Map(lines.map(({ node_id: nodeId, entry }) => [nodeId, entry])),
    peers: new Map((await listPeers(transaction)).map((peer) => [peer.nodeId, peer])),
  };
}

async function proven(roots: KnownLists['roots'], document: MembershipDocument): Promise<ProvenLine> {
  const root = roots.get(document.entry.country);
  return { document, hash: hashOfLine(document), signers: root ? await signersAmong('trust-entry', signedPartOf(document), document.signatures, root) : [] };
}

/** Takes one line in the caller's transaction, however it came. @returns what was recorded; refuses as `takeLines` */
export async function takeMembership(unit: UnitOfWork, document: MembershipDocument): Promise<Result<Operation[]>> {
  const lists = await knownLists(unit);
  const taken = takeLines(lists, [await proven(lists.roots, document)]);
  return taken.ok ? succeed(await record(unit, taken.value.operations)) : taken;
}

export const takeMembershipListVerb = command({
  name: 'governance.take-membership-list',
  input: schema.takeMembershipList.input,
  scope: byAdministrator,
  load: async (unit, { documents }) => {
    const lists = await knownLists(unit);
    const inOrder = documents.toSorted((one, other) => one.entry.country.localeCompare(other.entry.country) || one.seq - other.seq);
    return succeed({ lists, lines: await Promise.all(inOrder.map((document) => proven(lists.roots, document))) });
  },
  decide: ({ lists, lines }) => {
    const taken = takeLines(lists, lines);
    return taken.ok ? succeed({ operations: taken.value.operations, output: { taken: taken.value.taken, known: lines.length - taken.value.taken } }) : taken;
  },
});

async function cardOf(unit: UnitOfWork, nodeId: NodeId): Promise<{ card: NodeCard; hash: string } | null> {
  if (nodeId !== unit.node.nodeId) {
    const peer = await findPeer(unit.transaction, nodeId);
    return peer && { card: peer.card, hash: peer.cardHash };
  }
  const own = await findOwnCard(unit.transaction);
  return own === null ? null : { card: valueOf(await verifyNodeCard(own)), hash: cardHashOf(own) };
}

export const draftMembershipVerb = query({
  name: 'governance.draft-membership',
  input: schema.draftMembership.input,
  scope: { roles: ['administrator', 'coordinator'] },
  read: async (unit, { nodeId, roles, status, fencedIncarnation }) => {
    const known = await cardOf(unit, nodeId);
    if (!known) return refuse('not-found', { node: nodeId });
    const { country, member } = known.card;
    if (!(await findRoot(unit.transaction, country))) return refuse('not-found', { what: 'country-root', country });
    const own = (await listLines(unit.transaction)).filter((line) => line.country === country);
    const [head, former] = [own.at(-1), own.findLast((line) => line.node_id === nodeId)?.entry];
    const fence = Math.max(fencedIncarnation ?? 0, former?.fencedInc ?? 0);
    const entry = { nodeId, member, country, roles, cardHash: known.hash, status, fencedInc: status === 'active' && fence === 0 ? null : fence, from: unit.now };
    return succeed({ seq: (head?.seq ?? 0) + 1, prevHash: head?.hash ?? null, entry, signatures: [] });
  },
});

/** All lines of all lists as they travel. */
export const listMembershipDocuments = async ({ transaction }: Pick<UnitOfWork, 'transaction'>): Promise<MembershipDocument[]> => (await listLines(transaction)).map(documentOf);

export const exportMembershipVerb = query({
  name: 'governance.export-membership',
  input: schema.exportMembership.input,
  scope: { roles: ['administrator', 'coordinator', 'supervisor', 'monitoring_officer'], allowsNode: true },
  read: async (unit) => succeed({ documents: await listMembershipDocuments(unit) }),
});
