import type { ChildId, Uuid } from '#kernel/identifier.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { agencyWideRoles, custodyRoles, fileRoles } from '#kernel/role.ts';
import type { NewOperation } from '#kernel/operation.ts';
import { asNode } from '#platform/db/transact.ts';
import { logAccess } from '#platform/ledger/access-log.ts';
import { lockHead } from '#platform/ledger/chain.ts';
import { command } from '#platform/ledger/command.ts';
import { query } from '#platform/ledger/query.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { findCaseState, joinOf, loadOpenFile } from '#rooms/case/index.ts';
import { act as caseAct } from '#rooms/case/rules.ts';
import { findScope, summariesOf } from '#rooms/person/index.ts';
import { displayNameOf, initialsOf } from '#rooms/person/rules.ts';
import type { PartialProfile } from '#rooms/person/schema.ts';
import { bandOf } from '../rules/band.ts';
import { act } from '../rules/operations.ts';
import type { Pair } from '../rules/pair.ts';
import { pairWarnings } from '../rules/warnings.ts';
import { judgePair, listPairs, runDuplicates, undoPair, viewPair, type PairItem } from '../schema.ts';
import { findPair, findPairs } from '../store/pairs.ts';
import { lastAsked, saveStanding } from '../store/standing.ts';
import { strongest } from './request-view.ts';
import type { FindCustodians } from './search.ts';

const mostListed = 200;

interface Seen { readonly item: PairItem; readonly values: Readonly<Record<'one' | 'other', PartialProfile>> }

/** Who they are and who answers for them, of all the pairs that are shown: read once. */
async function loadSides(unit: UnitOfWork, pairs: readonly Pair[], findCustodians: FindCustodians) {
  const childIds = [...new Set(pairs.flatMap(({ childId, other }) => [childId, other]))];
  const people = new Map((await asNode(unit.transaction, () => summariesOf(unit, childIds))).map(({ childId, values }) => [childId, values]));
  return { people, custodians: await findCustodians(unit, childIds) };
}

/** A pair as this caller may see it: of a file that is out of reach only initials and who to call. */
async function seenOf(unit: UnitOfWork, pair: Pair, { people, custodians }: Awaited<ReturnType<typeof loadSides>>): Promise<Seen | null> {
  const profiles = [people.get(pair.childId), people.get(pair.other)].filter((values) => values !== undefined);
  if (profiles.length < 2) return null;
  const side = async (childId: ChildId) => {
    const values = people.get(childId)!;
    const scope = await findScope(unit.transaction, childId);
    const custodian = custodians.get(childId);
    return {
      values: scope ? values : {},
      shown: { childId: scope ? childId : null, name: scope ? displayNameOf(values) : initialsOf(values), isHeldHere: scope?.standing === 'open' || custodian?.isThisNode === true, custodian: custodian ? { name: custodian.name, dutyPhone: custodian.dutyPhone, isThisNode: custodian.isThisNode } : null },
      isWithin: scope?.standing === 'open',
    };
  };
  const one = await side(pair.childId);
  const other = await side(pair.other);
  return {
    values: { one: one.values, other: other.values },
    item: {
      pairId: pair.pairId, state: pair.state, band: bandOf(pair.probability) ?? 'possible', foundAt: pair.foundAt, one: one.shown, other: other.shown, reasons: strongest(pair.evidence, 6),
      warnings: pairWarnings(pair.evidence, profiles), canJoin: pair.state === 'open' && one.isWithin && other.isWithin,
    },
  };
}

/** Files that may be one child's, the most probable first. */
export const listDuplicates = (findCustodians: FindCustodians) => query({
  name: 'tracing.list-duplicates',
  input: listPairs.input,
  scope: { roles: fileRoles },
  shows: ({ items }: { items: PairItem[]; checked: boolean }) => items.flatMap(({ one, other }) => [one.childId, other.childId]).filter((childId) => childId !== null),
  async read(unit, { state }) {
    const items: PairItem[] = [];
    const pairs = await findPairs(unit, state ?? 'open', mostListed);
    const sides = await loadSides(unit, pairs, findCustodians);
    for (const pair of pairs) {
      const seen = await seenOf(unit, pair, sides);
      if (seen) items.push(seen.item);
    }
    return succeed({ items, checked: (await lastAsked(unit)).at !== null });
  },
});

