import type { Expected } from '../rules/expected-quality.ts';
import type { ScoreBin, WeightBar } from './report-facts.ts';

const [width, height, left, bottom] = [720, 240, 44, 28];

/** A text as it stands in HTML. */
export const escape = (text: string): string => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** Columns of candidate pairs by score, on a scale of roots so that few links are seen beside many strangers. Texts come escaped. */
export function barChart(bins: readonly ScoreBin[], linked: string, other: string, title: string): string {
  const most = Math.sqrt(Math.max(1, ...bins.map((bin) => bin.linked + bin.other)));
  const step = (width - left) / bins.length;
  const tall = (count: number): number => (Math.sqrt(count) / most) * (height - bottom - 12);
  const columns = bins.map((bin, index) => {
    const [all, own] = [tall(bin.linked + bin.other), bin.linked + bin.other === 0 ? 0 : (tall(bin.linked + bin.other) * bin.linked) / (bin.linked + bin.other)];
    const x = (left + index * step).toFixed(1);
    return `<rect class="no" x="${x}" y="${(height - bottom - all).toFixed(1)}" width="${(step - 2).toFixed(1)}" height="${(all - own).toFixed(1)}"><title>${bin.from}: ${other} ${bin.other}</title></rect>`
      + `<rect class="yes" x="${x}" y="${(height - bottom - own).toFixed(1)}" width="${(step - 2).toFixed(1)}" height="${own.toFixed(1)}"><title>${bin.from}: ${linked} ${bin.linked}</title></rect>`
      + (bin.from % 5 === 0 ? `<text x="${(left + index * step + step / 2).toFixed(1)}" y="${height - 8}" text-anchor="middle">${bin.from}</text>` : '');
  });
  return `<figure><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">${columns.join('')}<line x1="${left}" x2="${width}" y1="${height - bottom}" y2="${height - bottom}"/></svg>
<figcaption><i class="yes"></i>${linked} <i class="no"></i>${other}</figcaption></figure>`;
}

/** Expected precision and recall over the threshold, with a mark where it stands. */
export function lineChart(steps: readonly Expected[], threshold: number, precision: string, recall: string, title: string): string {
  const x = (share: number): number => left + share * (width - left - 12);
  const y = (share: number): number => 12 + (1 - share) * (height - bottom - 12);
  const path = (of: (step: Expected) => number): string => steps.map((step, index) => `${index === 0 ? 'M' : 'L'}${x(step.threshold).toFixed(1)} ${y(of(step)).toFixed(1)}`).join('');
  const marks = [0, 0.25, 0.5, 0.75, 1].map((share) => `<line class="grid" x1="${left}" x2="${width}" y1="${y(share)}" y2="${y(share)}"/><text x="${left - 6}" y="${y(share) + 4}" text-anchor="end">${share * 100}</text><text x="${x(share)}" y="${height - 6}" text-anchor="middle">${share * 100}</text>`);
  return `<figure><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">${marks.join('')}<path class="precision" d="${path((step) => step.precision)}"/><path class="recall" d="${path((step) => step.recall)}"/>
<line class="threshold" x1="${x(threshold).toFixed(1)}" x2="${x(threshold).toFixed(1)}" y1="12" y2="${height - bottom}"/></svg><figcaption><i class="precision"></i>${precision} <i class="recall"></i>${recall}</figcaption></figure>`;
}

/** What each finding of a field is worth: to the right it speaks for one person, to the left against. */
export function weightChart(label: string, bars: readonly WeightBar[], number: Intl.NumberFormat): string {
  const rows = bars.map(({ text, bits, pairs }) => {
    const share = (Math.min(16, Math.abs(bits)) / 16) * 50;
    return `<li><span class="text">${escape(text)}</span><span class="bar"><i class="${bits < 0 ? 'against' : 'for'}" style="width:${share.toFixed(1)}%;${bits < 0 ? 'right' : 'left'}:50%"></i></span><span class="bits">${bits < 0 ? '−' : '+'}${Math.abs(bits).toFixed(1)}</span><span class="pairs">${number.format(pairs)}</span></li>`;
  });
  return `<div class="weight"><h3>${escape(label)}</h3><ul>${rows.join('')}</ul></div>`;
}
