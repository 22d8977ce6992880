/* Compact tables on typed arrays: the explorer holds millions of states and transitions. */

const mix = (hash: number, value: number): number => {
  const product = Math.imul(hash ^ value, 0x9e3779b1);
  return product ^ (product >>> 15);
};

/** A growing list of 32-bit integers. */
export class IntegerList {
  values = new Int32Array(1024);
  length = 0;
  push(value: number): void {
    if (this.length === this.values.length) this.values = doubled(this.values, 0);
    this.values[this.length++] = value;
  }
}

function doubled(values: Int32Array, filler: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(values.length * 2).fill(filler, values.length);
  larger.set(values);
  return larger;
}

/** Integer vectors of one width, numbered in the order in which they came; compared in full, so no two are confused. */
export class VectorSet {
  readonly width: number;
  #vectors: Int32Array;
  #slots = new Int32Array(4096).fill(-1);
  size = 0;

  constructor(width: number) {
    this.width = width;
    this.#vectors = new Int32Array(width * 1024);
  }

  /** The number of the vector; it was new if that equals the size before. */
  add(vector: Int32Array): number {
    if (this.size * 2 >= this.#slots.length) this.#rehash();
    const mask = this.#slots.length - 1;
    for (let slot = this.#hash(vector, 0) & mask; ; slot = (slot + 1) & mask) {
      const known = this.#slots[slot]!;
      if (known < 0) {
        this.#slots[slot] = this.size;
        if ((this.size + 1) * this.width > this.#vectors.length) this.#vectors = doubled(this.#vectors, 0);
        this.#vectors.set(vector, this.size * this.width);
        return this.size++;
      }
      if (this.#equals(known * this.width, vector)) return known;
    }
  }

  read(number: number, into: Int32Array): void {
    const start = number * this.width;
    for (let index = 0; index < this.width; index++) into[index] = this.#vectors[start + index]!;
  }

  #equals(start: number, vector: Int32Array): boolean {
    for (let index = 0; index < this.width; index++) if (this.#vectors[start + index] !== vector[index]) return false;
    return true;
  }

  #hash(vectors: Int32Array, start: number): number {
    let hash = 0x2545f491;
    for (let index = 0; index < this.width; index++) hash = mix(hash, vectors[start + index]!);
    return hash ^ (hash >>> 13);
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 2).fill(-1);
    const mask = this.#slots.length - 1;
    for (let number = 0; number < this.size; number++) {
      let slot = this.#hash(this.#vectors, number * this.width) & mask;
      while (this.#slots[slot]! >= 0) slot = (slot + 1) & mask;
      this.#slots[slot] = number;
    }
  }
}

/** Remembers one integer (not below 0) for each pair of integers. */
export class PairMap {
  readonly #pairs = new VectorSet(2);
  readonly #values = new IntegerList();
  readonly #pair = new Int32Array(2);

  /** The remembered value, or what `compute` gives, remembered from now on. `compute` may use this same map. */
  get(first: number, second: number, compute: () => number): number {
    const number = this.#numberOf(first, second);
    const known = number < this.#values.length ? this.#values.values[number]! : -1;
    if (known >= 0) return known;
    while (this.#values.length <= number) this.#values.push(-1);
    const value = compute();
    this.#values.values[number] = value;
    return value;
  }

  #numberOf(first: number, second: number): number {
    this.#pair[0] = first;
    this.#pair[1] = second;
    return this.#pairs.add(this.#pair);
  }
}

/** Things numbered by a text that is equal for equal things. */
export class Register<Thing> {
  readonly #numbers = new Map<string, number>();
  readonly things: Thing[] = [];
  numberOf(text: string, thing: () => Thing): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.things.length);
    return this.things.push(thing()) - 1;
  }
}

/** Sets of small integers, numbered; set 0 is the empty one. */
export class SetRegister {
  readonly #register = new Register<Int32Array>();
  readonly #unions = new PairMap();
  constructor() {
    this.of([]);
  }
  of(members: Iterable<number>): number {
    const sorted = Int32Array.from(new Set(members)).sort();
    return this.#register.numberOf(sorted.join(), () => sorted);
  }
  members(set: number): Int32Array {
    return this.#register.things[set]!;
  }
  union(one: number, other: number): number {
    if (one === other || other === 0) return one;
    if (one === 0) return other;
    return this.#unions.get(one, other, () => this.of([...this.members(one), ...this.members(other)]));
  }
}
