import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const sourceFolder = path.join(root, 'src/rooms/tracing/assembly');
const compiledFolder = path.join(root, 'src/rooms/tracing/kernels/compiled');
const stampFile = path.join(compiledFolder, 'sources.sha256');

const common = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd'];
/** For modules that run in several threads over one memory, which the host makes. */
const sharing = ['--enable', 'threads', '--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536', '--memoryBase', '0'];
const modules: Readonly<Record<string, readonly string[]>> = { words: [], keys: [], records: sharing, glance: sharing };

/** What the output is made of: the sources, this script and the compiler's version. */
function stampNow(): string {
  const hash = createHash('sha256').update(readFileSync(import.meta.filename)).update(readFileSync(path.join(root, 'node_modules/assemblyscript/package.json')));
  for (const file of globSync(path.join(sourceFolder, '*.ts')).toSorted()) hash.update(path.basename(file)).update(readFileSync(file));
  return hash.digest('hex');
}

const isFresh = (): boolean =>
  existsSync(stampFile) && readFileSync(stampFile, 'utf8').trim() === stampNow() && Object.keys(modules).every((name) => existsSync(path.join(compiledFolder, `${name}.wasm`)));

interface Compiler {
  main(words: readonly string[]): Promise<{ readonly error: Error | null; readonly stderr: { toString(): string } }>;
}

async function compile(folder: string): Promise<void> {
  // not by name: the types that come with it would change those of all other files
  const { main } = (await import(import.meta.resolve('assemblyscript/asc'))) as Compiler;
  for (const [name, options] of Object.entries(modules)) {
    const { error, stderr } = await main([path.join(sourceFolder, `${name}.ts`), ...common, ...options, '--outFile', path.join(folder, `${name}.wasm`)]);
    if (error) throw new Error(`${name}: ${stderr.toString()}`, { cause: error });
  }
}

/** Compiles the engine's inner loops anew when their sources have changed; the result is committed. */
async function build(): Promise<void> {
  if (isFresh()) return console.log('kernels: up to date');
  mkdirSync(compiledFolder, { recursive: true });
  await compile(compiledFolder);
  writeFileSync(stampFile, `${stampNow()}\n`);
  console.log('kernels: compiled; commit them with their sources');
}

/** Whether the committed modules are, byte for byte, what their sources compile to. */
async function check(): Promise<boolean> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'amparo-kernels-'));
  try {
    await compile(folder);
    const bytesOf = (place: string, name: string): Buffer => readFileSync(path.join(place, `${name}.wasm`));
    const others = Object.keys(modules).filter((name) => !existsSync(path.join(compiledFolder, `${name}.wasm`)) || !bytesOf(folder, name).equals(bytesOf(compiledFolder, name)));
    console.log(others.length === 0 ? 'kernels: as their sources' : `kernels: ${others.join(', ')} differ from their sources; run node scripts/build-kernels.ts and commit the result`);
    return others.length === 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (process.argv.includes('--check')) process.exitCode = (await check()) ? 0 : 1;
else await build();
