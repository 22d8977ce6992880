/** The door of the handover room: custody, its chain, handovers, referrals, paper. */
export { runHandoverClocks } from './service/clocks.ts';
export { owedMessages, receiveCustodyMessage, recordArrivals, recordLinks, seedsOfStep, type MessageOutcome, type TakenChild } from './service/messages.ts';
export { saidOfHandover, type SaidOfHandover } from './service/said.ts';
export { handoverRoutes } from './routes.ts';
export { childOfCard, findCustody, readLinks } from './store/read.ts';
export { projectHandover } from './store/project.ts';
