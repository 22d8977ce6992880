/** The door of the governance room. */
export { governanceRoutes } from './routes.ts';
export { findAgreement, findAgreementVersion, getActivePeer, listActiveAgreements, listAgreementViews, requireFlow } from './service/flow.ts';
export { completeAgreementVerb as completeAgreement, draftAgreementVerb as draftAgreement, endAgreementVerb as endAgreement, signAgreementVerb as signAgreement } from './service/agreements.ts';
export { actsForRoot } from './service/roots.ts';
export { restorePeers } from './service/kept-peers.ts';
export { answerTo, takeSealedAnswer } from './service/invitations.ts';
export { listMembershipDocuments as exportMembership, takeMembership } from './service/membership.ts';
export { ownRevocationsFor, readRevocation, recordRevocation } from './service/revocations.ts';
export { issueOwnCard, softwareVersion } from './service/own-card.ts';
export { addPeerVerb as addPeer, changePeerCardVerb as changePeerCard, confirmDecommissionVerb as confirmDecommission, decommissionPeerVerb as decommissionPeer, resumePeerVerb as resumePeer, suspendPeerVerb as suspendPeer, takeCard } from './service/peers.ts';
export { takeLeft } from './service/leaving.ts';
export { findLeaving, forgetChild, findOwnCard, findPeer, listOwnRevocations, isUnbroken as isTrustListUnbroken, listKeptPeers, listActivePeers, listPeers, listTrustEntries, projectGovernance, signedCardsOf, type TrustedPeer } from './store.ts';
