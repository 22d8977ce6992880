import { addHours } from '#kernel/instant.ts';
import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { NewOperation, Operation } from '#kernel/operation.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { custodyRoles, fileRoles } from '#kernel/role.ts';
import { command } from '#platform/ledger/command.ts';
import { query } from '#platform/ledger/query.ts';
import { record } from '#platform/ledger/record.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { findPeer, requireFlow } from '#rooms/governance/index.ts';
import { consularLock } from '#rooms/governance/rules.ts';
import { isCrossBorderReturn, missingOf, needCertainty } from '../rules/returning.ts';
import { confirmAsConsulate, confirmReturnNeed, listReturns, nameConsulate, waiveReturnNeed, type ConsulateNamed, type ReturnAct, type ReturnActed, type ReturnAnswered, type ReturnState, type ReturnTold, type ReturnView } from '../schema.ts';
import { findHandovers, readTenures, readTerms, type HandoverRecord } from '../store/read.ts';
import { findConsulates, findReturnActs, findReturnCase, findReturnCases } from '../store/return.ts';
import { agencyBook, agencyOf } from './agencies.ts';
import { factsOfChildren } from './child-facts.ts';
import { requireHandover } from './reach.ts';

/** Returns that a consulate's list shows. */
const mostListed = 500;

/** Whether a handover of this node takes children back across a border. */
async function isReturn(unit: UnitOfWork, { handoverId, childIds, peer, reason }: HandoverRecord): Promise<boolean> {
  const first = childIds[0];
  const terms = first ? (await readTerms(unit, [handoverId])).get(`${handoverId} ${first}`)?.terms : undefined;
  return isCrossBorderReturn({ purpose: terms?.purpose ?? null, reason, from: unit.node.settings.country, to: (await findPeer(unit.transaction, peer))?.country ?? unit.node.settings.country });
}

/** What a return asks for and what stands on record; null where the handover is none. */
export async function returnOf(unit: UnitOfWork, handover: HandoverRecord): Promise<ReturnView | null> {
  if (!(await isReturn(unit, handover))) return null;
  const [consulate] = await findConsulates(unit, { handoverId: handover.handoverId });
  const acts = await findReturnActs(unit, handover.handoverId);
  return {
    consulate: consulate ? { agency: consulate.node && (await agencyOf(unit, consulate.node)), name: consulate.name, country: consulate.country, phone: consulate.phone, namedAt: consulate.namedAt } : null,
    acts, missing: missingOf(consulate !== undefined, acts), certainty: needCertainty,
  };
}

/** The gate before a child leaves for another country. Refuses `return-incomplete` with what is missing. */
export async function requireReturnComplete(unit: UnitOfWork, handover: HandoverRecord): Promise<Result<true>> {
  const { missing = [] } = (await returnOf(unit, handover)) ?? {};
  return missing.length === 0 ? succeed(true) : refuse('return-incomplete', { missing });
}

interface Loaded {
  readonly handover: HandoverRecord;
  readonly acts: readonly ReturnAct[];
  readonly hasConsulate: boolean;
}
async function loadReturn(unit: UnitOfWork, handoverId: Uuid): Promise<Result<Loaded>> {
  const handover = await requireHandover(unit, handoverId, 'outgoing');
  if (!handover.ok) return handover;
  if (!(await isReturn(unit, handover.value))) return refuse('not-found', { what: 'return' });
  if (handover.value.status !== 'offered' && handover.value.status !== 'agreed') return refuse('handover-not-open', { handoverId });
  return succeed({ handover: handover.value, acts: await findReturnActs(unit, handoverId), hasConsulate: (await findConsulates(unit, { handoverId })).length > 0 });
}

/**
 * Names the consulate. A member node is told at once: who hands over to whom, the chain, what is asked of it; no file. While a child may
 * need international protection her state is not told. Refuses `not-found`, `handover-not-open`, `input-invalid` (one of node and
 * outside), and as `requireFlow` and the consular lock.
 */