/** Two files side by side; looking at each is logged. Refuses `not-found`. */
export const viewDuplicate = (findCustodians: FindCustodians) => query({
  name: 'tracing.view-duplicate',
  input: viewPair.input,
  scope: { roles: fileRoles },
  async read(unit, { pairId }) {
    const pair = await findPair(unit, pairId);
    const seen = pair && (await seenOf(unit, pair, await loadSides(unit, [pair], findCustodians)));
    if (!pair || !seen) return refuse('not-found');
    for (const childId of [seen.item.one.childId, seen.item.other.childId]) if (childId !== null) await logAccess(unit.transaction, unit.caller, childId, 'tracing.view-duplicate', unit.now);
    const receivedAt = async (childId: ChildId | null) => {
      const state = childId === null ? null : await findCaseState(unit, childId);
      return state?.ok ? (state.value.heldSince ?? state.value.received?.at ?? null) : null;
    };
    const { judged } = pair;
    return succeed({
      ...seen.item, reasons: [...pair.evidence], probability: pair.probability,
      one: { ...seen.item.one, values: seen.values.one, receivedAt: await receivedAt(seen.item.one.childId) },
      other: { ...seen.item.other, values: seen.values.other, receivedAt: await receivedAt(seen.item.other.childId) },
      judged: judged && { by: judged.by, at: judged.at, reason: judged.reason, keptChildId: judged.kept },
    });
  },
});

/** The pair, for an act on it: one after the other. */
async function lockPair(unit: UnitOfWork, about: { readonly pairId: Uuid }): Promise<Result<Pair>> {
  await lockHead(unit.transaction, 'operation');
  return loadPair(unit, about);
}

async function loadPair(unit: UnitOfWork, { pairId }: { readonly pairId: Uuid }): Promise<Result<Pair>> {
  const pair = await findPair(unit, pairId);
  return pair ? succeed(pair) : refuse('not-found');
}

/**
 * Says that two files are one child's, or two children's. Joined they become one file (`rooms/case/rules/join.ts`); that
 * needs both in this agency's care and reach. Refuses `not-found`, `already-done`, `not-joinable` (another agency holds one:
 * call its duty phone), and as `loadOpenFile` does.
 */
export const judgeDuplicate = command({
  name: 'tracing.judge-pair',
  input: judgePair.input,
  scope: { roles: custodyRoles },
  async load(unit, { pairId, isSame, keep, reason }): Promise<Result<{ pair: Pair; operations: NewOperation[] }>> {
    const found = await lockPair(unit, { pairId });
    if (!found.ok) return found;
    const pair = found.value;
    if (pair.state !== 'open') return refuse('already-done');
    if (!isSame) return succeed({ pair, operations: [act(pair.childId, 'pair-parted', { pairId, reason })] });
    if (keep !== pair.childId && keep !== pair.other) return refuse('input-invalid', { fields: ['/keep: enum'] });
    const joined = keep === pair.childId ? pair.other : pair.childId;
    const scopes = [await findScope(unit.transaction, keep), await findScope(unit.transaction, joined)];
    if (scopes.some((scope) => scope?.standing !== 'open')) return refuse('not-joinable');
    const join = await joinOf(unit, keep, joined, reason);
    if (!join.ok) return join;
    return succeed({ pair, operations: [...join.value, act(pair.childId, 'pair-joined', { pairId, kept: keep, joined, reason })] });
  },
  decide: ({ operations }) => succeed({ operations, output: {} }),
});

/**
 * Takes a judgement back. A joined file is opened again; what was carried over stays in the other file as answers with their
 * source, which people settle: nothing that was said is unsaid. Refuses `not-found`, `already-done`, `child-not-held`.
 */
export const undoDuplicate = command({
  name: 'tracing.undo-pair',
  input: undoPair.input,
  scope: { roles: custodyRoles },
  async load(unit, { pairId, reason }): Promise<Result<NewOperation[]>> {
    const found = await lockPair(unit, { pairId });
    if (!found.ok) return found;
    const pair = found.value;
    if (pair.state === 'open') return refuse('already-done');
    const reopened = act(pair.childId, 'pair-reopened', { pairId, reason });
    const joined = pair.judged?.joined;
    if (!joined) return succeed([reopened]);
    const open = await loadOpenFile(unit, joined, { isClosedToo: true });
    if (!open.ok) return open;
    return succeed([...(open.value.file.closure === null ? [] : [caseAct(joined, 'reopened', { reason })]), reopened]);
  },
  decide: (operations) => succeed({ operations, output: {} }),
});

/** Has every file compared with every other anew: the standing questions begin at the start of the log. */
export const runAgain = command({
  name: 'tracing.run-duplicates',
  input: runDuplicates.input,
  scope: { roles: agencyWideRoles },
  load: () => Promise.resolve(succeed(true)),
  decide: () => succeed({ operations: [], output: {} }),
  save: (unit) => saveStanding(unit, 0, null),
});
