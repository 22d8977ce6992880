import type { ChildId } from '#kernel/identifier.ts';
import { dayOf } from '#kernel/instant.ts';
import type { InputOf } from '#kernel/endpoint.ts';
import { succeed } from '#kernel/result.ts';
import { fileRoles } from '#kernel/role.ts';
import { asNode } from '#platform/db/transact.ts';
import { query } from '#platform/ledger/query.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { canonicalJson } from '#platform/vault/index.ts';
import { findScope, summariesOf } from '#rooms/person/index.ts';
import { initialsOf } from '#rooms/person/rules.ts';
import type { Candidate, PersonRecord } from '../engine.ts';
import { isAgreement } from '../rules/agreement.ts';
import { bandOf } from '../rules/band.ts';
import { searchChildren, type SearchHit } from '../schema.ts';
import { whenReady, type Registry } from './registry.ts';

/** Who is responsible for each child, as this node knows it: from the room that keeps custody. */
export type FindCustodians = (unit: UnitOfWork, childIds: readonly ChildId[]) => Promise<ReadonlyMap<ChildId, SearchHit['custodian']>>;

type Asked = InputOf<typeof searchChildren>;

const recordOf = (asked: Asked, today: string): PersonRecord => ({
  key: '', spokenName: asked.names, ...(asked.nickname === undefined ? {} : { nicknames: [asked.nickname] }),
  ...(asked.birth !== undefined ? { birth: { date: asked.birth } } : asked.age !== undefined ? { birth: { estimatedAge: asked.age, recordedOn: today } } : {}),
  ...(asked.sex === undefined ? {} : { sex: asked.sex }),
  ...(asked.nationality === undefined ? {} : { nationalities: [asked.nationality] }),
  ...(asked.municipality === undefined ? {} : { municipality: asked.municipality }),
  ...(asked.department === undefined ? {} : { department: asked.department }),
  ...(asked.motherName === undefined ? {} : { motherNames: [asked.motherName] }),
  ...(asked.fatherName === undefined ? {} : { fatherNames: [asked.fatherName] }),
  ...(asked.phone === undefined ? {} : { phones: [asked.phone] }),
});

/**
 * The records that may speak of the one who is asked for, as this caller may see them: of a file that is out of reach only
 * initials, custodian and the number under which to ask for access.
 */
export async function hitsFor(unit: UnitOfWork, registry: Registry, findCustodians: FindCustodians, record: PersonRecord, limit: number): Promise<SearchHit[]> {
  const candidates = (await registry.search(unit, record, { limit })).filter(({ probability }) => bandOf(probability) !== undefined);
  const childIds = candidates.map(({ key }) => key as ChildId);
  const custodians = await findCustodians(unit, childIds);
  const summaries = new Map((await asNode(unit.transaction, () => summariesOf(unit, childIds))).map((summary) => [summary.childId, summary]));
  const hits: SearchHit[] = [];
  for (const candidate of candidates) {
    const childId = candidate.key as ChildId;
    const summary = summaries.get(childId);
    const custodian = custodians.get(childId);
    if (!summary || !custodian) continue;
    const scope = await findScope(unit.transaction, childId);
    hits.push({
      childId: scope ? childId : null, reference: childId, initials: initialsOf(summary.values), mayOpen: scope !== undefined, standing: custodian.isThisNode ? 'open' : 'past', custodian,
      band: bandOf(candidate.probability)!, reasons: reasonsOf(candidate),
    });
  }
  return hits;
}

/** Search before create, over every child this node ever recorded, those handed over included. */
export const searchVerb = (registry: Registry, findCustodians: FindCustodians) =>
  whenReady(registry, query({
    name: 'tracing.search',
    input: searchChildren.input,
    scope: { roles: fileRoles },
    asks: (asked) => canonicalJson({ ...asked, limit: null }),
    read: async (unit, asked) => {
      const hits = await hitsFor(unit, registry, findCustodians, recordOf(asked, dayOf(unit.now)), asked.limit ?? 10);
      return succeed({ hits, searched: registry.size });
    },
    shows: ({ hits }) => hits.map(({ reference }) => reference),
  }));

/** The fields that weighed most, strongest first. An agreement of relatives' names may weigh against: of that nobody needs to hear. */
const reasonsOf = ({ evidence }: Candidate): SearchHit['reasons'] =>
  evidence.map((found) => ({ ...found, speaksFor: isAgreement(found.level) })).filter(({ bits, speaksFor }) => Math.abs(bits) >= 0.5 && bits > 0 === speaksFor)
    .toSorted((one, other) => Math.abs(other.bits) - Math.abs(one.bits)).slice(0, 5).map(({ field, level, speaksFor }) => ({ field, level, speaksFor }));
