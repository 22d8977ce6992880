import { noBirth, packBirth } from './birth.ts';
import { createFrequencies, type Frequencies, type FrequencyColumns } from './frequency.ts';
import { createNameDictionary, type DictionaryMark, type NameDictionary, type NameDictionaryColumns } from './name-dictionary.ts';
import { createNearWords, type NearWords } from './near-words.ts';
import type { NicknameBook } from './nickname.ts';
import type { PersonRecord } from './record.ts';
import { createRecordWords } from './record-words.ts';
import { createColumns } from './registry-columns.ts';
import type { Columns } from './scan.ts';
import { createTokenPool, poolColumns, type TokenPool, type TokenPoolColumns } from './token-pool.ts';

/** What the engine knows of names before it has seen any record. */
export interface NameKnowledge {
  readonly nicknames: NicknameBook;
  /** Folded abbreviation to the name it stands for (ma: maria, hdez: hernandez). */
  readonly abbreviations: ReadonlyMap<string, string>;
}

export const sexCodes: Readonly<Record<string, number>> = { F: 1, M: 2 };

/**
 * Records as columns: a start into one stream of words (4 bytes for each name or value, its role in the high bits), a
 * packed birth and a sex. About 45 bytes a child. Slots are given in order and never move.
 */
export interface RecordTable {
  readonly knowledge: NameKnowledge;
  readonly names: NameDictionary;
  readonly values: TokenPool;
  readonly frequencies: Frequencies;
  readonly columns: Columns;
  readonly count: number;
  /** Words of slot `n` lie from `starts[n]` to `starts[n + 1]`, ordered by role, as said within a role. */
  readonly starts: Uint32Array;
  readonly words: Uint32Array;
  readonly births: Int32Array;
  /** 0 not said or other, 1 female, 2 male. */
  readonly sexes: Uint8Array;
  /** Adds a record and returns its slot; `isCounted` false leaves the frequencies as they are (a question, not a child). */
  append(record: PersonRecord, isCounted?: boolean): number;
  /** Takes a record out of the frequencies and marks its slot as gone; its words stay until the table is rebuilt. */
  discount(slot: number): void;
  /** A table of the slots that are not gone, in the same order, without what the others left behind in the columns. */
  rebuilt(): RecordTable;
  mark(): TableMark;
  /** Forgets every record and word since the mark. */
  release(mark: TableMark): void;
  readonly bytes: number;
}

export interface TableMark {
  readonly count: number;
  readonly dictionary: DictionaryMark;
  readonly values: number;
}

/** What the engine's inner loops run on: the references of this folder, or their twins in WebAssembly. */
export interface Kernels {
  createColumns(): Columns;
  createNearWords(pool: TokenPool): NearWords;
}

export const referenceKernels: Kernels = { createColumns, createNearWords };

export const createRecordTable = (knowledge: NameKnowledge, kernels: Kernels = referenceKernels): RecordTable =>
  tableOver(knowledge, kernels, createNameDictionary(knowledge.nicknames, undefined, kernels.createNearWords), createTokenPool(), createFrequencies(), kernels.createColumns(), 0);

type RecordColumns = Pick<Columns, 'starts' | 'words' | 'births' | 'sexes' | 'gone'>;

/** Everything of a table as plain arrays: what worker threads need to compare its records. */
export interface TableColumns {
  readonly count: number;
  readonly records: RecordColumns;
  readonly names: NameDictionaryColumns;
  readonly values: TokenPoolColumns;
  readonly frequencies: FrequencyColumns;
}

export const tableColumns = ({ names, values, frequencies, count, columns: { starts, words, births, sexes, gone } }: RecordTable): TableColumns =>
  ({ count, records: { starts, words, births, sexes, gone }, names: names.columns(), values: poolColumns(values), frequencies: frequencies.columns() });

/** The table that `tableColumns` took apart, for comparing. */
export const tableFrom = (knowledge: NameKnowledge, { count, records, names, values, frequencies }: TableColumns): RecordTable =>
  tableOver(knowledge, referenceKernels, createNameDictionary(knowledge.nicknames, names), createTokenPool(values), createFrequencies(frequencies), Object.assign(createColumns(), records), count);

function tableOver(
  knowledge: NameKnowledge, kernels: Kernels, names: NameDictionary, values: TokenPool, frequencies: Frequencies, columns: Columns, records: number,
): RecordTable {
  let count = records;
  const wordsOf = createRecordWords(knowledge.abbreviations, names, values, frequencies);

  return {
    knowledge, names, values, frequencies, columns,
    get count() { return count; },
    get starts() { return columns.starts; },
    get words() { return columns.words; },
    get births() { return columns.births; },
    get sexes() { return columns.sexes; },
    get bytes() { return columns.starts.byteLength + columns.words.byteLength + columns.births.byteLength + columns.sexes.byteLength + columns.gone.byteLength; },
    append(record, isCounted = true) {
      const found = wordsOf(record, isCounted);
      const start = columns.starts[count]!;
      const end = start + found.length;
      columns.reserve({ records: count + 1, words: end });
      columns.words.set(found, start);
      columns.births[count] = record.birth === undefined ? noBirth : packBirth(record.birth);
      columns.sexes[count] = sexCodes[record.sex ?? ''] ?? 0;
      columns.gone[count] = 0;
      columns.starts[count + 1] = end;
      if (isCounted) frequencies.count(columns.words, start, end, names.soundIdOf, 1);
      return count++;
    },
    discount(slot) {
      frequencies.count(columns.words, columns.starts[slot]!, columns.starts[slot + 1]!, names.soundIdOf, -1);
      columns.gone[slot] = 1;
    },
    rebuilt() {
      const kept = kernels.createColumns();
      let keptCount = 0;
      kept.reserve({ records: count, words: columns.starts[count]! });
      for (let slot = 0; slot < count; slot++) {
        if (columns.gone[slot] === 1) continue;
        const own = columns.words.subarray(columns.starts[slot], columns.starts[slot + 1]);
        kept.words.set(own, kept.starts[keptCount]);
        kept.births[keptCount] = columns.births[slot]!;
        kept.sexes[keptCount] = columns.sexes[slot]!;
        kept.starts[keptCount + 1] = kept.starts[keptCount]! + own.length;
        keptCount++;
      }
      return tableOver(knowledge, kernels, names, values, frequencies, kept, keptCount);
    },
    mark: () => ({ count, dictionary: names.mark(), values: values.count }),
    release(mark) {
      count = mark.count;
      names.release(mark.dictionary);
      values.truncate(mark.values);
    },
  };
}
