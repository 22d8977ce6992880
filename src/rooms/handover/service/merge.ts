import type { ChildId } from '#kernel/identifier.ts';
import type { NewOperation, Operation } from '#kernel/operation.ts';
import { refuse, succeed, valueOf, type Result } from '#kernel/result.ts';
import { custodyRoles, fileRoles } from '#kernel/role.ts';
import { command } from '#platform/ledger/command.ts';
import { operationsOf } from '#platform/ledger/operations.ts';
import { query } from '#platform/ledger/query.ts';
import { recordCompleted } from '#platform/ledger/record.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { annulmentOf, bytesOfFile, findCaseState, joiningOf, keepBytes, openDeadlinesOf } from '#rooms/case/index.ts';
import { findScope, getProfileState, requireOpenFile } from '#rooms/person/index.ts';
import { decideCustody } from '../rules.ts';
import { compareProfiles, copiedActs, survivorOf } from '../rules/reconcile.ts';
import { compareFiles, findAlias, mergeFiles, type Merged, type Reconciliation } from '../schema.ts';
import { survivingChild } from '../store/alias.ts';
import { loadCustody } from '../store/load.ts';
import { findCustody } from '../store/read.ts';

interface Pair {
  readonly surviving: ChildId;
  readonly joining: ChildId;
}

/** Both files must be this agency's and within the caller's reach. Refuses `input-invalid` (one file), `not-found`, `child-not-held`. */
async function pairOf(unit: UnitOfWork, childId: ChildId, otherId: ChildId): Promise<Result<Pair>> {
  const standings = [];
  for (const [index, each] of [childId, otherId].entries()) {
    const scope = await findScope(unit.transaction, each);
    if (scope && index === 1 && childId === otherId) return refuse('input-invalid', { fields: ['/otherId: same'] });
    const custody = scope && (await findCustody(unit, each));
    if (!custody) return refuse('not-found');
    if (scope.standing !== 'open' || custody.status !== 'hold') return refuse('child-not-held', { childId: each });
    standings.push({ childId: each, epoch: custody.epoch, since: custody.since });
  }
  const surviving = survivorOf(standings[0]!, standings[1]!).childId;
  return succeed({ surviving, joining: surviving === childId ? otherId : childId });
}

/** Two files side by side. Refuses as `pairOf`, and `erased`. */
export const compare = query({
  name: 'handover.compare-files',
  input: compareFiles.input,
  scope: { roles: fileRoles },
  child: ({ childId }) => childId,
  read: async (unit, { childId, otherId }): Promise<Result<Reconciliation>> => {
    const pair = await pairOf(unit, childId, otherId);
    if (!pair.ok) return pair;
    const { surviving, joining } = pair.value;
    const profiles = [await getProfileState(unit, surviving), await getProfileState(unit, joining)] as const;
    const file = await findCaseState(unit, joining);
    if (!profiles[0].ok) return profiles[0];
    if (!profiles[1].ok) return profiles[1];
    if (!file?.ok) return file ?? refuse('not-found');
    const acts = valueOf(await operationsOf(unit.node, unit.transaction, joining));
    const count = (kind: string) => acts.filter((operation) => operation.kind === kind).length;
    return succeed({
      surviving, joining, fields: compareProfiles(profiles[0].value.values, profiles[1].value.values),
      comesAlong: {
        notes: file.value.notes.size, attachments: count('case.attachment-added') - count('case.attachment-removed') + count('case.attachment-restored'), concerns: file.value.concerns.size,
        consents: count('case.consent-recorded'), contacts: file.value.contacts.size, openDeadlines: (await openDeadlinesOf(unit, joining)).length,
      },
    });
  },
});

interface Joining extends Pair {
  readonly acts: readonly Operation[];
  /** What follows in both files beside the acts that come along. */
  readonly operations: readonly NewOperation[];
  readonly bytes: readonly { readonly fileName: string; readonly content: Buffer }[];
}

/**
 * Makes one file an alias of the other, by a person who has seen both side by side. What was recorded comes along with who
 * said it and when; where they differ both values stay. Cannot be undone: identifiers that other agencies know cannot part
 * again. Refuses as `pairOf`, `state-changed` (the other one must go on), `child-in-handover`, `child-closed`, `erased`.
 */
export const merge = command({
  name: 'handover.merge-files',
  input: mergeFiles.input,
  scope: { roles: custodyRoles },
  load: async (unit, { childId, into, reason }): Promise<Result<Joining>> => {
    const open = await requireOpenFile(unit, childId);
    if (!open.ok) return open;
    const pair = await pairOf(unit, childId, into);
    if (!pair.ok) return pair;
    if (pair.value.surviving !== into) return refuse('state-changed', { field: 'into' });
    const custody = await loadCustody(unit, { scope: 'slice', childIds: [childId, into], handoverIds: [] });
    for (const each of [childId, into]) {
      const closable = decideCustody(custody, { kind: 'close', childId: each });
      if (!closable.ok) return closable;
    }
    const joined = await joiningOf(unit, childId, into);
    if (!joined.ok) return joined;
    const annulled = await annulmentOf(unit, childId, reason);
    if (!annulled.ok) return annulled;
    const acts = await operationsOf(unit.node, unit.transaction, childId);
    if (!acts.ok) return acts;
    const bytes = await bytesOfFile(unit, childId);
    return bytes.ok ? succeed({ ...pair.value, acts: acts.value, operations: [...joined.value, ...annulled.value], bytes: bytes.value }) : bytes;
  },
  decide: ({ joining, surviving, acts, operations }, { reason }) => {
    const body: Merged = { joining, into: surviving, reason, acts: copiedActs(acts, surviving, () => '' as never).length };
    const merged = [joining, surviving].map((childId): NewOperation => ({ kind: 'handover.merged', childId, body }));
    return succeed({ operations: [...merged, ...operations], output: { childId: surviving } });
  },
  save: async (unit, _decision, { surviving, acts, bytes }) => {
    const renamed = new Map(bytes.map(({ fileName }) => [fileName, Buffer.from(unit.node.randomBytes(16)).toString('hex')]));
    await recordCompleted(unit, copiedActs(acts, surviving, unit.newIdentifier, renamed));
    for (const { fileName, content } of bytes) await keepBytes(unit, surviving, renamed.get(fileName)!, content);
  },
});

/** Where an identifier leads since two files became one. Says nothing about the child. */
export const alias = query({
  name: 'handover.find-alias',
  input: findAlias.input,
  scope: { roles: fileRoles },
  read: async (unit, { childId }) => {
    const into = await survivingChild(unit, childId);
    return succeed({ into: into === childId ? null : into });
  },
});
