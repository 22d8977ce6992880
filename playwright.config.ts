import { defineConfig, devices } from '@playwright/test';
import { firstPort } from './test/e2e/corridor.ts';

const viewports = {
  phone: { ...devices['Pixel 5'], viewport: { width: 390, height: 844 } },
  desktop: { ...devices['Desktop Chrome'], viewport: { width: 1280, height: 800 } },
};
const languages = { es: 'es-MX', en: 'en-GB' } as const;

/** The story and every screen in both languages and at both widths, against a small corridor that `test/e2e/corridor.ts` starts; and every part of the kit in the gallery. */
export default defineConfig({
  testDir: '.',
    outputDir: 'test-results/browser',
  globalSetup: './test/e2e/corridor.ts',
  workers: 1,
  // generous, for a machine that does other work beside
  timeout: 400_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/playwright.json' }]],
  use: {
    baseURL: `http://localhost:${firstPort}`,
    actionTimeout: 15_000,
    launchOptions: { executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'] },
  },
  projects: [
    { name: 'gallery', testMatch: '**/src/web/gallery/*.e2e.ts', use: { ...viewports.desktop, locale: languages.es } },
    { name: 'verifier', testMatch: '**/src/web/verifier/*.e2e.ts', use: { ...viewports.desktop, locale: languages.es } },
    ...Object.entries(languages).flatMap(([language, locale]) =>
      Object.entries(viewports).map(([size, viewport]) => ({ name: `${size}-${language}`, testMatch: '**/test/e2e/*.e2e.ts', use: { ...viewport, locale } }))),
  ],
});
