import type { ChildId } from '#kernel/identifier.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { fileRoles } from '#kernel/role.ts';
import { command } from '#platform/ledger/command.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { findPeer } from '#rooms/governance/index.ts';
import { requireOpenFile } from '#rooms/person/index.ts';
import { careFaults } from '../rules/care.ts';
import { endCare, startCare, type CareEnded, type CareStarted } from '../schema.ts';
import { findCare, type CareRecord } from '../store/care.ts';

async function openCare(unit: UnitOfWork, childId: ChildId): Promise<Result<CareRecord | null>> {
  const open = await requireOpenFile(unit, childId);
  return open.ok ? succeed(await findCare(unit, childId)) : open;
}

/**
 * Puts a child into the care of another house for some hours. Custody stays: this agency answers for her all the while.
 * Refuses `not-found` (child or agency), `child-not-held`, `already-done` while somebody else cares, `input-invalid`.
 */
export const start = command({
  name: 'handover.start-care',
  input: startCare.input,
  scope: { roles: fileRoles },
  load: async (unit, { childId, carer }) => {
    const care = await openCare(unit, childId);
    if (!care.ok) return care;
    if (carer !== undefined && (await findPeer(unit.transaction, carer))?.status !== 'active') return refuse('not-found', { node: carer });
    return care.value === null ? succeed(true) : refuse('already-done');
  },
  decide: (_state, { childId, carer, outside, place, reason, until }, { now, newIdentifier }) => {
    const faults = careFaults({ carer, outside, until }, now);
    if (faults.length > 0) return refuse('input-invalid', { fields: faults });
    const body: CareStarted = { careId: newIdentifier(), carer: carer ?? null, name: outside?.name ?? null, phone: outside?.phone ?? null, place: place ?? null, reason, until };
    return succeed({ operations: [{ kind: 'handover.care-started', childId, body }], output: { careId: body.careId } });
  },
});

/** The child is back with the responsible agency. Refuses `not-found` (also when nobody else cares), `child-not-held`. */
export const end = command({
  name: 'handover.end-care',
  input: endCare.input,
  scope: { roles: fileRoles },
  load: async (unit, { childId }) => {
    const care = await openCare(unit, childId);
    if (!care.ok) return care;
    return care.value ? succeed(care.value) : refuse('not-found', { what: 'care' });
  },
  decide: ({ careId }, { childId, note }) => {
    const body: CareEnded = { careId, how: 'returned', ...(note === undefined ? {} : { note }) };
    return succeed({ operations: [{ kind: 'handover.care-ended', childId, body }], output: { careId } });
  },
});
