import { Check } from 'typebox/value';
import { refuse, succeed } from '#kernel/result.ts';
import type { Role } from '#kernel/role.ts';
import { command } from '#platform/ledger/command.ts';
import { query } from '#platform/ledger/query.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { isValidAt, verifyJson, verifyNodeCard } from '#platform/vault/index.ts';
import { isStale } from '../rules/membership.ts';
import * as schema from '../schema/membership.ts';
import type { CountryView, Directory, Member } from '../schema/membership.ts';
import { cardHashOf, findOwnCard, findPeer, listLines, listPeers, listRoots } from '../store.ts';

const everyone: readonly Role[] = ['case_worker', 'supervisor', 'lawyer', 'consular_officer', 'shelter_staff', 'coordinator', 'monitoring_officer', 'administrator'];

async function membersOf(unit: UnitOfWork): Promise<{ countries: CountryView[]; members: Member[] }> {
  const { transaction, now, node } = unit;
  const [roots, lines, peers] = [await listRoots(transaction), await listLines(transaction), await listPeers(transaction)];
  const own = await findOwnCard(transaction);
  const countries = roots.map(({ country, version, root, fingerprint, adopted_at: since }): CountryView => {
    const last = lines.findLast((line) => line.country === country);
    return {
      country, version, threshold: root.threshold, keyNames: root.keys.map(({ name }) => name), fingerprint, since,
      entries: last?.seq ?? 0, lastHash: last?.hash ?? null, lastFrom: last?.entry.from ?? null, isStale: isStale(last?.entry.from ?? null, now),
    };
  });
  const latest = new Map(lines.map((line) => [line.node_id, line]));
  const members = [...latest.values()].map(({ seq, entry }): Member => {
    const peer = peers.find(({ nodeId }) => nodeId === entry.nodeId);
    const isSelf = entry.nodeId === node.nodeId;
    const { name, dutyPhone, endpoint } = isSelf ? { name: node.settings.shortName, dutyPhone: node.settings.dutyPhone, endpoint: node.settings.publicAddress } : (peer ?? { name: null, dutyPhone: null, endpoint: null });
    const cardHash = isSelf ? own && cardHashOf(own) : (peer?.cardHash ?? null);
    return { ...entry, seq, name, dutyPhone, endpoint, standing: isSelf ? 'self' : (peer?.status ?? 'unknown'), isSameCard: cardHash === null ? null : cardHash === entry.cardHash };
  });
  return { countries, members: members.sort((one, other) => one.country.localeCompare(other.country) || one.member.localeCompare(other.member)) };
}

export const viewDirectoryVerb = query({
  name: 'governance.view-directory', input: schema.viewDirectory.input, scope: { roles: everyone, allowsNode: true },
  read: async (unit) => succeed(await membersOf(unit)),
});

/** The directory as it stands, signed with this node's key: its coordinator answers for it. */
export const signDirectoryVerb = command({
  name: 'governance.sign-directory', input: schema.signDirectory.input, scope: { roles: ['coordinator'], needsStepUp: true },
  load: async (unit) => {
    const { countries, members } = await membersOf(unit);
    if (members.length === 0) return refuse('not-found', { what: 'membership' });
    const directory: Directory = {
      typ: 'directory/1', by: unit.node.nodeId, byName: unit.node.settings.name, issuedAt: unit.now,
      nodes: members.map(({ nodeId, name, member, country, roles, status, endpoint, dutyPhone, cardHash }) => ({ nodeId, name, member, country, roles, status, endpoint, dutyPhone, cardHash })),
      heads: countries.flatMap(({ country, entries, lastHash }) => (lastHash === null ? [] : [{ country, seq: entries, hash: lastHash }])),
    };
    return succeed({ directory: await unit.node.vault.sign('directory', directory) });
  },
  decide: (output) => succeed({ operations: [], output }),
});

/** Reads a directory that a coordinator of a known node signed. Refuses `message-malformed`, `unknown-sender`, `signature-invalid`. */
export const readDirectoryVerb = query({
  name: 'governance.read-directory', input: schema.readDirectory.input, scope: { roles: everyone },
  read: async (unit, input) => {
    const own = await findOwnCard(unit.transaction);
    const ownCard = own === null ? null : await verifyNodeCard(own);
    const verified = await verifyJson('directory', input.directory.trim(), async (kid, claimed) => {
      if (!Check(schema.Directory, claimed)) return refuse('message-malformed', { reason: 'directory' });
      const peer = await findPeer(unit.transaction, claimed.by);
      const signing = claimed.by === unit.node.nodeId && ownCard?.ok ? ownCard.value.signing : peer?.card.signing;
      if (!signing) return refuse('unknown-sender', { node: claimed.by });
      const key = signing.find((candidate) => candidate.kid === kid);
      const isRevoked = peer?.revokedKeys.some((revoked) => revoked.kid === kid && claimed.issuedAt > revoked.since) ?? false;
      return key && !isRevoked && isValidAt(key, claimed.issuedAt) ? succeed(key) : refuse('signature-invalid', { reason: 'key' });
    });
    return verified.ok ? succeed(verified.value.payload as Directory) : verified;
  },
});
