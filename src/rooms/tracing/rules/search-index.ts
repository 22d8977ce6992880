import { createCompare } from './compare.ts';
import { createScorer, type Model } from './model.ts';
import { createOutcome, fieldNames, levelName, type FieldName } from './outcome.ts';
import { createQuickScan } from './quick-scan.ts';
import type { PersonRecord } from './record.ts';
import { createRecordTable, type Kernels, type NameKnowledge, type RecordTable } from './record-table.ts';

/** What one field says about a pair. `level` is the key of its text (`levelName`); `bits` above 0 speak for one child. */
export interface Evidence {
  readonly field: FieldName;
  readonly level: string;
  readonly bits: number;
}

/** A pair's score in bits (log2 of the odds for one child), what it means as a probability, and why. */
export interface PairAssessment {
  readonly score: number;
  readonly probability: number;
  /** What is known before any field is looked at; with the evidence it sums to the score. */
  readonly prior: number;
  readonly evidence: readonly Evidence[];
}

export interface Candidate extends PairAssessment {
  readonly key: string;
}

/**
 * Every child of a node in memory, findable by what people say. One request is compared with all records (no blocking
 * loss) and the best are explained field by field. Nothing here decides or merges.
 */
export interface SearchIndex {
  readonly size: number;
  /** Adds a record, or replaces the one of the same key; the next search sees it. */
  upsert(record: PersonRecord): void;
  remove(key: string): void;
  has(key: string): boolean;
  /** The most probable records for a request, best first; ties by key. `except` leaves one key out (the child herself). */
  search(query: PersonRecord, options?: SearchOptions): readonly Candidate[];
  /** Two records side by side, weighed with this registry's frequencies. */
  assess(left: PersonRecord, right: PersonRecord): PairAssessment;
  /** Bytes of the record columns, without keys and dictionaries. */
  readonly columnBytes: number;
}

export interface SearchOptions {
  /** At most so many candidates (20). */
  readonly limit?: number;
  /** Leaves out candidates below this score in bits. */
  readonly leastScore?: number;
  readonly except?: string;
}

/** Share of removed slots above which the columns are rebuilt. */
const mostGone = 0.25;

/** @param setup names the engine knows and the parameters it weighs with; see `engine.ts` for the shipped ones */
export function createSearchIndex(setup: { readonly knowledge: NameKnowledge; readonly model: Model; readonly kernels?: Kernels }): SearchIndex {
  const scorer = createScorer(setup.model, 0);
  let table = createRecordTable(setup.knowledge, setup.kernels);
  let compare = createCompare(table, 0);
  let goneCount = 0;
  let keys: string[] = [];
  const slotsByKey = new Map<string, number>();
  let scan = createQuickScan(table, setup.model);
  const outcome = createOutcome(0);

  const assessSlots = (left: number, right: number): PairAssessment => {
    compare(left, right, outcome);
    const { score, prior, fields } = scorer.explain(outcome);
    const evidence = fieldNames.flatMap((name, index) =>
      outcome.levels[index] === 0 ? [] : [{ field: name, level: levelName(index, outcome.levels[index]!), bits: fields[index]! }]);
    return { score, probability: scorer.probabilityOf(score), prior, evidence };
  };
  const scoreSlots = (left: number, right: number): number => {
    compare(left, right, outcome);
    return scorer.score(outcome);
  };
  /** Runs with temporary records behind the table, and forgets them. */
  const withGuests = <T>(guests: readonly PersonRecord[], ask: (table: RecordTable, slots: readonly number[]) => T): T => {
    const mark = table.mark();
    try {
      return ask(table, guests.map((guest) => table.append(guest, false)));
    } finally {
      table.release(mark);
    }
  };
  const rebuild = (): void => {
    const former = table;
    table = former.rebuilt();
    keys = keys.filter((_, slot) => former.columns.gone[slot] === 0);
    for (const [slot, key] of keys.entries()) slotsByKey.set(key, slot);
    goneCount = 0;
    compare = createCompare(table, 0);
    scan = createQuickScan(table, setup.model);
  };
  const remove = (key: string): void => {
    const slot = slotsByKey.get(key);
    if (slot === undefined) return;
    slotsByKey.delete(key);
    table.discount(slot);
    goneCount++;
    if (goneCount > 1000 && goneCount > mostGone * table.count) rebuild();
  };

  return {
    get size() { return slotsByKey.size; },
    get columnBytes() { return table.bytes; },
    has: (key) => slotsByKey.has(key),
    remove,
    upsert(record) {
      remove(record.key);
      const slot = table.append(record);
      keys[slot] = record.key;
      slotsByKey.set(record.key, slot);
    },
    search(query, options = {}) {
      const count = table.count;
      return withGuests([query], (_, [asked]) => {
        const scored = scan.best(asked!, count).map((slot) => ({ slot, key: keys[slot]!, score: scoreSlots(asked!, slot) }));
        return scored
          .filter(({ key, score }) => key !== options.except && score >= (options.leastScore ?? -Infinity))
          .sort((left, right) => right.score - left.score || (left.key < right.key ? -1 : 1))
          .slice(0, options.limit ?? 20)
          .map(({ slot, key }) => ({ key, ...assessSlots(asked!, slot) }));
      });
    },
    assess: (left, right) => withGuests([left, right], (_, [one, other]) => assessSlots(one!, other!)),
  };
}
