import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium, devices, type Browser, type Page } from '@playwright/test';
import { openAgency } from './support/agency.ts';
import type { Figure } from './support/figure.ts';
import { quantile } from './support/measure.ts';
import { figureCommand, say, type Measure } from './support/options.ts';
import { freePorts } from './support/ports.ts';
import { openServer } from './support/postgres.ts';

/** Slow 3G as Chromium's own tools define it, and a phone that computes at a sixth of this machine's speed. */
const line = { latency: 400, bytesPerSecond: (400 * 1000) / 8 };
const processorSlowdown = 6;
const patience = 180_000;

interface Load {
  readonly milliseconds: number;
  /** What went over the line, heads included. */
  readonly bytes: number;
}

async function slowDown(page: Page): Promise<() => number> {
  const session = await page.context().newCDPSession(page);
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', { offline: false, latency: line.latency, downloadThroughput: line.bytesPerSecond, uploadThroughput: line.bytesPerSecond });
  await session.send('Emulation.setCPUThrottlingRate', { rate: processorSlowdown });
  return () => bytes;
}

/** Opens the address and waits until there is a field to sign in with. */
async function open(page: Page, address: string, bytes: () => number): Promise<Load> {
  const before = bytes();
  const start = performance.now();
  await page.goto(address, { waitUntil: 'commit', timeout: patience });
  await page.locator('input').first().waitFor({ timeout: patience });
  const milliseconds = performance.now() - start;
  await page.waitForLoadState('networkidle', { timeout: patience });
  return { milliseconds, bytes: bytes() - before };
}

async function loads(browser: Browser, address: string): Promise<[first: Load, later: Load]> {
  const context = await browser.newContext({ ...devices['Pixel 5'], locale: 'es-MX' });
  const page = await context.newPage();
  const bytes = await slowDown(page);
  const first = await open(page, address, bytes);
  await page.goto('about:blank');
  const later = await open(page, address, bytes);
  await context.close();
  return [first, later];
}

const chromiumPath = (): string | undefined =>
  process.env['CHROMIUM_PATH'] ?? (process.env['PATH'] ?? '').split(path.delimiter).map((folder) => path.join(folder, 'chromium')).find((file) => existsSync(file));

/** The first screen of a worker who opens the desk on a cheap phone, once new and once with what the browser kept. */
export const measureDesk: Measure = async ({ folder, database }) => {
  const executablePath = chromiumPath();
  const isBuilt = existsSync(path.join(import.meta.dirname, '../dist/desk/index.html'));
  if (executablePath === undefined || !isBuilt) {
    say(`desk left out: ${isBuilt ? 'no Chromium (CHROMIUM_PATH)' : 'not built (node scripts/build-web.ts desk)'}`);
    return { figures: [] };
  }
  const server = await openServer(folder, database);
  const agency = await openAgency({ name: 'Procuraduría de prueba', folder: path.join(folder, 'desk'), database: await server.database('bench_desk'), port: await freePorts(1), teams: 1 });
  const address = await agency.running.listen();
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const rounds: [Load, Load][] = [];
  for (let round = 0; round < 5; round++) rounds.push(await loads(browser, address));
  await browser.close();
  await agency.running.stop();
  await server.stop();
  const figures = [0, 1].flatMap((which): Figure[] => {
    const name = which === 0 ? 'first load of the desk' : 'later load of the desk';
    const times = rounds.map((round) => round[which]!.milliseconds);
    const bytes = quantile(rounds.map((round) => round[which]!.bytes), 0.5);
    const bare = line.latency + (1000 * bytes) / line.bytesPerSecond;
    return [
      { name: `${name}, over the line`, unit: 'kB', value: bytes / 1000 },
      { name: `${name}, cheap phone on slow 3G`, unit: 'ms', value: quantile(times, 0.5), p50: quantile(times, 0.5), p95: quantile(times, 0.95), limits: [{ name: 'one answer and its bytes on that line', value: bare }] },
    ];
  });
  return { figures, databases: [server.name] };
};

if (import.meta.main) await figureCommand(measureDesk);
