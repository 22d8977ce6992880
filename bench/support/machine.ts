import { execFileSync } from 'node:child_process';
import os from 'node:os';

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return 'unknown';
  }
}

/** What the figures were measured on: without it they say nothing. `load` is that of the last minute, the bench included. */
export function machineLine(databases: readonly string[]): string {
  const [cpu] = os.cpus();
  const memory = Math.round(os.totalmem() / 2 ** 30);
  const load = os.loadavg()[0]!.toFixed(1);
  return [
    `${new Date().toISOString().slice(0, 16)}Z`, `${cpu?.model ?? os.machine()} with ${os.cpus().length} cores, ${memory} GB`, `${os.type()} ${os.release()}`, `Node ${process.version}`,
    ...databases, `commit ${commit()}`, `load ${load}`,
  ].join(' · ');
}
