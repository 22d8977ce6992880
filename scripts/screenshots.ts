import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium, devices, expect, type Browser } from '@playwright/test';
import sharp from 'sharp';
import { findAddresses } from '../test/e2e/addresses.ts';
import startSmallCorridor from '../test/e2e/corridor.ts';
import { openDesk, type Agency, type Desk } from '../test/e2e/desk.ts';
import { ensureChromium } from './chromium.ts';

const folder = path.join(import.meta.dirname, '../docs/tour');
const sizes = { phone: { ...devices['Pixel 5'], viewport: { width: 390, height: 780 } }, desktop: { viewport: { width: 1280, height: 800 } } };

/** What is shown, as whom, and how one gets there. */
interface Picture {
  readonly name: string;
  readonly size: keyof typeof sizes;
  readonly agency: Agency;
  readonly userName: string;
  /** The screen's path in `rooms.ts`. */
  readonly screen: string;
  readonly prepare?: (desk: Desk) => Promise<void>;
}

const pictures: readonly Picture[] = [
  { name: 'my-work', size: 'desktop', agency: 'dif', userName: 'ana.lopez', screen: '/' },
  {
    name: 'receive', size: 'phone', agency: 'inm', userName: 'rodrigo.salinas', screen: '/recibir',
    prepare: async (desk) => {
      await desk.page.getByLabel(desk.t('search.names')).fill('Ximena Tzoc Batz');
      await desk.page.getByRole('button', { name: new RegExp(`${desk.t('search.continue')}|${desk.t('search.continueNone')}`) }).click();
      await desk.page.getByRole('heading', { name: desk.t('case-ui.step.quien.title') }).waitFor();
    },
  },
  { name: 'file', size: 'desktop', agency: 'dif', userName: 'ana.lopez', screen: '/casos/:childId' },
  { name: 'file-on-a-phone', size: 'phone', agency: 'dif', userName: 'ana.lopez', screen: '/casos/:childId' },
  { name: 'hand-over', size: 'phone', agency: 'inm', userName: 'rodrigo.salinas', screen: '/casos/:childId/entregar' },
  { name: 'queue-proof', size: 'desktop', agency: 'dif', userName: 'elvira.castellanos', screen: '/colas' },
];

async function take(browser: Browser, { name, size, agency, userName, screen, prepare }: Picture): Promise<void> {
  const context = await browser.newContext({ ...sizes[size], deviceScaleFactor: size === 'phone' ? 1.5 : 1, locale: 'es-MX', colorScheme: 'light' });
  const desk = await openDesk(await context.newPage(), agency, 'es', userName);
  const address = (await findAddresses(desk.page))(screen);
  if (address === null) throw new Error(`${screen}: this corridor has nothing to show there`);
  await desk.open(address);
  await desk.page.getByRole('heading', { level: 1 }).waitFor();
  await prepare?.(desk);
  await desk.page.waitForLoadState('networkidle');
  await expect(desk.page.getByText(desk.t('kit.loading'))).toHaveCount(0);
  const file = path.join(folder, `${name}.png`);
  const { size: bytes } = await sharp(await desk.page.screenshot()).png({ palette: true, quality: 85, compressionLevel: 9, effort: 10 }).toFile(file);
  console.log(`${path.relative(process.cwd(), file)}: ${(bytes / 1000).toFixed(0)} kB`);
  await context.close();
}

/** The pictures of the README, taken anew from a small corridor that is started for it. */
mkdirSync(folder, { recursive: true });
const stop = await startSmallCorridor();
const browser = await chromium.launch({ executablePath: ensureChromium(), args: ['--no-sandbox'] });
try {
  for (const picture of pictures) await take(browser, picture);
} finally {
  await browser.close();
  await stop();
}
