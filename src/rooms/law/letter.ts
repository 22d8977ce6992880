import { codePicture } from '#platform/paper/code-picture.ts';
import type { PaperDocument } from '#platform/paper/document.ts';
import { paperMoment, paperWords, type PaperLanguage } from '#platform/paper/words.ts';
import type { NodeServices } from '#platform/services.ts';
import type { Obligation } from './schema.ts';

interface LetterFacts {
  /** The rows that it rests on (`legalBasisOf`). */
  readonly basis: readonly Obligation[];
  readonly timeZone: string;
  readonly folio: string;
  /** The address in the QR code, and the key of what stands beside it. */
  readonly code: string;
  readonly caption?: string;
  /** The moment that it is dated with. */
  readonly at: string;
}

/** The frame that all letters of a node share: who writes, where, on what legal basis, with which code. */
export function letterFrame({ settings }: Pick<NodeServices, 'settings'>, language: PaperLanguage, { basis, timeZone, folio, code, caption = 'code-caption', at }: LetterFacts): Omit<PaperDocument, 'title' | 'sections' | 'signatures'> {
  const words = paperWords(language);
  const rows = basis.map((row) => `${row.instrument}${row.article === null ? '' : `, ${row.article}`} (${words(`certainty.${row.certainty}`)})`);
  return {
    language, size: settings.country === 'MX' ? 'us-letter' : 'a4', watermark: settings.isTraining ? words('watermark') : '', agency: settings.name, place: settings.place,
    folioLabel: words('folio'), folio, date: paperMoment(at, language, timeZone), legalBasis: words('legal-basis', { basis: rows.join('; ') }),
    code: { picture: codePicture(code), caption: words(caption) }, footer: words('footer'), pageWords: [words('page.before'), words('page.between'), words('page.after')],
  };
}
