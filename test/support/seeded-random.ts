/** A reproducible source of bytes (splitmix32): the same seed gives the same run. Never for keys in production. */
export function createSeededBytes(seed: number): (count: number) => Uint8Array {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x9e3779b9) >>> 0;
    let value = state ^ (state >>> 16);
    value = Math.imul(value, 0x21f0aaad);
    value ^= value >>> 15;
    value = Math.imul(value, 0x735a2d97);
    return (value ^ (value >>> 15)) >>> 0;
  };
  return (count) => Uint8Array.from({ length: count }, () => next() & 255);
}
