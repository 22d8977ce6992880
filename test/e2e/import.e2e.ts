import path from 'node:path';
import { expect, test } from '@playwright/test';
import { openDesk, type Language } from './desk.ts';

const sheet = path.resolve(import.meta.dirname, '../../src/exchange/interchange/samples/ingresos-de-practica.csv');

/** A coordinator reads a sheet with typical mistakes: nothing is saved until the import is asked for. */
test('a spreadsheet is read, its columns are guessed, and a dry run says what each row would do', async ({ page, locale }) => {
  const language: Language = locale?.startsWith('en') ? 'en' : 'es';
  const desk = await openDesk(page, 'dif', language, 'elvira.castellanos');
  await desk.open('/casos/importar');
  await expect(page.getByText(desk.t('interchange.batches'), { exact: true }).first()).toBeVisible();
  await desk.expectAccessible();
  await page.locator('input[type="file"]').first().setInputFiles(sheet);
  await expect(page.getByText(desk.t('interchange.read.windows'))).toBeVisible();
  await desk.expectAccessible();
  await desk.press('interchange.check');
  const faulty = page.getByRole('tab', { name: new RegExp(desk.t('interchange.faulty')) });
  await faulty.click();
  await expect(page.getByText(/31\/02\/2011/).first()).toBeVisible();
  await desk.expectAccessible();
  const [download] = await Promise.all([page.waitForEvent('download'), desk.press('interchange.errors.download')]);
  expect(download.suggestedFilename()).toMatch(/\.xlsx$/);
  await page.getByRole('tab', { name: new RegExp(desk.t('interchange.doubtful')) }).click();
  await desk.expectAccessible();
});
