import type { Concern } from '#rooms/case/schema.ts';
import type { Random } from './random.ts';

/** What weighs on a child. Those who return home carry none of the sealed codes: with one of them she is not returned. */
export type Situation = 'ordinary' | 'protection' | 'returned';

const ordinaryOrigin = ['P08', 'P09', 'P10', 'P11', 'P12', 'P14', 'P16', 'P17', 'P18'];
const threatened = ['P01', 'P02', 'P03', 'P04', 'P05'];
const onTheWay = ['T01', 'T02', 'T04', 'T05', 'T07', 'T10', 'T14', 'T16', 'T17', 'T20'];
const graveOnTheWay = ['T06', 'T09', 'T11', 'T12'];
const afterReturn = ['R02', 'R03', 'R05', 'R06', 'R11', 'R15'];
const protective = ['F01', 'F02', 'F03', 'F04', 'F05', 'F06', 'F07'];
const ordinaryNeeds = ['N01', 'N02', 'N03', 'N04', 'N05', 'N09', 'N10', 'N11', 'N12', 'N14', 'N16', 'N17'];

/** Needs, risks and what protects, each with a severity from 1 to 3 and who said so; no code twice. */
export function concernsOf(random: Random, situation: Situation, about: { readonly needsInterpreter: boolean; readonly isYoungMother: boolean; readonly isWithGuide: boolean }): Concern[] {
  const risk = (code: string, period: NonNullable<Concern['period']>): Concern => ({
    code, period,
    severity: Number(random.weighted({ '1': 0.5, '2': 0.38, '3': 0.12 })),
    source: random.weighted({ child: 0.65, observed: 0.2, companion: 0.1, document: 0.05 }),
  });
  const here = (code: string): Concern => ({ ...risk(code, 'here'), source: random.chance(0.6) ? 'child' : 'observed' });
  const origin = situation === 'protection' ? [...random.some(threatened, random.integer(1, 2)), ...random.some(ordinaryOrigin, 1)] : random.some(ordinaryOrigin, random.integer(1, 2));
  const transit = [...random.some(onTheWay, random.integer(0, 2)), ...(situation === 'protection' && random.chance(0.35) ? random.some(graveOnTheWay, 1) : [])];
  const needs = [
    ...random.some(ordinaryNeeds, random.integer(1, 4)),
    ...(about.needsInterpreter ? ['N08'] : []),
    ...(about.isYoungMother ? ['N15'] : []),
    ...(situation === 'protection' ? ['N07'] : []),
    ...(situation === 'protection' && random.chance(0.1) ? ['N06'] : []),
    ...(random.chance(0.05) ? ['N13'] : []),
  ];
  return [
    ...needs.map(here),
    ...origin.map((code) => risk(code, 'origin')),
    ...transit.map((code) => risk(code, 'transit')),
    ...(about.isWithGuide ? [risk('T19', 'transit')] : []),
    ...(situation === 'returned' ? random.some(afterReturn, random.integer(1, 2)).map((code) => risk(code, 'return')) : []),
    ...random.some(protective, random.integer(0, 2)).map((code): Concern => ({ code, severity: 1, source: 'child' })),
  ];
}