export const name = command({
  name: 'handover.name-consulate',
  input: nameConsulate.input,
  scope: { roles: custodyRoles },
  load: async (unit, { handoverId, node, outside, country }) => {
    const loaded = await loadReturn(unit, handoverId);
    if (!loaded.ok) return loaded;
    if ((node === undefined) === (outside === undefined)) return refuse('input-invalid', { fields: ['/node: one consulate'] });
    const facts = await factsOfChildren(unit, loaded.value.handover.childIds);
    for (const { lock } of facts) {
      const free = consularLock(lock, { country, bodyKind: 'consulate' });
      if (!free.ok) return free;
    }
    if (node === undefined) return succeed({ ...loaded.value, named: outside!.name });
    const gate = await requireFlow(unit, { peer: node, purpose: 'assisted_return', category: facts[0]?.category ?? 'unaccompanied', country: unit.node.settings.country, moment: 'offer', children: facts.map(({ lock }) => lock) });
    return gate.ok ? succeed({ ...loaded.value, named: gate.value.peer.name }) : gate;
  },
  decide: ({ handover, acts, named }, { handoverId, node, outside, country }) => {
    const body: ConsulateNamed = { handoverId, node: node ?? null, name: named, country, phone: outside?.phone ?? null };
    return succeed({ operations: [{ kind: 'handover.consulate-named', childId: handover.childIds[0]!, body }], output: { handoverId, missing: missingOf(true, acts).length } });
  },
});

function actOn({ handover, acts, hasConsulate }: Loaded, act: ReturnAct) {
  const { handoverId, childIds } = handover;
  const operation: NewOperation = { kind: 'handover.return-acted', childId: childIds[0]!, body: { handoverId, ...act } satisfies ReturnActed };
  return succeed({ operations: [operation], output: { handoverId, missing: missingOf(hasConsulate, [...acts, act]).length } });
}

/** Records what was confirmed by telephone, on paper, or by a consulate without a node. Refuses `not-found`, `handover-not-open`, `input-invalid` (in the future). */
export const confirm = command({
  name: 'handover.confirm-return-need',
  input: confirmReturnNeed.input,
  scope: { roles: custodyRoles },
  load: (unit, { handoverId }) => loadReturn(unit, handoverId),
  decide: (state, { what, by, reference, at }, { now }) => (at > addHours(now, 1) ? refuse('input-invalid', { fields: ['/at: future'] })
    : actOn(state, { what, kind: 'confirmed', at, by, reference, reason: null, note: null, source: 'sender' })),
});

/** Says why something is not waited for: the reason stands in the record for good, and all three parties see that there is one. */
export const waive = command({
  name: 'handover.waive-return-need',
  input: waiveReturnNeed.input,
  scope: { roles: ['supervisor', 'coordinator'] },
  load: (unit, { handoverId }) => loadReturn(unit, handoverId),
  decide: (state, { what, reason, note }, { now }) => actOn(state, { what, kind: 'waived', at: now, by: null, reference: null, reason, note, source: 'sender' }),
});

/** Returns in which this agency is the consulate. No child is named: there is no file here. */
export const list = query({
  name: 'handover.list-returns',
  input: listReturns.input,
  scope: { roles: fileRoles },
  read: async (unit) => {
    const agency = agencyBook(unit);
    const cases = await findReturnCases(unit, { limit: mostListed });
    return succeed({
      items: await Promise.all(cases.map(async ({ handoverId, sender, receiver, status, headcount, changedAt, acts, answered, chain }) => {
        const all = [...acts, ...answered.filter(({ what }) => !acts.some((act) => act.what === what))];
        return {
          handoverId, sender: await agency(sender), receiver: await agency(receiver), status, headcount, changedAt, acts: all, missing: missingOf(true, all),
          chain: await Promise.all(chain.map(async ({ epoch, holder }) => ({ epoch, agency: await agency(holder) }))),
        };
      })),
    });
  },
});

