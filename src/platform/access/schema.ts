/** What the access room says over HTTP, by theme. */
export * from './schema/words.ts';
export * from './schema/sign-in.ts';
export * from './schema/session.ts';
export * from './schema/factors.ts';
export * from './schema/accounts.ts';
export * from './schema/grants.ts';
