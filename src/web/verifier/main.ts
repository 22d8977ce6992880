import english from '#locales/en/proof.json' with { type: 'json' };
import spanish from '#locales/es/proof.json' with { type: 'json' };
import { canCheckSignatures } from '#exchange/proof/check/signed-text.ts';
import { judge } from '#exchange/proof/check/judge.ts';
import type { Say } from '#exchange/proof/check/sentences.ts';
import type { Verdict } from '#exchange/proof/check/verdict.ts';
import { element } from './element.ts';
import { verdictParts } from './verdict-parts.ts';

/* The page that verifies an exported file without a server: one file of its own, in Spanish and English, that asks nobody for anything. */

type Language = 'es' | 'en';
const texts: Readonly<Record<Language, Readonly<Record<string, string>>>> = { es: spanish, en: english };

let language: Language = /^en\b/i.test(navigator.language) ? 'en' : 'es';
let judged: { readonly name: string; readonly verdict: Verdict } | undefined;

const say: Say = (key, blanks = {}) => (texts[language][key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => String(blanks[name] ?? whole));

async function check(file: File | undefined): Promise<void> {
  if (!file) return;
  show(element('p', { role: 'status' }, say('proof.page.checking')));
  judged = { name: file.name, verdict: await judge(await file.text()) };
  show();
  document.querySelector<HTMLElement>('.verdict')?.focus();
}

const languageSwitch = (): HTMLElement =>
  element('div', { class: 'row no-print' }, ...(['es', 'en'] as const).map((each) => {
    const button = element('button', { type: 'button', lang: each, 'aria-pressed': String(each === language) }, each === 'es' ? 'Español' : 'English');
    button.addEventListener('click', () => {
      language = each;
      show();
    });
    return button;
  }));

function chooser(): HTMLElement {
  const input = element('input', { type: 'file', accept: 'application/json,.json' }) as HTMLInputElement;
  input.addEventListener('change', () => void check(input.files?.[0]));
  const zone = element('label', { class: 'drop no-print' }, element('strong', {}, say(judged ? 'proof.page.another' : 'proof.page.choose')), input, element('small', {}, ` ${say('proof.page.drop')}`));
  zone.addEventListener('dragover', (event) => {
    event.preventDefault();
    zone.classList.add('over');
  });
  zone.addEventListener('dragleave', () => zone.classList.remove('over'));
  zone.addEventListener('drop', (event) => {
    event.preventDefault();
    void check(event.dataTransfer?.files[0]);
  });
  return zone;
}

function tools(): HTMLElement {
  const print = element('button', { type: 'button' }, say('proof.page.print'));
  print.addEventListener('click', () => window.print());
  const isServed = location.protocol.startsWith('http');
  return element('div', { class: 'row no-print' }, ...(judged ? [print] : []), ...(isServed ? [element('a', { class: 'button', href: '/verificar', download: 'verificar-amparo.html' }, say('proof.page.download'))] : []));
}

function show(underWay?: HTMLElement): void {
  document.documentElement.lang = language;
  document.title = say('proof.page.title');
  const header = element('header', {}, element('h1', {}, say('proof.page.title')), languageSwitch());
  const main = element('main', {}, element('p', {}, say('proof.page.lead')), chooser(), ...(underWay ? [underWay] : judged ? verdictParts(judged.name, judged.verdict, say) : []), tools());
  document.body.replaceChildren(header, main);
}

/** A browser that cannot check says so before anybody relies on it. */
async function start(): Promise<void> {
  if (await canCheckSignatures()) return show();
  show(element('p', { class: 'verdict unsupported', role: 'alert' }, element('span', { class: 'mark', 'aria-hidden': 'true' }, '✕'), say(isSecureContext ? 'proof.page.unsupported' : 'proof.page.insecure')));
  document.querySelector('.drop')?.remove();
}

void start();
