/** The door of the person room: who the child is, and where her file lies at this node. */
export { birthOnPaper } from './paper.ts';
export { personRoutes } from './routes.ts';
export { getProfileState, observe, readFieldHistory, readProfile, settle } from './service.ts';
export { countChildren, findChildrenByIdentifier, findProfileState, personMatches, projectPerson, summariesAfter, summariesOf, type PersonFilter, type PersonSummary } from './store/child.ts';
export { findScope, forgetChild, leaveChild, placeChild, requireOpenFile, setScopeWorker,  } from './store/scope.ts';
