import { declineReasons, withdrawReasons, type EndingReason } from './state.ts';

const givenByTheKernel = ['stale', 'superseded', 'retracted', 'refused', 'not_held', 'restored', 'unknown'] as const;
const all: readonly string[] = [...declineReasons, ...withdrawReasons, ...givenByTheKernel];

/** Whether a word from another node is a reason that this version knows. */
export const isEndingReason = (word: string): word is EndingReason => all.includes(word);
