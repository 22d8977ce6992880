import { birthKinds } from './birth.ts';
import { grown } from './columns.ts';
import { bestFirst, birthBuckets, scanColumns, type Columns } from './scan.ts';

/** Columns as plain arrays, scanned by the reference. */
export function createColumns(): Columns {
  return {
    starts: new Uint32Array(1), words: new Uint32Array(0), births: new Int32Array(0), sexes: new Uint8Array(0), gone: new Uint8Array(0),
    given: new Int16Array(0), surname: new Int16Array(0), said: new Int16Array(0), parent: new Int16Array(0), value: new Int16Array(0),
    birthGain: new Int16Array(birthBuckets * birthKinds), sexGain: new Int16Array(4),
    reserve({ records = 0, words = 0, tokens = 0, values = 0 }) {
      const own = this as { -readonly [name in keyof Columns]: Columns[name] };
      own.starts = grown(own.starts, records + 1);
      for (const name of ['sexes', 'gone'] as const) own[name] = grown(own[name], records);
      own.births = grown(own.births, records);
      own.words = grown(own.words, words);
      for (const name of ['given', 'surname', 'said', 'parent'] as const) own[name] = grown(own[name], tokens);
      own.value = grown(own.value, values);
    },
    scan(request) {
      const { sums, slots } = scanColumns(this, request);
      return bestFirst(sums, slots, request.kept);
    },
  };
}
