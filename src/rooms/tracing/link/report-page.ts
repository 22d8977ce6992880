import { createExplainer, type PairExplanation } from './explain-pair.ts';
import type { LinkedFiles } from './link-files.ts';
import { scoreBins, thresholdCurve, weightBars } from './report-facts.ts';
import { barChart, escape, lineChart, weightChart } from './report-charts.ts';
import { reportStyle } from './report-style.ts';
import { familyReader, linkSummary } from './summary.ts';
import type { Say } from './evidence.ts';
import type { LinkLanguage } from './texts.ts';
import { signed } from './write-pairs.ts';

/** What the page shows of one record: its cells by the heading, read anew from the file. */
export type CellsOf = (record: number) => readonly (readonly [column: string, value: string])[];

/** One sample: two records, how sure it is, and why. */
export interface SamplePair {
  readonly left: number;
  readonly right: number;
  readonly probability: number;
  readonly isLinked: boolean;
}

/** Pairs whose probability is nearest to the threshold, half above and half below. */
export function nearThreshold({ pairs, probabilities, decision }: LinkedFiles, most: number): SamplePair[] {
  const above = decision.links.slice(-most / 2).map((link) => ({ ...link, isLinked: true }));
  const linked = new Set(decision.links.map(({ left, right }) => left * 2 ** 26 + right));
  const below = [...probabilities.keys()].filter((pair) => !linked.has(pairs.left[pair]! * 2 ** 26 + pairs.right[pair]!))
    .toSorted((one, other) => probabilities[other]! - probabilities[one]! || one - other).slice(0, most / 2)
    .map((pair) => ({ left: pairs.left[pair]!, right: pairs.right[pair]!, probability: probabilities[pair]!, isLinked: false }));
  return [...above, ...below];
}

/** The page of results: one file that loads nothing, for a screen of any size and for paper. */
export function reportPage(linked: LinkedFiles, samples: readonly SamplePair[], cellsOf: CellsOf, say: Say, language: LinkLanguage): string {
  const summary = linkSummary(linked);
  const number = new Intl.NumberFormat(language);
  const percent = (share: number): string => `${number.format(Math.round(share * 1000) / 10)} %`;
  const explainer = createExplainer(linked, say);
  const isFamily = familyReader(linked);
  const text = (key: string, blanks?: Parameters<Say>[1]): string => escape(say(`link.page.${key}`, blanks));
  const fact = (key: string, value: string): string => `<div class="fact"><dt>${text(key)}</dt><dd>${escape(value)}</dd></div>`;
  const bins = scoreBins(linked);
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${text('title')}</title><style>${reportStyle}</style></head><body><main>
<h1>${text('title')}</h1>
<p class="lead">${escape(linked.heads.map(({ file }) => file.replace(/^.*[/\\]/, '')).join(' + '))}</p>
<p class="warning">${text('warning')}</p>
<dl class="facts">${fact('records', number.format(summary.records))}${fact('compared', number.format(summary.compared))}${fact('links', number.format(summary.links))}${fact('groups', number.format(summary.groups))}
${fact('threshold', percent(summary.threshold))}${fact('precision', percent(summary.expectedPrecision))}${fact('recall', percent(summary.expectedRecall))}${fact('families', number.format(summary.familyWarnings))}</dl>
<section><h2>${text('mapping')}</h2>${linked.heads.map(({ file, mapping }) => `<h3>${escape(file.replace(/^.*[/\\]/, ''))}</h3><ul class="mapping">${mapping
    .map(({ column, field, reason }) => `<li class="${field === 'ignore' ? 'ignored' : ''}"><b>${escape(column)}</b> → ${escape(field)} <span>${escape(say(`link.say.${reason}`))}</span></li>`).join('')}</ul>`).join('')}</section>
<section><h2>${text('scores')}</h2><p>${text('scores-help')}</p>${barChart(bins, text('linked'), text('not-linked'), text('scores'))}</section>
<section><h2>${text('curve')}</h2><p>${text('curve-help')}</p>${lineChart(thresholdCurve(linked), summary.threshold, text('precision'), text('recall'), text('curve'))}</section>
<section><h2>${text('weights')}</h2><p>${text('weights-help')}</p><div class="weights">${weightBars(linked, say, 8).map(({ label, bars }) => weightChart(label, bars, number)).join('')}</div></section>
<section><h2>${text('samples')}</h2><p>${text('samples-help')}</p>${samples.map((sample) => sampleCard(sample, linked, cellsOf, explainer.explain(sample.left, sample.right), isFamily(sample.left, sample.right), text, percent)).join('')}
${samples.length === 0 ? `<p>${text('no-samples')}</p>` : ''}</section>
</main></body></html>
`;
}

function sampleCard(
  { left, right, probability, isLinked }: SamplePair, { records }: LinkedFiles, cellsOf: CellsOf, { fields, start }: PairExplanation, isFamily: boolean,
  text: (key: string) => string, percent: (share: number) => string,
): string {
  const [one, other] = [cellsOf(left), new Map(cellsOf(right))];
  const columns = [...new Set([...one.map(([column]) => column), ...other.keys()])].map((column) => [column, new Map(one).get(column) ?? '', other.get(column) ?? ''] as const).filter(([, mine, theirs]) => mine !== '' || theirs !== '');
  const state = (mine: string, theirs: string): string => (mine === '' || theirs === '' ? '' : mine.toLowerCase() === theirs.toLowerCase() ? 'same' : 'differs');
  const said = fields.filter((field) => field.text !== '').toSorted((first, second) => Math.abs(second.bits) - Math.abs(first.bits));
  return `<article class="pair"><header><b>${percent(probability)}</b> <span class="${isLinked ? 'yes' : 'no'}">${text(isLinked ? 'linked' : 'not-linked')}</span>${isFamily ? ` <span class="family">${text('maybe-family')}</span>` : ''}</header>
<div class="scroll"><table><thead><tr><td></td><th scope="col">${escape(records.ids[left]!)}</th><th scope="col">${escape(records.ids[right]!)}</th></tr></thead><tbody>${columns
    .map(([column, mine, theirs]) => `<tr class="${state(mine, theirs)}"><th scope="row">${escape(column)}</th><td>${escape(mine)}</td><td>${escape(theirs)}</td></tr>`).join('')}</tbody></table></div>
<ul class="why">${said.map((field) => `<li class="${field.bits < 0 ? 'against' : 'for'}"><b>${signed(field.bits)}</b> ${escape(field.label)}: ${escape(field.text)}</li>`).join('')}<li><b>${signed(start)}</b> ${text('start')}</li></ul></article>`;
}
