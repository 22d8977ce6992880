import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build, type Plugin } from 'vite';

const root = path.join(import.meta.dirname, '..');
process.chdir(root);

/** What a finished build was made of: the hash of each source file. */
type Stamp = Readonly<Record<string, string>>;

const hashOf = (file: string): string => (existsSync(file) ? createHash('sha256').update(readFileSync(file)).digest('base64url') : 'gone');
/** Files that change a build without being one of its modules. */
const alwaysWatched = (): string[] => ['package-lock.json', 'vite.config.ts', 'scripts/build-web.ts', ...globSync('locales/*/*.json').toSorted()];

function isFresh(stampFile: string): boolean {
  if (!existsSync(stampFile) || !existsSync(stampFile.replace('.stamp.json', '/index.html'))) return false;
  const stamp = JSON.parse(readFileSync(stampFile, 'utf8')) as Stamp;
  return alwaysWatched().every((file) => file in stamp) && Object.entries(stamp).every(([file, hash]) => hashOf(file) === hash);
}

/** Notes which of our own files the build read. */
function collectSources(sources: Set<string>): Plugin {
  return {
    name: 'amparo-sources',
    generateBundle() {
      for (const id of this.getModuleIds()) {
        const file = path.relative(root, id.split('?')[0]!);
        if (!id.startsWith('\0') && !file.startsWith('..') && !file.startsWith('node_modules')) sources.add(file);
      }
    },
  };
}

/** Packs every text once, so that a phone on a slow line waits for a third of it and no server packs anything while it answers. */
function pack(folder: string): void {
  for (const name of globSync('**/*.{js,css,html,json,svg}', { cwd: folder })) {
    const file = path.join(folder, name);
    const content = readFileSync(file);
    writeFileSync(`${file}.br`, brotliCompressSync(content));
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
  }
}

/**
 * Builds one of the web programs into `dist/<name>` when anything it was made of has changed.
 * @param name `desk` or `gallery`: the folder in `src/web`
 */
async function buildWeb(name: string): Promise<void> {
  const outDir = path.join(root, 'dist', name);
  // beside the folder: what lies in it is served to anyone
  const stampFile = `${outDir}.stamp.json`;
  if (isFresh(stampFile)) return console.log(`${name}: up to date`);
  const sources = new Set(alwaysWatched());
  const start = performance.now();
  await build({ configFile: path.join(root, 'vite.config.ts'), root: path.join(root, 'src/web', name), logLevel: 'warn', build: { outDir }, plugins: [collectSources(sources)] });
  renameSync(path.join(outDir, '.vite/manifest.json'), `${outDir}.manifest.json`);
  rmSync(path.join(outDir, '.vite'), { recursive: true });
  pack(outDir);
  const stamp: Stamp = Object.fromEntries([...sources].toSorted().map((file) => [file, hashOf(file)]));
  writeFileSync(stampFile, JSON.stringify(stamp));
  console.log(`${name}: built in ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

const wanted = process.argv.slice(2);
for (const name of wanted.length > 0 ? wanted : ['desk']) await buildWeb(name);
