import { instantPattern, type Instant } from '#kernel/instant.ts';
import { succeed } from '#kernel/result.ts';
import type { Role } from '#kernel/role.ts';
import { query } from '#platform/ledger/query.ts';
import { findPeer, listAgreementViews, listPeers } from '#rooms/governance/index.ts';
import { disputesBySigner } from '#rooms/handover/index.ts';
import { healthOf } from './health.ts';
import { parsedObject } from './request.ts';
import { sentStateOf } from './rules.ts';
import * as schema from './schema.ts';
import { peerName } from './signers.ts';
import { itemName, listInbox, listLinks, listSent, listWanted, queueCounts, type InboxItem, type ListPlace, type SentRow } from './store.ts';

/** Row-level security shows each only what concerns the children whom they may see. */
const readers: readonly Role[] = ['case_worker', 'supervisor', 'lawyer', 'consular_officer', 'shelter_staff', 'coordinator'];
const everyone: readonly Role[] = [...readers, 'monitoring_officer', 'administrator'];
const defaultLimit = 50;

export const listPeerHealthVerb = query({
  name: 'federation.list-peer-health',
  input: schema.listPeerHealth.input,
  scope: { roles: everyone, allowsNode: true },
  read: async (unit) => {
    const peers = await listPeers(unit.transaction);
    const links = new Map((await listLinks(unit.transaction)).map((link) => [link.peer, link]));
    const counts = new Map((await queueCounts(unit.transaction)).map((count) => [count.peer, count]));
    const agreements = await listAgreementViews(unit);
    const disputes = await disputesBySigner(unit);
    const health = peers.map((peer) => healthOf(peer, links.get(peer.nodeId), counts.get(peer.nodeId), agreements.filter((agreement) => agreement.peer === peer.nodeId), disputes.get(peer.nodeId) ?? 0, unit.now));
    return succeed({ peers: health.sort((one, other) => other.warnings.length - one.warnings.length) });
  },
});

const sentItem = (row: SentRow, name: string): schema.SentItem => ({
  peer: row.peer, peerName: name, type: row.type, mid: row.mid, handoverId: row.handover_id, childIds: row.child_ids, sequence: row.sequence,
  state: sentStateOf({ hasReceipt: row.receipt !== null, isRefused: row.problem !== null, attempts: row.attempts, isObsolete: row.obsolete_at !== null }),
  problem: row.problem, createdAt: row.created_at, attempts: row.attempts, lastTriedAt: row.last_tried_at,
  nextAt: row.obsolete_at === null && row.receipt === null && row.sealed !== null ? row.next_at : null, receivedAt: row.receipt_at, receipt: row.receipt,
});

const inboxItem = (row: InboxItem, name: string): schema.InboxItem => ({
  peer: row.peer, peerName: name, type: row.type, mid: row.mid, handoverId: row.handover_id, childIds: row.child_ids, sequence: row.sequence,
  state: row.parked_at === null ? 'applied' : row.resolved_at === null ? 'parked' : 'settled',
  problem: row.problem, sentAt: row.sent_at, receivedAt: row.received_at, via: row.via, receipt: row.receipt,
});

const filterOf = <F extends { limit?: string; cursor?: string }>({ limit, cursor, ...filter }: F) =>
  ({ ...filter, after: cursor === undefined ? null : placeIn(cursor), limit: limit === undefined ? defaultLimit : Number(limit) });

const cursorOf = (place: ListPlace): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** A cursor that is not ours begins at the top: it hides nothing and shows nothing more. */
function placeIn(cursor: string): ListPlace | null {
  const { at, id } = parsedObject(Buffer.from(cursor, 'base64url').toString());
  return typeof at === 'string' && new RegExp(instantPattern).test(at) && typeof id === 'string' ? { at: at as Instant, id } : null;
}

export const listOutboxVerb = query({
  name: 'federation.list-outbox',
  input: schema.listOutbox.input,
  scope: { roles: readers, allowsNode: true },
  read: async (unit, input) => {
    const filter = filterOf(input);
    const peers = await listPeers(unit.transaction);
    const rows = await listSent(unit.transaction, filter);
    return succeed({ items: rows.map((row) => sentItem(row, peerName(peers, row.peer))), nextCursor: rows.length < filter.limit ? null : cursorOf({ at: rows.at(-1)!.created_at, id: itemName(rows.at(-1)!.peer, rows.at(-1)!.key) }) });
  },
});

export const listInboxVerb = query({
  name: 'federation.list-inbox',
  input: schema.listInbox.input,
  scope: { roles: readers, allowsNode: true },
  read: async (unit, { only, ...input }) => {
    const filter = filterOf(input);
    const peers = await listPeers(unit.transaction);
    const rows = await listInbox(unit.transaction, { ...filter, isParked: only === 'parked' });
    return succeed({ items: rows.map((row) => inboxItem(row, peerName(peers, row.peer))), nextCursor: rows.length < filter.limit ? null : cursorOf({ at: rows.at(-1)!.received_at, id: rows.at(-1)!.mid }) });
  },
});

export const listVoidMessagesVerb = query({
  name: 'federation.list-void-messages',
  input: schema.listVoidMessages.input,
  scope: { roles: readers, allowsNode: true },
  read: async (unit, { nodeId }) => {
    const peer = await findPeer(unit.transaction, nodeId);
    const mids = peer?.revokedKeys.flatMap(({ voided }) => voided) ?? [];
    const rows = mids.length === 0 ? [] : await listInbox(unit.transaction, { peer: nodeId, mids, after: null, limit: 500 });
    return succeed({ items: rows.map((row) => inboxItem(row, peer!.name)), hidden: mids.length - rows.length });
  },
});

export const listWantedFilesVerb = query({
  name: 'federation.list-wanted-files',
  input: schema.listWantedFiles.input,
  scope: { roles: readers, allowsNode: true },
  read: async (unit) => {
    const peers = await listPeers(unit.transaction);
    const files = (await listWanted(unit.transaction)).map((row) => ({
      peer: row.peer, peerName: peerName(peers, row.peer), childId: row.child_id, kind: row.kind, size: row.size, attempts: row.attempts,
      problem: row.problem, wantedSince: row.wanted_since, nextAt: row.next_at,
    }));
    return succeed({ files });
  },
});
