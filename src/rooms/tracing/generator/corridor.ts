import type { PersonRecord } from '../rules/record.ts';
import { createNameLists, type People } from './name-lists.ts';
import { inventChildren, type InventedChild } from './population.ts';
import { createRandom } from './random.ts';
import { corridorRates, type CorridorRates } from './rates.ts';
import { inventClerks, record } from './sightings.ts';

/** A record with its truth: never show the truth to what is being measured. */
export interface LabelledRecord {
  readonly record: PersonRecord;
  readonly source: string;
  readonly childId: number;
  readonly familyId: number;
  readonly people: People;
}

/**
 * An invented corridor: children of four countries in families, recorded by one to several agencies with the errors of
 * their clerks. Same seed and rates, same records.
 */
export function generateCorridor(options: { readonly children: number; readonly seed: number; readonly rates?: CorridorRates }): LabelledRecord[] {
  const rates = options.rates ?? corridorRates;
  const random = createRandom(options.seed);
  const lists = createNameLists(rates.population);
  const clerks = inventClerks(rates, random);
  const records = inventChildren(options.children, rates.population, random).flatMap((child) => journeyOf(child));
  for (let last = records.length - 1; last > 0; last--) {
    const other = random.integer(0, last);
    [records[last], records[other]] = [records[other]!, records[last]!];
  }
  return records.map((labelled, index) => ({ ...labelled, record: { ...labelled.record, key: `r${index}` } }));

  function journeyOf(child: InventedChild): LabelledRecord[] {
    const found: LabelledRecord[] = [];
    do {
      const isRegistry = random.isChance(found.length === 0 ? rates.firstIsRegistry : rates.laterIsRegistry);
      const clerk = random.pick(clerks);
      found.push({
        record: record(child, '', isRegistry ? rates.registry : rates.fieldWork, clerk, lists, rates.population.municipalitiesPerDepartment, random),
        source: 'ABCDEFGH'[found.length]!, childId: child.childId, familyId: child.familyId, people: child.people,
      });
    } while (found.length < rates.mostRecords && random.isChance(rates.furtherRecord));
    return found;
  }
}
