import { keyWords, type JoinKeys, type KeyPairs } from '../rules/private/join.ts';
import { growTo } from './words.ts';

/** What `assembly/keys.ts` exports. */
interface KeysModule {
  readonly memory: WebAssembly.Memory;
  heapBase(): number;
  countBits(keys: number, count: number, into: number): void;
  joinKeys(
    left: number, leftBits: number, leftFrom: number, leftTo: number, right: number, rightBits: number, rightFrom: number, rightTo: number, thousandths: number, into: number, capacity: number,
  ): number;
}

const keyBytes = keyWords * 4;
/** What the kernel notes of each key. */
const countBytes = 8;
/** Keys on the left that are compared with all on the right before the pairs are taken out. */
const block = 64;

/** The twin of `joinKeys`, on 16 bytes at a time. */
export function createJoinKernel(module: WebAssembly.Module): JoinKeys {
  const { memory, heapBase, countBits, joinKeys } = new WebAssembly.Instance(module).exports as unknown as KeysModule;
  return (left, right, thousandths): KeyPairs => {
    const [leftCount, rightCount] = [left.length / keyWords, right.length / keyWords];
    const leftAt = heapBase();
    const rightAt = leftAt + leftCount * keyBytes;
    const leftBits = rightAt + rightCount * keyBytes;
    const rightBits = leftBits + leftCount * countBytes;
    const into = rightBits + rightCount * countBytes;
    const capacity = block * rightCount;
    growTo(memory, into + capacity * 12);
    new Uint32Array(memory.buffer, leftAt, left.length).set(left);
    new Uint32Array(memory.buffer, rightAt, right.length).set(right);
    countBits(leftAt, leftCount, leftBits);
    countBits(rightAt, rightCount, rightBits);
    const found: Int32Array[] = [];
    for (let from = 0; from < leftCount; from += block) {
      const count = joinKeys(leftAt, leftBits, from, Math.min(leftCount, from + block), rightAt, rightBits, 0, rightCount, thousandths, into, capacity);
      if (count > 0) found.push(new Int32Array(memory.buffer, into, count * 3).slice());
    }
    const column = (offset: number): Int32Array => Int32Array.from(found.flatMap((some) => Array.from({ length: some.length / 3 }, (_, pair) => some[pair * 3 + offset]!)));
    return { left: column(0), right: column(1), common: column(2) };
  };
}
