import { route, type Route } from '#platform/http/route.ts';
import { acceptCustody, answerClosing, appointSuccessor, inquireLost, viewLostNode, answerReferral, answerSearch, askPeers, closeSearch, compareFiles, endCare, findAlias, listAlarms, listNotices, listSearches, openSearch, reportEvent, confirmArrival, confirmDelivery, declineCustody, grantRequest, listHandovers, listReceivers, listReferrals, mergeFiles, offerCounterProposal, offerCustody, referChild, refuseRequest, issueCard, printDeliveryRecord, printReferralLetter, proposeClosing, reopenCustody, requestCustody, retractAcceptance, returnCustody, revokeCard, setTracking, startCare, settleDispute, settleEnding, viewCustody, viewHandover, withdrawOffer, confirmAsConsulate, confirmReturnNeed, listReturns, nameConsulate, waiveReturnNeed, checkPaper, enterPaper, readPaper } from './schema.ts';
import { accept, decline, deliver, grant, refuseRequested, request, retract } from './service/answer.ts';
import { arrive } from './service/arrive.ts';
import { settle } from './service/ended-offer.ts';
import { offer, offerPart, withdraw } from './service/offer.ts';
import { card, deliveryRecord, referralLetter, revoke } from './service/paper.ts';
import * as care from './service/care.ts';
import * as closing from './service/closing.ts';
import * as dispute from './service/dispute.ts';
import * as leavingSchema from './schema/leaving.ts';
import * as leaving from './service/leaving.ts';
import * as erasureSchema from './schema/erasure.ts';
import * as erasure from './service/erasure.ts';
import { giveBack } from './service/give-back.ts';
import { alias, compare, merge } from './service/merge.ts';
import { alarms } from './service/alarms.ts';
import { report } from './service/events.ts';
import { answer, listAll, refer } from './service/referral.ts';
import * as returning from './service/returning.ts';
import * as onPaper from './service/paper-acceptance.ts';
import { viewLost } from './service/lost-node.ts';
import * as succession from './succession.ts';
import * as search from './service/search.ts';
import { decideTracking } from './service/tracking.ts';
import { custody, list, receivers, view } from './service/views.ts';

export const handoverRoutes: readonly Route[] = [
  route(leavingSchema.viewLeaving, leaving.viewLeavingVerb),
  route(leavingSchema.declareLeaving, leaving.declareLeavingVerb),
  route(leavingSchema.withdrawLeaving, leaving.withdrawLeavingVerb),
  route(leavingSchema.leaveNetwork, leaving.leaveNetworkVerb),
  route(viewCustody, custody),
  route(listReceivers, receivers),
  route(offerCustody, offer),
  route(listHandovers, list),
  route(viewHandover, view),
  route(acceptCustody, accept),
  route(declineCustody, decline),
  route(retractAcceptance, retract),
  route(withdrawOffer, withdraw),
  route(offerCounterProposal, offerPart),
  route(settleEnding, settle),
  route(confirmDelivery, deliver),
  route(confirmArrival, arrive),
  route(grantRequest, grant),
  route(refuseRequest, refuseRequested),
  route(requestCustody, request),
  route(referChild, refer),
  route(listReferrals, listAll),
  route(answerReferral, answer),
  route(listAlarms, alarms),
  route(reportEvent, report),
  route(openSearch, search.open),
  route(askPeers, search.ask),
  route(closeSearch, search.close),
  route(answerSearch, search.answer),
  route(listSearches, search.list),
  route(listNotices, search.notices),
  route(startCare, care.start),
  route(endCare, care.end),
  route(nameConsulate, returning.name),
  route(confirmReturnNeed, returning.confirm),
  route(waiveReturnNeed, returning.waive),
  route(listReturns, returning.list),
  route(confirmAsConsulate, returning.answer),
  route(enterPaper, onPaper.enter),
  route(checkPaper, onPaper.check),
  route(readPaper, onPaper.read),
  route(viewLostNode, viewLost),
  route(inquireLost, succession.inquire),
  route(appointSuccessor, succession.appoint),
  route(setTracking, decideTracking),
  route(returnCustody, giveBack),
  route(proposeClosing, closing.propose),
  route(answerClosing, closing.answer),
  route(settleDispute, dispute.settle),
  route(erasureSchema.listRetained, erasure.list),
  route(erasureSchema.viewErasure, erasure.view),
  route(erasureSchema.proposeErasure, erasure.propose),
  route(erasureSchema.answerErasure, erasure.answer),
  route(erasureSchema.placeHold, erasure.hold),
  route(erasureSchema.liftHold, erasure.lift),
  route(reopenCustody, closing.reopen),
  route(compareFiles, compare),
  route(mergeFiles, merge),
  route(findAlias, alias),
  route(printDeliveryRecord, deliveryRecord),
  route(printReferralLetter, referralLetter),
  route(issueCard, card),
  route(revokeCard, revoke),
];
