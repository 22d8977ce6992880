import type { InputOf } from '#kernel/endpoint.ts';
import type { searchChildren } from '../schema.ts';

/** What is typed into the search before a file is made; all as text, nothing forced but a name. */
export interface Asked {
  readonly names: string;
  readonly age: string;
  readonly year: string;
  readonly nationality: string;
  readonly sex: string;
}

export const nothingAsked: Asked = { names: '', age: '', year: '', nationality: '', sex: '' };

const wholeNumber = (typed: string, least: number, most: number): number | undefined => {
  const number = /^\d{1,4}$/.test(typed.trim()) ? Number(typed) : Number.NaN;
  return number >= least && number <= most ? number : undefined;
};

const eldest = 25;

/**
 * The question to the node, or nothing while there is too little to ask with.
 * @param today day of asking: a year in the future is not sent
 */
export function questionOf(asked: Asked, today: string): InputOf<typeof searchChildren> | null {
  const names = asked.names.trim();
  if (names.length < 2) return null;
  const year = wholeNumber(asked.year, 1990, Number(today.slice(0, 4)));
  const age = wholeNumber(asked.age, 0, eldest);
  return {
    names: names.slice(0, 200),
    ...(year !== undefined ? { birth: String(year) } : age !== undefined ? { age } : {}),
    ...(asked.nationality === '' ? {} : { nationality: asked.nationality }),
    ...(asked.sex === 'F' || asked.sex === 'M' || asked.sex === 'X' ? { sex: asked.sex } : {}),
  };
}
