/** What the handover room speaks: custody and its chain, handovers, referrals, paper and the child's card. */
export * from './schema/agency.ts';
export * from './schema/alarms.ts';
export * from './schema/care.ts';
export * from './schema/closing.ts';
export * from './schema/closing-view.ts';
export * from './schema/contact.ts';
export * from './schema/custody.ts';
export * from './schema/dispute.ts';
export * from './schema/handover.ts';
export * from './schema/merge.ts';
export * from './schema/operations.ts';
export * from './schema/paper.ts';
export * from './schema/referral.ts';
export * from './schema/search.ts';
export * from './schema/search-operations.ts';
export * from './schema/succession.ts';
export * from './schema/tracking.ts';
