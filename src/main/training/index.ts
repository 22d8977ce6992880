/** The training corridor: `trainingCorridor(seed, today)` and the words its stories are told in. */
export {  trainingCorridor } from './corridor.ts';
export { replay } from './replay.ts';
export * from './story.ts';
