import type { ChildId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Operation } from '#kernel/operation.ts';
import { keywordsOf, type MergeRule } from '#kernel/field.ts';
import { isSameValue, isUnanswered } from '#rooms/person/rules.ts';
import { fieldNames, Profile, type PartialProfile } from '#rooms/person/schema.ts';
import type { ComparedField } from '../schema/merge.ts';

/** A file as far as it matters which of two goes on. */
export interface FileStanding {
  readonly childId: ChildId;
  readonly epoch: number;
  readonly since: Instant;
}

/** Of two files of one child the one with the longer chain goes on, since other agencies know that identifier; else the older one. */
export function survivorOf(one: FileStanding, other: FileStanding): FileStanding {
  if (one.epoch !== other.epoch) return one.epoch > other.epoch ? one : other;
  if (one.since !== other.since) return one.since < other.since ? one : other;
  return one.childId < other.childId ? one : other;
}

const outcomeByRule: Readonly<Record<MergeRule, ComparedField['outcome']>> = { latest: 'both_kept', settled: 'both_kept', union: 'joined', append: 'joined', safest: 'gravest' };

/** Field by field what both files say and what becomes of it, by the merge rule that is written on the field. */
export function compareProfiles(surviving: PartialProfile, joining: PartialProfile): ComparedField[] {
  return fieldNames.flatMap((field): ComparedField[] => {
    const [one, other] = [surviving[field], joining[field]];
    const [hasOne, hasOther] = [!isUnanswered(one), !isUnanswered(other)];
    if (!hasOne && !hasOther) return [];
    const outcome = hasOne && hasOther ? (isSameValue(one, other) ? 'same' : outcomeByRule[keywordsOf(Profile.properties[field])!.merge]) : 'only_one';
    return [{ field, surviving: hasOne ? one : null, joining: hasOther ? other : null, outcome }];
  });
}

/** What was recorded about the child herself comes along. How the file was run here (team, clocks, receipt) ends with it. */
const comingAlong: ReadonlySet<string> = new Set([
  'person.observed', 'person.settled', 'case.note-written', 'case.concerns-recorded', 'case.concern-settled', 'case.consent-recorded', 'case.consent-withdrawn', 'case.contact-added',
  'case.attachment-added', 'case.attachment-removed', 'case.attachment-restored', 'case.attachment-destroyed',
]);
const comesAlong = ({ kind }: Pick<Operation, 'kind'>): boolean => comingAlong.has(kind);

/**
 * The acts of one file as acts of another: who did what and when stays as it was; identifiers are new, and what refers to
 * an act refers to its copy.
 * @param renamed other names in the bodies that change with the file, such as those of stored bytes
 */
export function copiedActs(operations: readonly Operation[], into: ChildId, newIdentifier: () => Uuid, renamed: ReadonlyMap<string, string> = new Map()): Operation[] {
  const along = operations.filter(comesAlong);
  const names = new Map<string, string>([...renamed, ...along.map(({ id }) => [id, newIdentifier()] as const)]);
  const copy = (value: unknown): unknown => {
    if (typeof value === 'string') return names.get(value) ?? value;
    if (Array.isArray(value)) return value.map(copy);
    return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, copy(part)])) : value;
  };
  return along.map((operation) => ({ ...operation, id: names.get(operation.id) as Uuid, childId: into, base: copy(operation.base) as Operation['base'], body: copy(operation.body) }));
}
