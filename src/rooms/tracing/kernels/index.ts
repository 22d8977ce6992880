import { referenceKernels, type Kernels } from '../rules/record-table.ts';
import { createColumnsKernel } from './columns.ts';
import { loadKernel } from './load.ts';
import { createNearWordsKernel } from './words.ts';

/** The fastest inner loops that this machine can run. */
export function bestKernels(): Kernels {
  const [words, records] = [loadKernel('words'), loadKernel('records')];
  return {
    createNearWords: words === null ? referenceKernels.createNearWords : createNearWordsKernel(words),
    createColumns: records === null ? referenceKernels.createColumns : () => createColumnsKernel(records),
  };
}
