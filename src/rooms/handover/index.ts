/** The door of the handover room: custody, its chain, handovers, referrals, paper. */
export { arrive } from './service/arrive.ts';
export { accept, decline, deliver, grant, request,  } from './service/answer.ts';
export { custodiansOf } from './service/custodians.ts';
export { runHandoverClocks } from './service/clocks.ts';
export { childrenOfStep, owedMessages, receiveCustodyMessage, recordArrivals, recordLinks,    } from './service/messages.ts';
export { offer, withdraw } from './service/offer.ts';
export { answer as answerReferral, refer } from './service/referral.ts';
export { alignPeers } from './service/peers.ts';
export { beginRecovery, lockSuperseded, nodeMode, nodeStanding } from './service/recovery.ts';
export { saidOfHandover, type SaidOfHandover } from './service/said.ts';
export { handoverRoutes } from './routes.ts';
export { agencyNames, waitingHandovers, waitingReferrals } from './service/waiting.ts';
export { beginCustody, endCustody, projectHandover } from './store/project.ts';
export { childOfCard, findCustody, readLinks, readLinksOf } from './store/read.ts';
export { findReferral, owedReferrals, type ReferralRecord } from './store/referrals.ts';
