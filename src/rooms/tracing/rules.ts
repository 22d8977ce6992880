/** The pure rules of the tracing room that others use: names as they sound. */
export { nameTokens } from './rules/letters.ts';
export { soundOf } from './rules/phonetic.ts';
export { tracingShapes } from './rules/shapes.ts';
export * as privately from './rules/comparison.ts';
