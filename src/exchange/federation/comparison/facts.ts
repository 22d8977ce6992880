import { setImmediate } from 'node:timers/promises';
import type { ChildId } from '#kernel/identifier.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { createBlinding, maskedTag, multiplyAll, pairTag, placeOf, pointLength, tagLength, type Blinding } from '#platform/vault/index.ts';
import { comparison } from '#rooms/tracing/index.ts';
import { privately } from '#rooms/tracing/rules.ts';
import type { FederationParts } from '../ports.ts';
import { shuffled } from './shuffle.ts';

/*
 * Tier 1: private set intersection on composite facts. Who asks learns of each of its persons whether two or more facts meet in one child
 * there, and at which place; who answers learns how many were asked.
 */

type Chance = FederationParts['node']['randomBytes'];

/** Bytes of the tags of one child. */
export const tagsOfChild = ((privately.factsAnswered * (privately.factsAnswered - 1)) / 2) * tagLength;

/** Facts of chance, under which nobody meets anybody, up to the number that is always the same. */
const filledUp = (facts: readonly string[], count: number, chance: Chance): string[] => [...facts, ...Array.from({ length: Math.max(0, count - facts.length) }, () => `chance ${Buffer.from(chance(16)).toString('hex')}`)];

/** The asking side of one run: blinded points of each person's facts, always so many, in an order of chance. */
export async function blindPersons(people: readonly comparison.ComparedPerson[], salt: Uint8Array, chance: Chance): Promise<{ readonly blinding: Blinding; readonly points: Buffer }> {
  const blinding = createBlinding(chance);
  const facts: string[] = [];
  for (const { record } of people) {
    facts.push(...shuffled(filledUp(comparison.factsOf(record, privately.factsAsked), privately.factsAsked, chance), chance));
    await setImmediate();
  }
  return { blinding, points: must(await multiplyAll({ secret: blinding.secret, salt, facts })) };
}

const must = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error('a point of our own is not on the curve');
  return result.value;
};

/** The answering side evaluates what was asked, in its order. Refuses `message-malformed`, reason `point`. */
export async function evaluatePoints(secret: Blinding['secret'], points: Buffer): Promise<Result<Buffer>> {
  if (points.length === 0 || points.length % (pointLength * privately.factsAsked) !== 0) return refuse('message-malformed', { reason: 'point' });
  return multiplyAll({ secret, points });
}

/** All pairs of so many points from one on. */
function pairsOf(points: Buffer, from: number, count: number): (readonly [Buffer, Buffer])[] {
  const own = Array.from({ length: count }, (_, index) => points.subarray((from + index) * pointLength, (from + index + 1) * pointLength));
  return own.flatMap((one, index) => own.slice(index + 1).map((other) => [one, other] as const));
}

/**
 * The tags of all pairs of facts of each child, each with the child's place masked by the pair itself, in an order of chance and filled up with
 * chance: their number tells about how many children there are.
 */
export async function tagsOf(people: readonly { readonly record: comparison.ComparedPerson['record'] }[], salt: Uint8Array, secret: Blinding['secret'], chance: Chance): Promise<Buffer> {
  const factsOf: string[][] = [];
  for (const { record } of people) {
    factsOf.push(comparison.factsOf(record, privately.factsAnswered));
    await setImmediate();
  }
  const points = must(await multiplyAll({ secret, salt, facts: factsOf.flat() }));
  const tags: Buffer[] = [];
  let from = 0;
  for (const [place, { length }] of factsOf.entries()) {
    for (const [one, other] of pairsOf(points, from, length)) tags.push(maskedTag(pairTag(one, other), place));
    from += length;
    await setImmediate();
  }
  const count = (privately.filledCount(people.length) * tagsOfChild) / tagLength;
  while (tags.length < count) tags.push(Buffer.from(chance(tagLength)));
  return Buffer.concat(shuffled(tags, chance));
}

/** The places of the pairs that `pairsOf` gives, in the same order. */
const placePairs = (count: number): (readonly [number, number])[] => Array.from({ length: count }, (_, one) => one).flatMap((one) => Array.from({ length: count - one - 1 }, (_, step) => [one, one + 1 + step] as const));

/** A person who meets a child there in so many facts. */
export interface Met {
  readonly person: comparison.ComparedPerson;
  readonly place: number;
  readonly common: number;
}

/** Takes the blinding off what came back, and looks for its pairs among the tags. Refuses `message-malformed`. */
export async function meet(people: readonly comparison.ComparedPerson[], { blinding, evaluated, tags }: { readonly blinding: Blinding; readonly evaluated: Buffer; readonly tags: Buffer }): Promise<Result<Met[]>> {
  if (evaluated.length !== people.length * privately.factsAsked * pointLength || tags.length % tagLength !== 0) return refuse('message-malformed', { reason: 'comparison' });
  const unblinded = await multiplyAll({ secret: blinding.inverse, points: evaluated });
  if (!unblinded.ok) return unblinded;
  const wanted = new Map<string, { readonly person: number; readonly pair: readonly [number, number]; readonly tag: Buffer }[]>();
  for (const [person] of people.entries()) {
    const places = placePairs(privately.factsAsked);
    for (const [index, [one, other]] of pairsOf(unblinded.value, person * privately.factsAsked, privately.factsAsked).entries()) {
      const tag = pairTag(one, other);
      const name = tag.toString('latin1', 0, 8);
      wanted.set(name, [...(wanted.get(name) ?? []), { person, pair: places[index]!, tag }]);
    }
    await setImmediate();
  }
  const met = new Map<string, { readonly person: number; readonly place: number; readonly facts: Set<number> }>();
  for (let at = 0; at < tags.length; at += tagLength) {
    const tag = tags.subarray(at, at + tagLength);
    for (const { person, pair, tag: own } of wanted.get(tag.toString('latin1', 0, 8)) ?? []) {
      const place = placeOf(own, tag);
      const known = met.get(`${person} ${place}`) ?? { person, place, facts: new Set() };
      for (const fact of pair) known.facts.add(fact);
      met.set(`${person} ${place}`, known);
    }
  }
  return succeed([...met.values()].map(({ person, place, facts }) => ({ person: people[person]!, place, common: facts.size })));
}

/** At which place each child of an answered run stands. */
export const placesOf = (people: readonly comparison.ComparedPerson[]): ChildId[] => people.map(({ childId }) => childId);
