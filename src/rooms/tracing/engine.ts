import { bestKernels } from './kernels/index.ts';
import { readNameKnowledge } from './names.ts';
import { priorModel } from './prior-model.ts';
import { createSearchIndex as createIndex, type SearchIndex } from './rules/search-index.ts';

export type { Candidate, SearchIndex, SearchOptions } from './rules/search-index.ts';
export type { PersonRecord } from './rules/record.ts';

/** An empty index with the names and weights that ship with the program, on the fastest kernels of this machine. */
export const createSearchIndex = (): SearchIndex => createIndex({ knowledge: readNameKnowledge(), model: priorModel, kernels: bestKernels() });
