/** All SQL of the governance room. */
export * from './store/read.ts';
export { isUnbroken, projectGovernance } from './store/project.ts';
