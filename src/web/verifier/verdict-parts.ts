import { factsOf, faultText, gradeText, instantText, partyText, signaturesText, type Say } from '#exchange/proof/check/sentences.ts';
import type { ProvenTenure, Verdict } from '#exchange/proof/check/verdict.ts';
import { element } from './element.ts';

const marks = { sound: '✓', incomplete: '?', broken: '✕' } as const;

/** What a judged file shows: the verdict first, then what is wrong, then who was responsible when, then the rest. */
export function verdictParts(fileName: string, verdict: Verdict, say: Say): HTMLElement[] {
  const { grade, faults } = verdict;
  const facts = factsOf(verdict, say);
  return [
    element('p', { class: `verdict ${grade}`, tabindex: '-1', role: 'status' }, element('span', { class: 'mark', 'aria-hidden': 'true' }, marks[grade]), element('span', {}, gradeText(verdict, say))),
    element('p', { class: 'soft' }, `${say('proof.page.file')}: ${fileName}`),
    ...(faults.length > 0 ? [element('h2', {}, say('proof.page.faults')), element('ul', {}, ...faults.map((fault) => element('li', {}, faultText(fault, say))))] : []),
    ...(verdict.kind === 'custody' && verdict.tenures.length > 0 ? [element('h2', {}, say('proof.page.who')), tenureTable(verdict.tenures, say)] : []),
    ...(facts.length > 0 ? [element('h2', {}, say('proof.page.more')), element('ul', {}, ...facts.map((line) => element('li', {}, line)))] : []),
    element('p', { class: 'soft' }, say('proof.caveat')),
  ];
}

function tenureTable(tenures: readonly ProvenTenure[], say: Say): HTMLElement {
  const columns = ['number', 'agency', 'from', 'until', 'signatures'].map((name) => say(`proof.page.${name}`));
  const rows = tenures.map((tenure) => {
    const { epoch, holder, from, until } = tenure;
    const cells = [String(epoch), partyText(holder, say), instantText(from), until === null ? say('proof.page.now') : instantText(until), signaturesText(tenure, say)];
    return element('tr', {}, ...cells.map((cell, index) => element('td', { 'data-label': columns[index]! }, cell)));
  });
  return element('div', { class: 'scroll' }, element('table', {}, element('thead', {}, element('tr', {}, ...columns.map((column) => element('th', { scope: 'col' }, column)))), element('tbody', {}, ...rows)));
}
