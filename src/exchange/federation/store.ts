/** All SQL of the federation. */
export * from './store/carried.ts';
export * from './store/conscience.ts';
export * from './store/copies.ts';
export * from './store/evidence.ts';
export * from './store/files.ts';
export * from './store/heads.ts';
export * from './store/inbox.ts';
export * from './store/keys.ts';
export * from './store/links.ts';
export * from './store/message-parts.ts';
export * from './store/relay.ts';
export * from './store/savepoint.ts';
export * from './store/sent.ts';
export type { CopiesRow, FileWantedRow, InboxRow, LinkRow, SentRow } from './store/tables.ts';
