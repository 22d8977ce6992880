import { birthOf, codedFactsOf, identifiersOf, valueOfField } from '#rooms/person/rules.ts';
import type { PersonSummary } from '#rooms/person/index.ts';
import { nameTokens, soundOf } from '#rooms/tracing/index.ts';

/** More tokens than this are never sent about one child. */
const mostFacts = 40;

const soundsOf = (name: string | undefined): string[] => (name === undefined ? [] : nameTokens(name).map(soundOf));

/** The years in which the child may have been born, at most four. */
function birthYears(values: PersonSummary['values']): number[] {
  if (birthOf(values).precision === 'unknown') return [];
  const { birthEarliest, birthLatest } = codedFactsOf(values);
  if (!birthEarliest || !birthLatest) return [];
  const [first, last] = [Number(birthEarliest.slice(0, 4)), Number(birthLatest.slice(0, 4))];
  return last - first > 3 ? [] : Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/**
 * What a child may be recognised by in the records of another agency, as she sounds rather than as she is written: papers
 * and telephones; a name with a surname and a year; a name with both surnames. Each is enough to ask a person to look.
 * They leave a node only as HMAC under a key of one question (`searchToken`).
 */
export function recognisableFacts(values: PersonSummary['values']): string[] {
  const [first] = soundsOf(valueOfField(values, 'firstSurname'));
  const [second] = soundsOf(valueOfField(values, 'secondSurname'));
  const given = soundsOf(valueOfField(values, 'givenNames'));
  const named = given.flatMap((name) => [
    ...(first === undefined ? [] : birthYears(values).map((year) => `name ${name} ${first} ${year}`)),
    ...(first === undefined || second === undefined ? [] : [`names ${name} ${first} ${second}`]),
  ]);
  const exact = identifiersOf(values).map(({ kind, text }) => `${kind} ${kind === 'phone' ? text.replace(/\D/g, '').slice(-8) : text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '')}`);
  return [...new Set([...exact, ...named])].slice(0, mostFacts);
}
