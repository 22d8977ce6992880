import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import { addDays } from '#kernel/instant.ts';
import type { Decision, NewOperation } from '#kernel/operation.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { custodyRoles, fileRoles } from '#kernel/role.ts';
import { command } from '#platform/ledger/command.ts';
import { query } from '#platform/ledger/query.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { findAgreement, listPeers, requireFlow } from '#rooms/governance/index.ts';
import { requireOpenFile, summariesOf } from '#rooms/person/index.ts';
import { initialsOf } from '#rooms/person/rules.ts';
import { decideCustody, operationsOfStep, type CustodyState } from '../rules.ts';
import { answerSearch, askPeers, closeSearch, listNotices, listSearches, openSearch, type SearchAnswered, type SearchClosed, type SearchOpened, type SearchSent, type SearchView } from '../schema.ts';
import { loadCustody } from '../store/load.ts';
import { findAskedPeers, findForeignSearches, findNotices, findSearches, type ForeignSearchRecord, type SearchRecord } from '../store/search.ts';
import { agencyBook } from './agencies.ts';
import { factsOfChildren } from './child-facts.ts';

/** Opens a search. Refuses `not-found`, `child-not-held`, `already-done` while one is open. */
export const open = command({
  name: 'handover.open-search',
  input: openSearch.input,
  scope: { roles: fileRoles, allowsNode: true },
  load: async (unit, { childId }): Promise<Result<true>> => {
    const seen = await requireOpenFile(unit, childId);
    if (!seen.ok) return seen;
    return (await findSearches(unit, { childId, isOpen: true })).length > 0 ? refuse('already-done') : succeed(true);
  },
  decide: (_state, { childId, cause, note }, facts) => {
    const searchId = facts.newIdentifier();
    const body: SearchOpened = { searchId, cause, ...(note === undefined ? {} : { note }) };
    return succeed({ operations: [{ kind: 'handover.search-opened', childId, body }], output: { searchId } });
  },
});

async function openOne(unit: UnitOfWork, searchId: Uuid): Promise<Result<SearchRecord>> {
  const search = (await findSearches(unit, { searchId }))[0];
  if (!search) return refuse('not-found');
  return search.closedAt === null ? succeed(search) : refuse('already-done');
}

interface Asking {
  readonly search: SearchRecord;
  readonly asked: SearchSent['asked'];
  readonly withheld: readonly { readonly peer: NodeId; readonly reason: string }[];
}

/**
 * Asks agencies under an agreement for `lost_contact_search`. A body of the state that a child fled from is not asked, and
 * says so in `withheld`. Refuses `not-found`, `already-done` (closed).
 */
export const ask = command({
  name: 'handover.ask-peers',
  input: askPeers.input,
  scope: { roles: custodyRoles, allowsNode: true },
  load: async (unit, { searchId, peers }): Promise<Result<Asking>> => {
    const search = await openOne(unit, searchId);
    if (!search.ok) return search;
    const [facts] = await factsOfChildren(unit, [search.value.childId]);
    if (!facts) return refuse('not-found');
    const asked: { peer: NodeId; agreementId: Uuid }[] = [];
    const withheld: { peer: NodeId; reason: string }[] = [];
    for (const peer of peers) {
      const gate = await requireFlow(unit, { peer, purpose: 'lost_contact_search', category: facts.category, country: unit.node.settings.country, moment: 'offer', children: [facts.lock] });
      if (gate.ok) asked.push({ peer, agreementId: gate.value.agreement.terms.agreementId });
      else withheld.push({ peer, reason: String(gate.problem.details['reason'] ?? gate.problem.code) });
    }
    return succeed({ search: search.value, asked, withheld });
  },
  decide: ({ search, asked, withheld }, { searchId, days }, { now }) => {
    const body: SearchSent = { searchId, asked, until: addDays(now, days) };
    return succeed({
      operations: asked.length === 0 ? [] : [{ kind: 'handover.search-sent', childId: search.childId, body }], output: { asked: asked.map(({ peer }) => peer), withheld: [...withheld] },
    });
  },
});

/** Closes a search with its outcome. Refuses `not-found`, `already-done`. */
export const close = command({
  name: 'handover.close-search',
  input: closeSearch.input,
  scope: { roles: custodyRoles, allowsNode: true },
  load: (unit, { searchId }) => openOne(unit, searchId),
  decide: ({ childId }, { searchId, outcome, note }) =>
    succeed({ operations: [{ kind: 'handover.search-closed', childId, body: { searchId, outcome, note } satisfies SearchClosed }], output: { searchId } }),
});

