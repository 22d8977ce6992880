import { birthKinds } from '../rules/birth.ts';
import { bestFirst, birthBuckets, type Columns, type ColumnSizes, type ScanRequest } from '../rules/scan.ts';
import { role, roleCount } from '../rules/roles.ts';
import { growTo } from './words.ts';

/** What `assembly/records.ts` exports. */
export interface RecordsModule {
  scan(request: number, from: number, to: number, sums: number, slots: number, kept: number, totals: number): number;
}

type Kind = keyof ColumnSizes | 'fixed';
type ArrayOf = typeof Uint8Array | typeof Uint32Array | typeof Int32Array | typeof Int16Array;

/** In the order in which they lie in memory. */
const layout = [
  ['birthGain', 'fixed', Int16Array], ['sexGain', 'fixed', Int16Array],
  ['given', 'tokens', Int16Array], ['surname', 'tokens', Int16Array], ['said', 'tokens', Int16Array], ['parent', 'tokens', Int16Array], ['value', 'values', Int16Array],
  ['gone', 'records', Uint8Array], ['sexes', 'records', Uint8Array], ['births', 'records', Int32Array], ['starts', 'records', Uint32Array], ['words', 'words', Uint32Array],
] as const satisfies readonly (readonly [keyof Columns, Kind, ArrayOf])[];
type ColumnName = (typeof layout)[number][0];

/** Words of the request before the columns (`assembly/records.ts` has their places), then room for what each thread keeps. */
const requestWords = 64;
const mostKept = 512;
export const mostThreads = 4;
/** Running sums of the words of a block of records. */
const totalBytes = 4096 * 4;
const keptBytes = mostKept * 8 + totalBytes;
const columnsAt = 1024 + mostThreads * keptBytes;
const birthEntries = birthBuckets * birthKinds;
const most = 65_536;
/** Where the sums and the slots that a thread keeps are. */
const sumsOf = (thread: number): number => 1024 + thread * keptBytes;
const slotsOf = (thread: number): number => sumsOf(thread) + mostKept * 4;
const totalsOf = (thread: number): number => slotsOf(thread) + mostKept * 4;

/**
 * Columns in one memory that WebAssembly reads, in order and without gaps but a fifth of room for growth; when a column is
 * full, those behind it move on. The memory is of the shared kind, so that other threads may scan a part of the records.
 */
export function createColumnsKernel(module: WebAssembly.Module): Columns {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: most, shared: true });
  const { scan } = new WebAssembly.Instance(module, { env: { memory, abort: () => { throw new Error('the scan of records failed'); } } }).exports as unknown as RecordsModule;
  const capacities: Record<Kind, number> = { fixed: birthEntries, records: 0, words: 0, tokens: 0, values: 0 };
  const addresses = Object.fromEntries(layout.map(([name]) => [name, columnsAt])) as Record<ColumnName, number>;

  const bytesOf = ([name, kind, type]: (typeof layout)[number], sizes: Record<Kind, number>): number =>
    Math.ceil(((name === 'starts' ? sizes[kind] + 1 : sizes[kind]) * type.BYTES_PER_ELEMENT) / 16) * 16;

  const views = () => Object.fromEntries(layout.map(([name, kind, type]) =>
    [name, new type(memory.buffer, addresses[name], name === 'starts' ? capacities[kind] + 1 : capacities[kind])])) as unknown as Omit<Columns, 'reserve' | 'scan'>;

  const grow = (sizes: ColumnSizes): void => {
    const former = { ...capacities };
    for (const kind of ['records', 'words', 'tokens', 'values'] as const) {
      if ((sizes[kind] ?? 0) > capacities[kind]) capacities[kind] = Math.ceil(Math.max(sizes[kind]!, 256, capacities[kind] * 1.2));
    }
    const moves = [];
    let end = columnsAt;
    for (const column of layout) {
      moves.push({ name: column[0], from: addresses[column[0]], to: end, filled: bytesOf(column, former), room: bytesOf(column, capacities) });
      end += bytesOf(column, capacities);
    }
    growTo(memory, end);
    const bytes = new Uint8Array(memory.buffer);
    for (const { name, from, to, filled, room } of moves.reverse()) {
      bytes.copyWithin(to, from, from + filled);
      bytes.fill(0, to + filled, to + room);
      addresses[name] = to;
    }
  };

  const writeRequest = ({ birth, bucketBase, sameBirth }: ScanRequest): void => {
    const request = new Int32Array(memory.buffer, 0, requestWords);
    for (let roleNumber = 0; roleNumber < roleCount; roleNumber++) {
      request[roleNumber] = addresses[roleNumber === role.given ? 'given' : roleNumber === role.surname ? 'surname' : roleNumber > role.father ? 'value' : roleNumber >= role.mother ? 'parent' : 'said'];
    }
    request.set([addresses.words, addresses.starts, addresses.births, addresses.sexes, addresses.gone, addresses.birthGain, addresses.sexGain, birth, bucketBase, sameBirth], roleCount);
  };

  grow({ records: 1, words: 1, tokens: 1, values: 1 });
  return {
    ...views(),
    reserve(sizes) {
      if ((Object.keys(sizes) as (keyof ColumnSizes)[]).every((kind) => sizes[kind]! <= capacities[kind])) return;
      grow(sizes);
      Object.assign(this, views());
    },
    scan(request) {
      writeRequest(request);
      const count = scan(0, 0, request.until, sumsOf(0), slotsOf(0), Math.min(mostKept, request.kept), totalsOf(0));
      return bestFirst(new Int32Array(memory.buffer, sumsOf(0), count), new Uint32Array(memory.buffer, slotsOf(0), count), request.kept);
    },
  };
}
