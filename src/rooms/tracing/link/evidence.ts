import { birthLevels } from '../rules/birth.ts';
import { grades } from '../rules/grade.ts';
import { extraField, fieldNames, levelName, readBagLevel } from '../rules/outcome.ts';

/** A text of `locales/<language>/link.json` with its blanks filled. */
export type Say = (key: string, blanks?: Readonly<Record<string, string | number>>) => string;

/** The label of a compared field: of the engine's own, or the heading of a further column. */
export const fieldLabel = (index: number, extras: readonly string[], say: Say): string =>
  index >= extraField ? (extras[index - extraField] === 'address' ? say('link.field.address') : extras[index - extraField]!) : say(`link.field.${fieldNames[index]}`);

/** What a comparison found in one field, in words for people: "two names agree, sound alike, one differs". */
export function evidenceText(index: number, level: number, say: Say): string {
  if (index >= extraField) return say(`link.text.${levelName(index, level)}`);
  const name = fieldNames[index]!;
  if (name === 'birth') return birthText(level, say);
  if (name !== 'given' && name !== 'surname' && name !== 'mother' && name !== 'father') return say(`link.level.${name}.${levelName(index, level)}`);
  if (level < 2) return say(level === 0 ? 'link.text.missing' : 'link.text.different');
  const bag = readBagLevel(level);
  const parts = [say(`link.bag.matched-${bag.matched}`, { how: say(`link.grade.${grades[bag.worst]}`) })];
  if (bag.isMoved) parts.push(say('link.bag.moved'));
  if (bag.isContradicted) parts.push(say('link.bag.contradicted'));
  if (bag.hasExtras) parts.push(say('link.bag.extra'));
  return parts.join(', ');
}

function birthText(level: number, say: Say): string {
  const name = birthLevels[level]!;
  const open = /^((?:day|year|age)-(?:year|age))-(.+)$/.exec(name);
  return open === null ? say(`link.birth.${name}`) : `${say(`link.birth.${open[1]}`)}: ${say(`link.gap.${open[2]}`)}`;
}
