import { keywordsOf } from '#kernel/field.ts';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import type { NewOperation } from '#kernel/operation.ts';
import { observation, valueOfField, type ProfileState } from '#rooms/person/rules.ts';
import { fieldNames, Profile, type FieldName, type PartialProfile } from '#rooms/person/schema.ts';
import { purposes, type Deadline } from '../schema.ts';
import type { CaseState } from './fold.ts';
import { act, type StartedDeadline } from './operations.ts';
import { compareUrgency } from './urgency.ts';

/** One of two files that turned out to be one child's. */
export interface JoinedFile {
  readonly childId: ChildId;
  readonly file: CaseState;
  readonly profile: ProfileState;
  /** Open ones. */
  readonly deadlines: readonly Deadline[];
}

/** What joining needs in any case, also where the acts of a file are copied one by one. */
type Running = Pick<JoinedFile, 'childId' | 'deadlines'> & { readonly file: Pick<CaseState, 'urgency'> };

/**
 * What a file takes over from another one of the same child: the graver urgency with the flags of both, and the deadlines that run
 * there and not here.
 * @param reason why it is said here; that of the graver urgency unless told
 */
export function takenOver(kept: Running, joined: Running, newIdentifier: () => Uuid, reason?: string): { readonly urgency: NewOperation[]; readonly deadlines: NewOperation[] } {
  const isGraver = compareUrgency(joined.file.urgency.level, kept.file.urgency.level) < 0;
  const { level, reason: said } = isGraver ? joined.file.urgency : kept.file.urgency;
  const flags = [...new Set([...kept.file.urgency.flags, ...joined.file.urgency.flags])];
  const why = reason ?? said;
  const known = new Set(kept.deadlines.map(({ clock }) => clock));
  const deadlines: StartedDeadline[] = joined.deadlines.filter(({ clock }) => clock === null || !known.has(clock)).map(({ clock, title, triggeredAt, dueAt, escalateAt, basis }) => ({ id: newIdentifier(), clock, title, triggeredAt, dueAt, escalateAt, basis }));
  return {
    urgency: isGraver || flags.length > kept.file.urgency.flags.length ? [act(kept.childId, 'urgency-changed', { urgency: level, flags, ...(why === null ? {} : { reason: why }) })] : [],
    deadlines: deadlines.length === 0 ? [] : [act(kept.childId, 'deadlines-started', { deadlines, cancels: [] })],
  };
}

/**
 * Makes one file of two: `kept` takes in what `joined` says, and `joined` is closed as a duplicate. Every answer is carried
 * over as an answer beside those that stand there, never in their place: where the two differ the field is in dispute and
 * people decide. The graver urgency and severity hold; what was refused or withdrawn in either file is refused in both.
 * Notes and attachments stay where they were written, readable in the closed file.
 */
export function joinOperations(kept: JoinedFile, joined: JoinedFile, reason: string, newIdentifier: () => Uuid): NewOperation[] {
  const concerns = [...joined.file.concerns].map(([code, { current }]) => {
    const { severity, source, period, note } = current;
    return { code, severity, source, ...(period === undefined ? {} : { period }), ...(note === undefined ? {} : { note }) };
  });
  const refused = purposes.filter((purpose) => ['refused', 'withdrawn'].includes(joined.file.consents.get(purpose)?.answer ?? '') && kept.file.consents.get(purpose)?.answer === 'granted');
  const { urgency, deadlines } = takenOver(kept, joined, newIdentifier, reason);
  return [
    ...observationsOf(kept, joined, reason),
    ...(concerns.length === 0 ? [] : [act(kept.childId, 'concerns-recorded', { concerns })]),
    ...[...joined.file.contacts.values()].map(({ operationId: _operation, actorLabel: _label, at: _at, ...contact }) => act(kept.childId, 'contact-added', { contact })),
    ...urgency,
    ...(refused.length === 0 ? [] : [act(kept.childId, 'consent-withdrawn', { purposes: refused, by: 'worker', reason })]),
    ...deadlines,
    ...(joined.deadlines.length === 0 ? [] : [act(joined.childId, 'deadlines-started', { deadlines: [], cancels: joined.deadlines.map(({ id }) => id) })]),
    act(joined.childId, 'closed', { reason: 'duplicate', summary: reason }),
  ];
}

/**
 * Every answer that still counts in the joined file, as an observation beside those of the other: at each step one answer a
 * field. Where a value of the kept file differs it is said once more at the end: it stays the one that shows.
 */
function observationsOf(kept: JoinedFile, { profile, childId: joined }: JoinedFile, reason: string): NewOperation[] {
  const steps: PartialProfile[] = [];
  const own: FieldName[] = [];
  for (const name of fieldNames) {
    const answers = (profile.provenance[name] ?? []).filter(({ standing }) => standing === 'contested').map(({ value }) => value);
    const values = (profile.values[name] === undefined ? [] : [profile.values[name], ...answers]).flatMap((value) => withoutLinksBetween(name, value, [kept.childId, joined]));
    for (const [step, value] of values.entries()) steps[step] = { ...steps[step], [name]: value };
    const isOneValue = keywordsOf(Profile.properties[name])!.merge === 'latest';
    if (isOneValue && values.length > 0 && valueOfField(kept.profile.values, name) !== undefined && JSON.stringify(values) !== JSON.stringify([kept.profile.values[name]])) own.push(name);
  }
  const said = (fields: PartialProfile, versions: ProfileState['versions']): NewOperation => observation(kept.childId, { fields, source: 'other', sourceNote: reason }, versions);
  const again = Object.fromEntries(own.map((name) => [name, kept.profile.values[name]])) as PartialProfile;
  return [...steps.map((fields) => said(fields, {})), ...(own.length === 0 ? [] : [said(again, kept.profile.versions)])];
}

/** A child is no sibling of herself. */
function withoutLinksBetween(name: FieldName, value: unknown, childIds: readonly ChildId[]): unknown[] {
  if (name !== 'siblings' || !Array.isArray(value)) return [value];
  const left = (value as { readonly childId: ChildId }[]).filter((link) => !childIds.includes(link.childId));
  return left.length > 0 ? [left] : [];
}
