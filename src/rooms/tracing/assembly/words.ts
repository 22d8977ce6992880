export { loadPattern, similarityTo } from './similarity';
export { nearWords } from './near-words';

/** Where the host's own memory begins. */
export function heapBase(): usize {
  return (__heap_base + 15) & ~15;
}
