/** The pure rules of monitoring. */
export * from './rules/outcomes.ts';
export * from './rules/suppression.ts';
