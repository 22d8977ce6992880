// Entry of `npm start` and `npm test`: plain JavaScript without dependencies, for any Node from 20.19 on.
// Installs what is missing, finds a Node 24, and runs the TypeScript program with it.
import { spawn, spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(path.join(path.dirname(fileURLToPath(import.meta.url)), '..'));
const isWindows = process.platform === 'win32';
// what a script reads on standard output is the program's alone
const say = (text) => process.stderr.isTTY && console.error(text);

function install() {
  const wanted = crypto.createHash('sha256').update(fs.readFileSync('package-lock.json')).update(process.platform + process.arch).digest('hex');
  const stamp = 'node_modules/.install-stamp';
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return;
  console.error('Installing the packages of package-lock.json (about half a minute the first time) …');
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--include=dev', '--include=optional', '--loglevel=error'];
  const npm = (words) => spawnSync(isWindows ? 'npm.cmd' : 'npm', words, { stdio: ['ignore', 2, 2], shell: isWindows }).status;
  if (npm(['ci', ...flags]) !== 0 && npm(['install', '--no-save', ...flags]) !== 0) process.exit(1);
  fs.writeFileSync(stamp, wanted);
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

install();
const node = findNode();
const [verb, ...rest] = process.argv.slice(2);
const words = { start: ['src/main/amparo.ts', 'corridor'], test: ['scripts/test.ts'], amparo: ['src/main/amparo.ts'], screenshots: ['scripts/screenshots.ts'] }[verb];
if (!words) {
  console.error('usage: node scripts/run.mjs start|test|screenshots|amparo [options]');
  process.exit(2);
}
say(`Node ${spawnSync(node, ['-v'], { encoding: 'utf8' }).stdout.trim()}`);
const env = { ...process.env, PATH: [path.dirname(node), path.resolve('node_modules/.bin'), process.env.PATH].join(path.delimiter) };
const opensDesk = verb === 'start' || verb === 'screenshots' || (verb === 'amparo' && ['start', 'corridor'].includes(rest[0]));
if (opensDesk && !rest.some((word) => word === '--help' || word === '-h')) {
  const built = spawnSync(node, ['--disable-warning=ExperimentalWarning', 'scripts/build-web.ts', 'desk'], { stdio: 'inherit', env });
  if (built.status !== 0) process.exit(built.status ?? 1);
}
const program = spawn(node, ['--disable-warning=ExperimentalWarning', ...words, ...rest], { stdio: 'inherit', env });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => program.kill(signal));
program.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
