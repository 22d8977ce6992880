import { text } from '#web/kit/text.tsx';
import type { HandoverItem } from '../schema.ts';
import { factText } from './code-names.ts';

type ChildInItem = HandoverItem['children'][number];
const told = ['sex', 'ageBand', 'nationalities'];

/** Sex, age band and nationality of a child whom one may not name, as far as the agreement shows them. */
export const factsInShort = ({ facts }: ChildInItem): string =>
  told.flatMap((word) => facts.filter((fact) => fact.field.endsWith(`.${word}`) && fact.values).map((fact) => factText(fact.field, fact.values!))).join(', ');

/** How a child is called in a list: initials where the reader may see them, else coded facts, never a name. */
export const childWords = (child: ChildInItem): string => child.initials ?? (factsInShort(child) || text('handover-ui.child.unnamed'));

/** All children of a handover in one line. */
export const childrenWords = (children: readonly ChildInItem[]): string =>
  children.length === 0 ? text('handover-ui.child.unnamed') : children.length > 3 ? text('handover-ui.child.group', { count: children.length }) : children.map(childWords).join(' · ');
