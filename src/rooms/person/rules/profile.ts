import { keywordsOf } from '#kernel/field.ts';
import { instantOf } from '#kernel/hybrid-clock.ts';
import type { Operation } from '#kernel/operation.ts';
import { fieldNames, Profile, type FieldAnswer, type FieldName, type Observed, type PartialProfile, type ProfileView, type Settled } from '../schema.ts';
import { mergeStatements, type Statement } from './merge.ts';

/** What the fold reads of an operation of this room: the part that is kept sealed beside the folded profile. */
export type PersonEntry = Pick<Operation<string, Observed | Settled>, 'id' | 'kind' | 'actorLabel' | 'madeAt' | 'base' | 'body'>;

export const observedKind = 'person.observed';
export const settledKind = 'person.settled';

/** Who the child is, folded from all that was observed: values, versions, and every answer behind every field. */
export interface ProfileState {
  readonly values: PartialProfile;
  readonly versions: Readonly<Partial<Record<FieldName, string>>>;
  readonly disputes: readonly FieldName[];
  /** Newest first. */
  readonly provenance: Readonly<Partial<Record<FieldName, readonly FieldAnswer[]>>>;
}

export const entryOf = ({ id, kind, actorLabel, madeAt, base, body }: Operation): PersonEntry =>
  ({ id, kind, actorLabel, madeAt, base, body: body as Observed | Settled });

/** Folds operations of this room, given in any order and any number of times, into the same state. */
export function foldProfile(entries: readonly PersonEntry[]): ProfileState {
  const unique = [...new Map(entries.map((entry) => [entry.id, entry])).values()]
    .toSorted((one, other) => (one.madeAt === other.madeAt ? (one.id > other.id ? -1 : 1) : one.madeAt > other.madeAt ? -1 : 1));
  const values: Record<string, unknown> = {};
  const versions: Partial<Record<FieldName, string>> = {};
  const disputes: FieldName[] = [];
  const provenance: Partial<Record<FieldName, readonly FieldAnswer[]>> = {};
  for (const name of fieldNames) {
    const entriesOfField = unique.filter((entry) => entry.body.fields[name] !== undefined);
    if (entriesOfField.length === 0) continue;
    const merged = mergeStatements(keywordsOf(Profile.properties[name])!.merge, entriesOfField.map((entry) => statementOf(entry, name)));
    values[name] = merged.value;
    versions[name] = merged.version;
    provenance[name] = entriesOfField.map((entry) => answerOf(entry, name, merged.standings.get(entry.id)!));
    if (provenance[name].some((answer) => answer.standing === 'contested')) disputes.push(name);
  }
  return { values: values as PartialProfile, versions, disputes, provenance };
}

/** What the screen is given: the whole state without the answers that nobody contests. */
export function profileViewOf(state: ProfileState): ProfileView {
  const answers = Object.fromEntries(state.disputes.map((name) => [name, state.provenance[name]!.filter((answer) => answer.standing !== 'replaced')]));
  return { values: state.values, versions: { ...state.versions }, disputes: [...state.disputes], answers };
}

function statementOf(entry: PersonEntry, name: FieldName): Statement {
  return {
    operationId: entry.id,
    madeAt: entry.madeAt,
    value: entry.body.fields[name],
    base: entry.base[name],
    ...('settles' in entry.body ? { settles: entry.body.settles } : {}),
  };
}

function answerOf(entry: PersonEntry, name: FieldName, standing: FieldAnswer['standing']): FieldAnswer {
  const note = 'settles' in entry.body ? entry.body.reason : entry.body.sourceNote;
  return {
    operationId: entry.id,
    value: entry.body.fields[name],
    actorLabel: entry.actorLabel,
    at: instantOf(entry.madeAt),
    source: 'settles' in entry.body ? 'settled' : entry.body.source,
    ...(note === undefined ? {} : { note }),
    standing,
  };
}
