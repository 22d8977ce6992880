import { paperDay, type PaperLanguage, type Words } from '#platform/paper/words.ts';
import { birthOf } from './rules/facts.ts';
import type { PartialProfile } from './schema.ts';

/** A birth as far as it is known, on paper; empty where nothing is. */
export function birthOnPaper(words: Words, language: PaperLanguage, values: PartialProfile): string {
  const birth = birthOf(values);
  switch (birth.precision) {
    case 'day': return paperDay(birth.day, language);
    case 'month': return birth.month;
    case 'year': return String(birth.year);
    case 'estimated': return words('age', { age: String(birth.age), day: paperDay(birth.recordedOn, language) });
    case 'unknown': return '';
  }
}
