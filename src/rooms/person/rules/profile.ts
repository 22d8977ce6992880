import type { TSchema } from 'typebox';
import { Check } from 'typebox/value';
import { keywordsOf } from '#kernel/field.ts';
import { instantOf } from '#kernel/hybrid-clock.ts';
import type { NodeId, Uuid } from '#kernel/identifier.ts';
import type { Operation } from '#kernel/operation.ts';
import { fieldNames, Observed, Profile, Settled, type FieldAnswer, type FieldName, type PartialProfile, type ProfileView } from '../schema.ts';
import { mergeStatements, type Statement } from './merge.ts';
import { withoutWithheld } from './withheld.ts';

/** What the fold reads of an operation of this room: the part that is kept sealed beside the folded profile. */
export type PersonEntry = Pick<Operation<string, Observed | Settled>, 'id' | 'kind' | 'actorLabel' | 'madeAt' | 'base' | 'body'>;

export const observedKind = 'person.observed';
export const settledKind = 'person.settled';

/** Who the child is, folded from all that was observed: values, versions, and every answer behind every field. */
export interface ProfileState {
  readonly values: PartialProfile;
  readonly versions: Readonly<Partial<Record<FieldName, Uuid>>>;
  readonly disputes: readonly FieldName[];
  /** Newest first. */
  readonly provenance: Readonly<Partial<Record<FieldName, readonly FieldAnswer[]>>>;
}

const bodies: Readonly<Record<string, TSchema>> = { [observedKind]: Observed, [settledKind]: Settled };

/**
 * What the fold takes of an operation. Of another agency's it takes what may be read and has the form that we know;
 * null when that is nothing: it stays in the log and shapes no profile.
 */
export function entryOf({ id, kind, actorLabel, node, madeAt, base, body }: Operation, ownNode: NodeId): PersonEntry | null {
  if (node === ownNode) return { id, kind, actorLabel, madeAt, base, body: body as Observed | Settled };
  const readable = withoutWithheld(body);
  const whole = kind === observedKind && typeof readable === 'object' ? { source: 'other', fields: {}, ...readable } : readable;
  const schema = bodies[kind];
  return schema && Check(schema, whole) ? { id, kind, actorLabel, madeAt, base, body: whole as Observed | Settled } : null;
}

/** What leaves this room, and comes in, field by field. */
export const personShapes = { [observedKind]: { body: Observed }, [settledKind]: { body: Settled } } as const;

/** Folds operations of this room, given in any order and any number of times, into the same state. */
export function foldProfile(entries: readonly PersonEntry[]): ProfileState {
  const unique = [...new Map(entries.map((entry) => [entry.id, entry])).values()]
    .toSorted((one, other) => (one.madeAt === other.madeAt ? (one.id > other.id ? -1 : 1) : one.madeAt > other.madeAt ? -1 : 1));
  const values: Record<string, unknown> = {};
  const versions: Partial<Record<FieldName, Uuid>> = {};
  const disputes: FieldName[] = [];
  const provenance: Partial<Record<FieldName, readonly FieldAnswer[]>> = {};
  for (const name of fieldNames) {
    const entriesOfField = unique.filter((entry) => entry.body.fields[name] !== undefined);
    if (entriesOfField.length === 0) continue;
    const merged = mergeStatements(keywordsOf(Profile.properties[name])!.merge, entriesOfField.map((entry) => statementOf(entry, name)));
    values[name] = merged.value;
    versions[name] = merged.version as Uuid;
    provenance[name] = entriesOfField.map((entry) => answerOf(entry, name, merged.standings.get(entry.id)!));
    if (provenance[name].some((answer) => answer.standing === 'contested')) disputes.push(name);
  }
  return { values: values, versions, disputes, provenance };
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
