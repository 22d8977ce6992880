/** A typed array that grows by half when it is full. */
export function grown<T extends Uint8Array | Int16Array | Uint16Array | Uint32Array | Int32Array | Float32Array | Float64Array>(column: T, needed: number): T {
  if (needed <= column.length) return column;
  const larger = new (column.constructor as new (length: number) => T)(Math.max(needed, 16, column.length + (column.length >> 1)));
  larger.set(column);
  return larger;
}
