import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';
import { trainingPassword } from '#main/corridor/found.ts';
import { firstPort } from './corridor.ts';

export type Language = 'es' | 'en';
export type Agency = 'inm' | 'dif';
const ports: Readonly<Record<Agency, number>> = { inm: firstPort, dif: firstPort + 1 };

/** The texts of a language by key; those with blanks are looked up by their fixed beginning. */
function readTexts(language: Language): (key: string) => string {
  const folder = path.resolve(import.meta.dirname, '../../locales', language);
  const texts = Object.assign({}, ...readdirSync(folder).map((file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')))) as Record<string, string>;
  return (key) => {
    const text = texts[key];
    if (text === undefined) throw new Error(`no text ${key}`);
    return text;
  };
}

/** A worker's desk in a browser: speaks of what is on the screen by the keys of its texts. */
export interface Desk {
  readonly page: Page;
  readonly t: (key: string) => string;
  open(route: string): Promise<void>;
  press(key: string): Promise<void>;
  fill(key: string, value: string): Promise<void>;
  choose(text: string | RegExp): Promise<void>;
  button(key: string): Locator;
  /** Presses Tab until the part has the focus, as someone without a mouse would; fails when it cannot be reached. */
  tabTo(part: Locator): Promise<void>;
  /** Fails on any WCAG 2.2 AA finding of axe on what is shown now. */
  expectAccessible(): Promise<void>;
}

/** What the browser complains of from now on: failures of scripts, errors it prints, and whatever the content security policy held back. */
export async function watchComplaints(page: Page): Promise<string[]> {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.exposeFunction('onHeldBack', (what: string) => complaints.push(what));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, lineNumber }) =>
      (globalThis as unknown as { onHeldBack(what: string): void }).onHeldBack(`held back by ${violatedDirective}: ${blockedURI} (${sourceFile}:${lineNumber})`));
  });
  return complaints;
}

export async function openDesk(page: Page, agency: Agency, language: Language, userName: string): Promise<Desk> {
  const t = readTexts(language);
  const origin = `http://localhost:${ports[agency]}`;
  const button = (key: string) => page.getByRole('button', { name: t(key), exact: true }).or(page.getByRole('link', { name: t(key), exact: true })).first();
  const desk: Desk = {
    page, t, button,
    open: async (route) => {
      await page.goto(`${origin}${route}`);
    },
    press: (key) => button(key).click(),
    fill: (key, value) => page.getByLabel(t(key)).first().fill(value),
    choose: (text) => page.getByText(text).first().click(),
    tabTo: async (part) => {
      for (let presses = 0; presses < 80 && !(await part.evaluate((element) => element === document.activeElement)); presses++) await page.keyboard.press('Tab');
      await expect(part).toBeFocused();
    },
    expectAccessible: async () => {
      // one call in the page itself: there are no frames, and what passes is not asked for
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([]);
    },
  };
  await desk.open('/');
  await page.getByRole('button', { name: language === 'es' ? 'Español' : 'English' }).or(page.getByText(language === 'es' ? 'Español' : 'English', { exact: true })).first().click();
  await desk.expectAccessible();
  await page.getByLabel(t('sign-in.userName'), { exact: true }).fill(userName);
  await page.getByLabel(t('sign-in.password'), { exact: true }).fill(trainingPassword);
  await desk.press('sign-in.enter');
  await expect(page.getByRole('navigation').first()).toBeVisible();
  return desk;
}
