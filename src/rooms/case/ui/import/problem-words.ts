import type { CellProblem } from '#exchange/interchange/rules.ts';
import { text } from '#web/kit/text.tsx';

/** What is wrong in a cell and what to do, with its column before it. */
export const problemWords = ({ code, values }: CellProblem, heading: string | null): string =>
  `${heading === null ? '' : `${heading}: `}${text(`interchange.problem.${code}`, values)}`;
