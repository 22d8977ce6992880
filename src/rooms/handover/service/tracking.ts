import type { ChildId, NodeId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { agencyWideRoles } from '#kernel/role.ts';
import { command } from '#platform/ledger/command.ts';
import { record } from '#platform/ledger/record.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { findPeer } from '#rooms/governance/index.ts';
import { requireOpenFile } from '#rooms/person/index.ts';
import type { Fact } from '../rules/messages.ts';
import { mayLearn, modeOf, openTracking, type Tracking, type Way } from '../rules/track-mode.ts';
import { setTracking, type TrackingSet } from '../schema.ts';
import { findCustody, readTenures, type TenureRow } from '../store/read.ts';
import { trackingOf, trackingsOf } from '../store/tracking.ts';

/**
 * Decides who may learn where a child is. Refuses `not-found` (child or steward), `child-not-held`, `input-invalid` (steward
 * without or beside its mode), `flow-not-allowed` where what is recorded about her forbids that her origin learns it.
 */
export const decideTracking = command({
  name: 'handover.set-tracking',
  input: setTracking.input,
  scope: { roles: agencyWideRoles },
  load: async (unit, { childId, mode, steward }): Promise<Result<Tracking>> => {
    const open = await requireOpenFile(unit, childId);
    if (!open.ok) return open;
    if ((mode === 'steward') !== (steward !== undefined) || steward === unit.node.nodeId) return refuse('input-invalid', { fields: ['/steward: required'] });
    if (steward !== undefined && (await findPeer(unit.transaction, steward))?.status !== 'active') return refuse('not-found', { node: steward });
    return succeed(await trackingOf(unit, childId));
  },
  decide: ({ isForced }, { childId, mode, steward, reason }) => {
    if (isForced && mode === 'direct') return refuse('flow-not-allowed', { reason: 'protection' });
    const body: TrackingSet = { mode, steward: steward ?? null, reason };
    return succeed({ operations: [{ kind: 'handover.tracking-set', childId, body }], output: { mode } });
  },
});

/**
 * Puts on record that a child's way is hidden, where what forces it was recorded by others: their words may stay behind when her file
 * goes on, this one never. Once is enough.
 */
export async function keepSilence(unit: UnitOfWork, childId: ChildId): Promise<void> {
  const known = await trackingOf(unit, childId);
  if (known.isForced && known.mode === 'direct') await record(unit, [{ kind: 'handover.tracking-set', childId, body: { mode: modeOf(known), steward: null, reason: 'protection' } satisfies TrackingSet }]);
}

const wayOf = (record: NonNullable<Awaited<ReturnType<typeof findCustody>>>, tracking: Tracking, tenures: readonly TenureRow[], self: NodeId): Way => {
  const own = tenures.filter(({ node_id: node }) => node === self).map(({ epoch }) => epoch);
  return { status: record.status, pointer: record.pointer, previous: record.previous, steward: tracking.steward, before: tenures.filter(({ epoch }) => epoch <= Math.max(-1, ...own)).map(({ node_id: node }) => node) };
};

/** What this node knows of the way to a child, and whom else it may ask. */
export interface KnownWay {
  readonly childId: ChildId;
  readonly at: 'here' | NodeId;
  readonly epoch: number;
  /** Since when the one at the pointer has had her, as far as is known here. */
  readonly since: Instant;
  /** Where to ask when the pointer leads nowhere, the best first: her origin hears of every handover. Of a hidden way, the steward alone. */
  readonly others: readonly NodeId[];
}

/** The way from this node to the custodian of a child; null when nothing is known of her here. */
export async function knownWay(unit: UnitOfWork, childId: ChildId): Promise<KnownWay | null> {
  const record = await findCustody(unit, childId);
  if (!record) return null;
  const tracking = await trackingOf(unit, childId);
  const holders = modeOf(tracking) === 'direct' ? [record.origin, ...(await readTenures(unit, childId)).map(({ node_id: node }) => node)] : [];
  const others = [...new Set([...(tracking.steward === null ? [] : [tracking.steward]), ...holders])].filter((node) => node !== unit.node.nodeId && node !== record.pointer);
  return { childId, at: record.status === 'hold' ? 'here' : record.pointer, epoch: record.epoch, since: record.since, others };
}

/**
 * The epoch that a peer may be told of a child here: of a hidden way that of this node's own time with her, as if she were still
 * here, so that nobody learns that she went on.
 */
export async function tellableEpoch(unit: UnitOfWork, childId: ChildId): Promise<number> {
  const own = (await readTenures(unit, childId)).find(({ node_id: node }) => node === unit.node.nodeId);
  return own?.epoch ?? 0;
}

type Tellable = 'all' | 'relay' | 'nothing';

/** What this node may tell a peer about where each of these children is: of those whose way is hidden from nobody, which are nearly all, with one query. */
export async function tellableOf(unit: UnitOfWork, childIds: readonly ChildId[], asker: NodeId): Promise<Map<ChildId, Tellable>> {
  const trackings = await trackingsOf(unit, childIds);
  const told = new Map<ChildId, Tellable>();
  for (const childId of childIds) told.set(childId, await tellableAs(unit, childId, asker, trackings.get(childId) ?? openTracking));
  return told;
}

/** What this node may tell a peer about where a child is. */
export const tellable = async (unit: UnitOfWork, childId: ChildId, asker: NodeId): Promise<Tellable> => tellableAs(unit, childId, asker, await trackingOf(unit, childId));

async function tellableAs(unit: UnitOfWork, childId: ChildId, asker: NodeId, tracking: Tracking): Promise<Tellable> {
  if (modeOf(tracking) === 'direct') return 'all';
  const record = await findCustody(unit, childId);
  if (!record) return 'all';
  return mayLearn(wayOf(record, tracking, await readTenures(unit, childId), unit.node.nodeId), asker);
}

/**
 * Facts for a peer in recovery, without the way of children that is hidden from it. It still learns that it gave them away: of
 * those whom it passed on towards this node, this node names itself, with the epoch in which it took them.
 */
export async function tellableFacts<Known extends Fact>(unit: UnitOfWork, asker: NodeId, facts: readonly Known[]): Promise<Known[]> {
  const may = await tellableOf(unit, facts.map(({ childId }) => childId), asker);
  const told: Known[] = [];
  for (const fact of facts) {
    const learns = may.get(fact.childId)!;
    if (learns === 'all') told.push(fact);
    if (learns !== 'relay') continue;
    const tenures = await readTenures(unit, fact.childId);
    const own = tenures.find(({ node_id: node, epoch }) => node === unit.node.nodeId && epoch < fact.epoch);
    if (own) told.push({ ...fact, epoch: own.epoch, custodian: unit.node.nodeId, previous: tenures.find(({ epoch }) => epoch === own.epoch - 1)?.node_id ?? unit.node.nodeId, handoverId: own.handover_id });
  }
  return told;
}