/**
 * Answers the search of another agency. Found: the agency that asked is told, and is asked for custody of the child who
 * is here (a request, as when a child comes to the door). Refuses `not-found`, `already-done` (answered).
 */
export const answer = command({
  name: 'handover.answer-search',
  input: answerSearch.input,
  scope: { roles: ['supervisor', 'coordinator'], allowsNode: true },
  load: async (unit, { searchId, from }): Promise<Result<{ search: ForeignSearchRecord; custody: CustodyState }>> => {
    const search = (await findForeignSearches(unit)).find((one) => one.searchId === searchId && one.peer === from);
    if (!search) return refuse('not-found');
    if (search.answer !== null) return refuse('already-done');
    return succeed({ search, custody: await loadCustody(unit, { scope: 'slice', childIds: [search.childId], handoverIds: [] }) });
  },
  decide: ({ search, custody }, { searchId, from, answer: said, evidence = 'person_present' }, facts): Result<Decision<{ handoverId: Uuid | null }>> => {
    const body: SearchAnswered = { searchId, peer: from, answer: said, evidence };
    const operations: NewOperation[] = [{ kind: 'handover.search-answered', childId: null, body }];
    if (said === 'not_here') return succeed({ operations, output: { handoverId: null } });
    const handoverId = facts.newIdentifier();
    const requested = decideCustody(custody, { kind: 'request', handoverId, childIds: [search.childId], to: from });
    if (!requested.ok) return requested;
    return succeed({ operations: [...operations, ...operationsOfStep(custody, requested.value, facts.now, { said: { evidence, reason: evidence, plan: {} } })], output: { handoverId } });
  },
});

const initialsBook = async (unit: UnitOfWork, childIds: readonly ChildId[]) =>
  new Map((await summariesOf(unit, childIds)).map((summary) => [summary.childId, initialsOf(summary.values)]));

/** Own searches within reach; those of other agencies for who sees the whole agency. */
export const list = query({
  name: 'handover.list-searches',
  input: listSearches.input,
  scope: { roles: fileRoles, allowsNode: true },
  read: async (unit) => {
    const agency = agencyBook(unit);
    const own = await findSearches(unit);
    const foreign = await findForeignSearches(unit);
    const asked = await findAskedPeers(unit, own.map(({ searchId }) => searchId));
    const initials = await initialsBook(unit, [...own.map(({ childId }) => childId), ...foreign.flatMap(({ matches }) => matches)]);
    const askable = [];
    for (const peer of await listPeers(unit.transaction)) if (peer.status === 'active' && (await findAgreement(unit, peer.nodeId, 'lost_contact_search'))) askable.push(await agency(peer.nodeId));
    return succeed({
      own: await Promise.all(own.map(async (search) => ({
        ...search, outcome: search.outcome as SearchView['outcome'], initials: initials.get(search.childId) ?? null,
        asked: await Promise.all(asked.filter((row) => row.search_id === search.searchId).map(async (row) => ({
          agency: await agency(row.peer), askedAt: row.asked_at, until: row.until, answer: row.answer, answeredAt: row.answered_at, evidence: row.evidence,
        }))),
      }))),
      foreign: await Promise.all(foreign.map(async ({ searchId, peer, receivedAt, until, matches, answer: given }) => ({
        searchId, agency: await agency(peer), receivedAt, until, answer: given, matches: matches.map((childId) => ({ childId, initials: initials.get(childId) ?? null })),
      }))),
      askable,
    });
  },
  shows: ({ own, foreign }) => [...own.map(({ childId }) => childId), ...foreign.flatMap(({ matches }) => matches.map(({ childId }) => childId))],
});

export const notices = query({
  name: 'handover.list-notices',
  input: listNotices.input,
  scope: { roles: fileRoles, allowsNode: true },
  read: async (unit) => {
    const agency = agencyBook(unit);
    return succeed({
      items: await Promise.all((await findNotices(unit)).map(async (row) => ({
        noticeId: row.notice_id, direction: row.direction, agency: await agency(row.peer), reason: row.reason, place: row.place, expectedAt: row.expected_at, headcount: row.headcount, at: row.at, childIds: row.child_ids,
      }))),
    });
  },
  shows: ({ items }) => items.flatMap(({ childIds }) => childIds),
});