/** Confirms as the consulate; the sender's node records it. Refuses `not-found`, `handover-not-open` (the return has ended), `already-done`, `input-invalid`. */
export const answer = command({
  name: 'handover.confirm-as-consulate',
  input: confirmAsConsulate.input,
  scope: { roles: ['consular_officer', 'supervisor', 'coordinator'] },
  load: async (unit, { handoverId }) => {
    const known = await findReturnCase(unit, handoverId);
    return known ? succeed(known) : refuse('not-found', { what: 'return' });
  },
  decide: ({ status, acts, answered }, { handoverId, what, by, reference, at }, { now }) => {
    if (status !== 'offered' && status !== 'agreed') return refuse('handover-not-open', { handoverId });
    if ([...acts, ...answered].some((act) => act.what === what && act.kind === 'confirmed')) return refuse('already-done');
    if (at > addHours(now, 1)) return refuse('input-invalid', { fields: ['/at: future'] });
    const act: ReturnAct = { what, kind: 'confirmed', at, by, reference, reason: null, note: null, source: 'consulate' };
    return succeed({ operations: [{ kind: 'handover.return-answered', childId: null, body: { handoverId, act } satisfies ReturnAnswered }], output: { handoverId, missing: missingOf(true, [...acts, ...answered, act]).length } });
  },
});

export interface OwedReturn {
  readonly to: NodeId;
  readonly state: ReturnState;
}
/** The state of each return of this node, to its consulate and to its receiver: both see the same. A waiver's note stays here. */
export async function owedReturns(unit: UnitOfWork, childIds?: readonly ChildId[]): Promise<OwedReturn[]> {
  const owed: OwedReturn[] = [];
  for (const { handoverId, node, name: named, country, phone } of await findConsulates(unit, { childIds })) {
    const handover = (await findHandovers(unit, { handoverId })).find(({ direction }) => direction === 'outgoing');
    if (!handover) continue;
    const acts = (await findReturnActs(unit, handoverId)).map((act) => ({ ...act, note: null }));
    const chain = (await readTenures(unit, handover.childIds[0]!)).map(({ epoch, node_id: holder }) => ({ epoch, holder }));
    const state: ReturnState = { handoverId, receiver: handover.peer, status: handover.status, headcount: handover.childIds.length, consulate: { node, name: named, country, phone }, acts, chain };
    for (const to of [handover.peer, ...(node === null ? [] : [node])]) owed.push({ to, state });
  }
  return owed;
}

/** What this node has confirmed as a consulate, for the senders. */
export const owedConfirmations = async (unit: UnitOfWork): Promise<{ to: NodeId; handoverId: Uuid; act: ReturnAct }[]> =>
  (await findReturnCases(unit)).flatMap(({ handoverId, sender, answered }) => answered.map((act) => ({ to: sender, handoverId, act })));

/** A sender tells how its return stands: to its receiver, who knows the child, or to its consulate. */
export async function takeReturn(unit: UnitOfWork, sender: NodeId, state: ReturnState): Promise<Operation[] | null> {
  const handover = (await findHandovers(unit, { handoverId: state.handoverId })).find(({ direction, peer }) => direction === 'incoming' && peer === sender);
  const isConsulate = state.consulate.node === unit.node.nodeId;
  if (!handover && !isConsulate) return null;
  const known = isConsulate ? await findReturnCase(unit, state.handoverId) : null;
  if (known && known.sender !== sender) return null;
  return record(unit, [{ kind: 'handover.return-told', childId: handover?.childIds[0] ?? null, body: { ...state, sender, childId: handover?.childIds[0] ?? null } satisfies ReturnTold }]);
}

/** The named consulate's node has confirmed something. Once more changes nothing; from anybody else it is not taken. */
export async function takeConfirmation(unit: UnitOfWork, from: NodeId, handoverId: Uuid, act: ReturnAct): Promise<Operation[] | null> {
  const [consulate] = await findConsulates(unit, { handoverId });
  if (!consulate || consulate.node !== from) return null;
  const isKnown = (await findReturnActs(unit, handoverId)).some(({ what, kind, source }) => what === act.what && kind === 'confirmed' && source === 'consulate');
  return isKnown ? [] : record(unit, [{ kind: 'handover.return-acted', childId: consulate.childId, body: { handoverId, ...act, source: 'consulate' } satisfies ReturnActed }]);
}
