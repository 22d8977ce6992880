import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import fastify from 'fastify';
import { protectAnswers } from '#platform/http/security-headers.ts';

const root = path.join(import.meta.dirname, '../../..');
const folder = path.join(root, 'dist/gallery');
const types: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' };
const server = fastify();
let address = '';

/** Serves the built gallery under the node's own content security policy. */
test.beforeAll(async () => {
  expect(spawnSync(process.execPath, [path.join(root, 'scripts/build-web.ts'), 'gallery'], { stdio: 'inherit' }).status).toBe(0);
  protectAnswers(server);
  server.get('/*', (request, reply) => {
    const wanted = path.join(folder, path.normalize(new URL(request.url, 'http://gallery').pathname));
    const file = existsSync(wanted) && path.extname(wanted) ? wanted : path.join(folder, 'index.html');
    return reply.type(types[path.extname(file)] ?? 'application/octet-stream').send(readFileSync(file));
  });
  address = await server.listen({ port: 0, host: '127.0.0.1' });
});
test.afterAll(async () => await server.close());

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function expectAccessible(page: Page): Promise<void> {
  // the gallery shows one custody line after another, which no screen does
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] }).withTags(tags).disableRules('landmark-unique').analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual([]);
}

/** Opens the gallery and returns what the browser complained about since. */
async function open(page: Page, width: number, colorScheme: 'light' | 'dark'): Promise<string[]> {
  const complaints: string[] = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.goto(address);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('combobox', { name: /Idioma|Language/ }).first()).toBeVisible();
  return complaints;
}

for (const [width, scheme] of [[320, 'light'], [390, 'dark'], [1280, 'light'], [1280, 'dark']] as const) {
  test(`every part at ${width} px, ${scheme}: no violation, nothing beyond the edge, no complaint of the browser`, async ({ page }) => {
    const complaints = await open(page, width, scheme);
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(complaints).toEqual([]);
  });
}

test('dialogs, palette and help are accessible and give the focus back', async ({ page }) => {
  await open(page, 1280, 'light');
  for (const name of ['Abrir diálogo', 'Confirmar con motivo', 'Paleta de comandos', 'Atajos']) {
    const opener = page.getByRole('button', { name });
    await opener.click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(opener).toBeFocused();
  }
});

test('errors of a form come on top, take the focus and lead to their fields', async ({ page }) => {
  await open(page, 390, 'light');
  await page.getByRole('button', { name: 'Registrar ingreso' }).last().click();
  const summary = page.getByRole('alert').filter({ hasText: '2 datos por corregir' });
  await expect(summary).toBeFocused();
  await expectAccessible(page);
  await summary.getByRole('link', { name: 'Escriba dónde fue encontrada' }).click();
  await expect(page.getByLabel('Lugar donde fue encontrada')).toBeFocused();
});

test('a language is found by typing, with the keyboard alone', async ({ page }) => {
  const complaints = await open(page, 1280, 'light');
  const field = page.getByRole('combobox', { name: 'Idioma en que se siente mejor' });
  await field.fill('nahua');
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(field).toHaveValue('Náhuatl');
  expect(complaints).toEqual([]);
});

test('the language changes at once and stays', async ({ page }) => {
  await open(page, 1280, 'light');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByText('Responsible now').first()).toBeVisible();
  await page.reload();
  await expect(page.getByText('Responsible now').first()).toBeVisible();
});

test('an act can be undone from its notice', async ({ page }) => {
  await open(page, 390, 'light');
  await page.getByRole('button', { name: 'Mostrar aviso' }).click();
  await page.getByRole('button', { name: 'Deshacer' }).click();
  await expect(page.getByText('Nota recuperada')).toBeVisible();
});

/** All that the browser's store holds, as text: what a thief of the disk could read. */
const storedWords = (page: Page): Promise<string> => page.evaluate(async () => {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('amparo');
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error!));
  });
  const all = await new Promise<{ content: ArrayBuffer }[]>((resolve) => {
    const request = database.transaction('drafts').objectStore('drafts').getAll();
    request.addEventListener('success', () => resolve(request.result as { content: ArrayBuffer }[]));
  });
  database.close();
  return JSON.stringify(all) + all.map((draft) => new TextDecoder('latin1').decode(draft.content)).join('');
});

test('a draft survives a reload, cannot be read from the store, and is gone when it is destroyed', async ({ page }) => {
  await open(page, 390, 'light');
  const note = page.getByLabel('Nota con borrador');
  await note.fill('Marisol llegó con su hermano');
  await expect(page.getByRole('region', { name: 'Borradores' }).getByText(/Borrador guardado a las/)).toBeVisible();
  const stored = await storedWords(page);
  expect(stored).toContain('gallery/note');
  expect(stored).not.toContain('Marisol');
  await page.reload();
  await expect(note).toHaveValue('Marisol llegó con su hermano');
  await page.getByRole('button', { name: 'Destruir borradores' }).click();
  await expect.poll(() => storedWords(page)).toBe('[]');
  await page.reload();
  await expect(note).toHaveValue('');
});
