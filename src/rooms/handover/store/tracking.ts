import { instantOf } from '#kernel/hybrid-clock.ts';
import type { ChildId } from '#kernel/identifier.ts';
import type { Operation } from '#kernel/operation.ts';
import { asNode } from '#platform/db/transact.ts';
import type { Projection, Projector, UnitOfWork } from '#platform/services.ts';
import { forcesSilence, openTracking, type Tracking } from '../rules/track-mode.ts';
import type { TrackingSet } from '../schema.ts';
import { tablesOf } from './tables.ts';

type Unit = Parameters<Projector>[0];

/** What was decided about children; those about whom nothing was are left out. */
export const trackingsOf = (unit: Pick<UnitOfWork, 'transaction'>, childIds: readonly ChildId[]): Promise<Map<ChildId, Tracking>> =>
  asNode(unit.transaction, async () => {
    if (childIds.length === 0) return new Map();
    const rows = await tablesOf(unit.transaction).selectFrom('handover.tracking').selectAll().where('child_id', 'in', [...childIds]).execute();
    return new Map(rows.map(({ child_id: childId, mode, steward, is_forced: isForced }) => [childId, { mode, steward, isForced }]));
  });

export const trackingOf = async (unit: Pick<UnitOfWork, 'transaction'>, childId: ChildId): Promise<Tracking> => (await trackingsOf(unit, [childId])).get(childId) ?? openTracking;

/** Whoever decided it, here or at an agency before: the last word counts, but never lifts a forced silence. */
export async function saveTracking(unit: Unit, { childId, body, madeAt, node }: Operation<string, TrackingSet>): Promise<void> {
  const { isForced } = await trackingOf(unit, childId!);
  const mode = trackModeOf(body);
  // what another agency hides stays hidden here until somebody of this agency says otherwise
  const row = { mode, steward: mode === 'steward' ? body.steward : null, is_forced: isForced || (node !== unit.node.nodeId && mode !== 'direct'), since: instantOf(madeAt) };
  await tablesOf(unit.transaction).insertInto('handover.tracking').values({ child_id: childId!, ...row }).onConflict((on) => on.column('child_id').doUpdateSet(row)).execute();
}

/** Another agency's word that cannot be read hides. */
const trackModeOf = ({ mode, steward }: TrackingSet): TrackingSet['mode'] => (mode === 'direct' ? 'direct' : mode === 'steward' && typeof steward === 'string' ? 'steward' : 'blind');

/** Needs and risks that tell of flight silence the tracking of the child, whoever recorded them. Follows from `case.concerns-recorded`. */
export const guardTracking: Projection = (unit, operation) =>
  asNode(unit.transaction, async () => {
    const { concerns } = operation.body as { readonly concerns?: unknown };
    if (!Array.isArray(concerns) || !forcesSilence(concerns as { code?: unknown; severity?: unknown }[])) return;
    const childId = operation.childId!;
    const known = await trackingOf(unit, childId);
    const row = { mode: known.mode, steward: known.steward, is_forced: true, since: instantOf(operation.madeAt) };
    await tablesOf(unit.transaction).insertInto('handover.tracking').values({ child_id: childId, ...row }).onConflict((on) => on.column('child_id').doUpdateSet({ is_forced: true })).execute();
  });
