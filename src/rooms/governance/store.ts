/** All SQL of the governance room. */
export * from './store/read.ts';
export * from './store/invitations.ts';
export * from './store/leaving.ts';
export * from './store/membership.ts';
export { forgetChild, isUnbroken, projectGovernance } from './store/project.ts';
