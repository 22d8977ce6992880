import { displayNameOf, toSearchRecord, valueOfField } from '#rooms/person/rules.ts';
import type { PartialProfile, SearchRecord } from '#rooms/person/schema.ts';
import type { Relation } from '#rooms/law/schema.ts';
import type { TracingRequest } from './request.ts';

const ofAllAges: readonly Relation[] = ['sibling', 'half_sibling', 'cousin', 'own_child', 'spouse_partner', 'other_relative', 'family_friend', 'neighbour', 'fellow_traveller', 'other_unrelated', 'unknown'];
/** Whether the one whom a child seeks may be in the registry, as a child herself. A mother or grandfather asks for her instead. */
export const mayBeChild = (relation: Relation): boolean => ofAllAges.includes(relation);

/** What a child's request adds about a sister or brother: the same parents. Half of a half sister's are not known to be. */
export const withParentsOf = (record: SearchRecord, own: SearchRecord, relation: Relation): SearchRecord =>
  relation !== 'sibling' ? record : {
    ...record, motherNames: record.motherNames.length > 0 ? record.motherNames : own.motherNames, fatherNames: record.fatherNames.length > 0 ? record.fatherNames : own.fatherNames,
  };

/** Whether enough is said that one can look for it: a name of any kind. */
export const isAnswered = (sought: PartialProfile): boolean =>
  (['givenNames', 'firstSurname', 'secondSurname', 'nickname', 'nameInOwnLanguage', 'otherNames'] as const).some((name) => valueOfField(sought, name) !== undefined);

/** The name of who is sought, as told. */
export const soughtName = (sought: PartialProfile): string => displayNameOf(sought) || (valueOfField(sought, 'otherNames') ?? [])[0] || (valueOfField(sought, 'nameInOwnLanguage') ?? '');

/**
 * What the engine compares for a request. A mother or father who asks is evidence herself: her name is put among the parents', and her
 * phone among the phones, as a child may carry it.
 */
export function recordOfRequest({ requestId, side, told }: Pick<TracingRequest, 'requestId' | 'side' | 'told'>): SearchRecord {
  const record = toSearchRecord(told.sought, requestId);
  if (side !== 'family') return record;
  const { relation, name, phone } = told.inquirer;
  return {
    ...record,
    ...(relation === 'mother' ? { motherNames: [...record.motherNames, name] } : {}),
    ...(relation === 'father' ? { fatherNames: [...record.fatherNames, name] } : {}),
    ...(phone === undefined ? {} : { phones: [...record.phones, phone] }),
  };
}
