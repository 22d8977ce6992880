import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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
 * Writes `service-worker.js` beside the desk: it knows every file of this build but itself.
 */
async function buildOffline(outDir: string, sources: Set<string>): Promise<void> {
  const files = globSync('**/*', { cwd: outDir, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => `/${path.relative(outDir, path.join(entry.parentPath, entry.name))}`);
  await build({
    configFile: false, root: path.join(root, 'src/web/offline'), logLevel: 'warn', plugins: [collectSources(sources)], define: { builtFiles: JSON.stringify(files.toSorted()) },
    build: { outDir, emptyOutDir: false, target: 'es2022', rolldownOptions: { input: path.join(root, 'src/web/offline/worker.ts'), output: { format: 'iife', entryFileNames: 'service-worker.js' } } },
  });
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
  if (name === 'desk') await buildOffline(outDir, sources);
  pack(outDir);
  const stamp: Stamp = Object.fromEntries([...sources].toSorted().map((file) => [file, hashOf(file)]));
  writeFileSync(stampFile, JSON.stringify(stamp));
  console.log(`${name}: built in ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

/**
 * Builds the page that verifies exported files into one file, `dist/verifier/index.html`, that works from a server and from a disk.
 * Its own policy names its one script and one style by their hashes: nothing else runs in it, and it can reach nobody.
 */
async function buildVerifier(): Promise<void> {
  const outDir = path.join(root, 'dist/verifier');
  const stampFile = `${outDir}.stamp.json`;
  if (isFresh(stampFile)) return console.log('verifier: up to date');
  const folder = path.join(root, 'src/web/verifier');
  const sources = new Set([...alwaysWatched(), 'src/web/verifier/page.css']);
  const start = performance.now();
  const bundled = await build({
    configFile: false, root: folder, logLevel: 'warn', plugins: [collectSources(sources)],
    build: { write: false, target: 'es2022', modulePreload: false, rolldownOptions: { input: path.join(folder, 'main.ts'), output: { format: 'iife' } } },
  });
  const chunk = (Array.isArray(bundled) ? bundled : [bundled]).flatMap((one) => ('output' in one ? one.output : [])).find((file) => file.type === 'chunk');
  // inside a page the end of a script is read before the script is
  const script = chunk!.code.trim().replaceAll('</script', '<\\/script');
  const style = readFileSync(path.join(folder, 'page.css'), 'utf8').trim();
  const hashed = (content: string): string => `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
  const policy = `default-src 'none'; script-src ${hashed(script)}; style-src ${hashed(style)}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'`;
  mkdirSync(outDir, { recursive: true });
  writeFileSync(path.join(outDir, 'index.html'), `<!doctype html>
<html lang="es"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>Amparo</title>
<style>${style}</style></head><body><noscript>Para comprobar el archivo hace falta JavaScript. · Checking the file needs JavaScript.</noscript><script>${script}</script></body></html>
`);
  writeFileSync(stampFile, JSON.stringify(Object.fromEntries([...sources].toSorted().map((file) => [file, hashOf(file)]))));
  console.log(`verifier: built in ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

const wanted = process.argv.slice(2);
for (const name of wanted.length > 0 ? wanted : ['desk', 'verifier']) await (name === 'verifier' ? buildVerifier() : buildWeb(name));
