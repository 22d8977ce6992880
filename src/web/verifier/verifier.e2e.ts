import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { trainingPassword } from '#main/corridor/found.ts';
import { firstPort } from '#test/e2e/corridor.ts';
import { openDesk, watchComplaints } from '#test/e2e/desk.ts';
import { findAddresses } from '#test/e2e/addresses.ts';

const built = path.resolve(import.meta.dirname, '../../../dist/verifier/index.html');
const spanish = JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../../locales/es/proof.json'), 'utf8')) as Record<string, string>;
const folder = mkdtempSync(path.join(os.tmpdir(), 'amparo-proof-'));
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a proof saved from the desk verifies on the page, served and from a disk, and an altered one does not', async ({ page, context }) => {
  const desk = await openDesk(page, 'dif', 'es', 'elvira.castellanos');
  const address = await findAddresses(page);
  await desk.open(address('/casos/:childId/custodia') ?? '');
  await desk.press('handover-proof.act');
  // signing in vouches for ten minutes at most: whoever exports shows once more that it is them
  await desk.press('handover-proof.save');
  await page.locator('input[type=password]').fill(trainingPassword);
  const [download] = await Promise.all([page.waitForEvent('download', { timeout: 60_000 }), desk.press('account.stepUp.confirm')]);
  const file = path.join(folder, 'custodia.json');
  await download.saveAs(file);
  const altered = path.join(folder, 'alterada.json');
  writeFileSync(altered, readFileSync(file, 'utf8').replace(/"exportedAt":"20/, '"exportedAt":"21'));

  for (const address of [`http://127.0.0.1:${firstPort}/verificar`, pathToFileURL(built).href]) {
    const verifier = await context.newPage();
    const complaints = await watchComplaints(verifier);
    await verifier.goto(address);
    await verifier.getByRole('button', { name: 'Español' }).click();
    await verifier.locator('input[type=file]').setInputFiles(file);
    await expect(verifier.locator('.verdict')).toHaveText(new RegExp(spanish['proof.grade.sound']!));
    await expect(verifier.getByRole('table')).toBeVisible();
    expect((await new AxeBuilder({ page: verifier }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze()).violations).toEqual([]);
    await verifier.locator('input[type=file]').setInputFiles(altered);
    await expect(verifier.locator('.verdict')).toHaveText(new RegExp(spanish['proof.grade.broken']!.slice(0, 18)));
    await verifier.getByRole('button', { name: 'English' }).click();
    await expect(verifier.locator('html')).toHaveAttribute('lang', 'en');
    expect(complaints).toEqual([]);
    await verifier.close();
  }
});

test('a browser that cannot check signatures says so', async ({ page }) => {
  await page.addInitScript(() => {
    crypto.subtle.importKey = () => Promise.reject(new Error('no Ed25519'));
  });
  await page.goto(pathToFileURL(built).href);
  await expect(page.getByRole('alert')).toContainText('Ed25519');
  await expect(page.locator('input[type=file]')).toHaveCount(0);
});
