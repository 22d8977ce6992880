import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The compiled inner loops; `scripts/build-kernels.ts` makes them. */
export type KernelName = 'words' | 'records' | 'keys' | 'glance';

const folder = path.join(import.meta.dirname, 'compiled');
const compiled = new Map<KernelName, WebAssembly.Module | null>();

/** The module, compiled once a process; null where this machine's WebAssembly lacks what it needs. */
export function loadKernel(name: KernelName): WebAssembly.Module | null {
  const known = compiled.get(name);
  if (known !== undefined) return known;
  const file = path.join(folder, `${name}.wasm`);
  const bytes = readFileSync(file);
  // validation fails where 128-bit vectors or shared memory are unknown
  const found = WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : null;
  compiled.set(name, found);
  return found;
}
