/** What the monitoring room speaks. */
export * from './schema/outcomes.ts';
export * from './schema/work.ts';
