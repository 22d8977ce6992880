// Entry of `npm start` and `npm test`: plain JavaScript without dependencies, for any Node from 20.19 on.
// Installs what is missing, finds a Node 24, and runs the TypeScript program with it.
import { spawn, spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(path.join(path.dirname(fileURLToPath(import.meta.url)), '..'));
const isWindows = process.platform === 'win32';
// what a script reads on standard output is the program's alone
const say = (text) => process.stderr.isTTY && console.error(text);

/** Whether npm's own note of what it put into node_modules answers to the lock file, as far as this platform goes. */
function isInstalled() {
  const packagesOf = (file) => JSON.parse(fs.readFileSync(file, 'utf8')).packages;
  try {
    const [installed, wanted] = [packagesOf('node_modules/.package-lock.json'), packagesOf('package-lock.json')];
    const isForHere = ({ os: systems, cpu, libc }) => systems?.includes(process.platform) && cpu?.includes(process.arch) && !libc;
    return Object.entries(wanted).every(([name, one]) => name === '' || (installed[name] ? one.integrity === installed[name].integrity && fs.existsSync(name) : one.optional && !isForHere(one)));
  } catch {
    return false;
  }
}

/** Waits until no other start from this folder prepares; what it returns lets the next one go on. A process that dies lets go by itself. */
async function waitForTurn() {
  const name = `amparo-start-${crypto.createHash('sha256').update(process.cwd()).digest('hex').slice(0, 12)}`;
  const address = isWindows ? `\\\\.\\pipe\\${name}` : path.join(os.tmpdir(), name);
  const happens = (emitter, event) => new Promise((resolve) => emitter.once(event, () => resolve(true)).once('error', () => resolve(false)));
  for (let isFirst = true; ; isFirst = false) {
    const server = net.createServer((visitor) => visitor.destroy()).listen(address);
    if (await happens(server, 'listening')) return () => new Promise((resolve) => void server.close(resolve));
    const other = net.connect(address);
    const isBusy = await happens(other, 'connect');
    other.destroy();
    if (!isBusy) fs.rmSync(address, { force: true });
    else if (isFirst) console.error('Another start is preparing this folder; waiting for it …');
    if (isBusy) await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

function install() {
  if (isInstalled()) return;
  console.error('Installing the packages of package-lock.json (about half a minute the first time) …');
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--include=dev', '--include=optional', '--loglevel=error'];
  const npm = (...words) => spawnSync(isWindows ? 'npm.cmd' : 'npm', [...words, ...flags], { stdio: ['ignore', 2, 2], shell: isWindows }).status === 0;
  // `npm ci` empties the folder first: something may be running from it
  const isDone = (!fs.existsSync('node_modules') && npm('ci')) || npm('install', '--no-save');
  if (!isDone) process.exit(1);
}

/** The running Node when it is new enough, else the one that came with the packages. */
function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  const folder = `node_modules/node-${isWindows ? 'win' : process.platform}-${process.arch}/bin`;
  const program = path.resolve(folder, isWindows ? 'node.exe' : 'node');
  if (spawnSync(program, ['-v']).status === 0) return program;
  console.error('Amparo needs Node 24 or newer on this platform: install it from nodejs.org and try again.');
  return process.exit(1);
}

const [verb, ...rest] = process.argv.slice(2);
// a campaign is no part of the product: `amparo campaign` is a test that anyone can run
const isCampaign = verb === 'amparo' && rest[0] === 'campaign';
if (isCampaign) rest.shift();
const words = { start: ['src/main/amparo.ts', 'corridor'], test: ['scripts/test.ts'], amparo: [isCampaign ? 'test/campaign/run.ts' : 'src/main/amparo.ts'], screenshots: ['scripts/screenshots.ts'], prepare: ['scripts/prepare.ts'] }[verb];
if (!words) {
  console.error('usage: node scripts/run.mjs start|test|screenshots|prepare|amparo [options]');
  process.exit(2);
}
const opensDesk = (['start', 'screenshots', 'prepare'].includes(verb) || (verb === 'amparo' && ['start', 'corridor'].includes(rest[0]))) && !rest.some((word) => word === '--help' || word === '-h');
const letGo = opensDesk || !isInstalled() ? await waitForTurn() : () => undefined;
install();
const node = findNode();
say(`Node ${spawnSync(node, ['-v'], { encoding: 'utf8' }).stdout.trim()}`);
const env = { ...process.env, PATH: [path.dirname(node), path.resolve('node_modules/.bin'), process.env.PATH].join(path.delimiter) };
if (opensDesk) {
  const built = spawnSync(node, ['--disable-warning=ExperimentalWarning', 'scripts/build-web.ts', 'desk', 'verifier'], { stdio: 'inherit', env });
  if (built.status !== 0) process.exit(built.status ?? 1);
}
await letGo();
// half of the start of a command is reading TypeScript: what was read once is kept
if (verb !== 'test') env.NODE_COMPILE_CACHE ??= path.resolve('node_modules/.cache/node');
const program = spawn(node, ['--disable-warning=ExperimentalWarning', ...words, ...rest], { stdio: 'inherit', env });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => program.kill(signal));
program.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
