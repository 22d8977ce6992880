import { expect, test } from '@playwright/test';
import { openDesk, type Language } from './desk.ts';

test.setTimeout(90_000);
test.skip(({ isMobile }) => !isMobile, 'it is the phone that loses its signal');

test('without a signal the desk opens and says so, and goes on by itself when there is one', async ({ page, context, locale }) => {
  const language: Language = locale?.startsWith('en') ? 'en' : 'es';
  const desk = await openDesk(page, 'dif', language, 'elvira.castellanos');
  await page.evaluate(() => navigator.serviceWorker.ready);
  await desk.open('/casos');
  await expect(page.getByRole('navigation').first()).toBeVisible();
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByRole('heading', { name: desk.t('desk.silent.title') })).toBeVisible();
  await desk.expectAccessible();
  // nothing that the node said is kept in the browser for it
  const kept = await page.evaluate(async () => (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)))).flat());
  expect(kept.length).toBeGreaterThan(100);
  expect(kept.filter((path) => path !== '/index.html' && !path.startsWith('/assets/'))).toEqual([]);
  await context.setOffline(false);
  await expect(page.getByRole('navigation').first()).toBeVisible();
  expect(new URL(page.url()).pathname).toBe('/casos');
});
