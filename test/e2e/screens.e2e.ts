import { expect, test } from '@playwright/test';
import { findAddresses, screens } from './addresses.ts';
import { openDesk, watchComplaints, type Language } from './desk.ts';

/** Every screen once, as someone who may see them all: it fills, is accessible, stays within the width, and the browser has nothing to say. */
test('every screen of the desk', async ({ page, locale, viewport }) => {
  const language: Language = locale?.startsWith('en') ? 'en' : 'es';
  test.skip((language === 'es') !== (viewport!.width < 600), 'once in Spanish on a phone, once in English on a desk: every text and both widths');
  const complaints = await watchComplaints(page);
  const desk = await openDesk(page, 'dif', language, 'elvira.castellanos');
  await test.step('the watch itself', async () => {
    complaints.length = 0;
    await page.evaluate(() => document.head.append(Object.assign(document.createElement('style'), { textContent: 'body { color: red }' })));
    await expect.poll(() => complaints.some((what) => what.startsWith('held back by style-src'))).toBe(true);
    complaints.length = 0;
  });
  const addressOf = await findAddresses(page);
  for (const screen of screens) {
    await test.step(screen, async () => {
      await desk.open(addressOf(screen));
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.getByText(desk.t('kit.loading'))).toHaveCount(0);
      await expect(page.getByRole('main')).not.toContainText(/[a-z]+(-ui)?\.[a-zA-Z]+\.[a-zA-Z.]+|undefined|\bNaN\b|\[object/);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(viewport!.width);
      await desk.expectAccessible();
      expect(complaints.splice(0)).toEqual([]);
    });
  }
});
