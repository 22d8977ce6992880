import { route, type Route } from '#platform/http/route.ts';
import * as endpoints from './schema.ts';
import { answer, complete, decideContactSafety, judge, propose, recordFollowUp, tell, verify, viewOne } from './service/candidates.ts';
import { comparisons } from './service/comparison.ts';
import { contacts, decline, support, viewOneContact } from './service/contacts.ts';
import { tracingForm } from './service/form.ts';
import { judgeDuplicate, listDuplicates, runAgain, undoDuplicate, viewDuplicate } from './service/pairs.ts';
import type { Registry } from './service/registry.ts';
import { viewRequest } from './service/request-view.ts';
import { amendRequest, closeRequest, figures, listRequests, openRequest, saveQuestions, seeRequest, showQuestions } from './service/requests.ts';
import { searchVerb, type FindCustodians } from './service/search.ts';

/** This room's routes work on the registry that one node holds in memory, and ask the room of custody who holds each child. */
export const tracingRoutes = (registry: Registry, findCustodians: FindCustodians): readonly Route[] => [
  route(endpoints.searchChildren, searchVerb(registry, findCustodians)),
  route(endpoints.openTracing, openRequest),
  route(endpoints.listTracing, listRequests),
  route(endpoints.viewTracing, viewRequest(findCustodians)),
  route(endpoints.amendTracing, amendRequest),
  route(endpoints.closeTracing, closeRequest),
  route(endpoints.setQuestions, saveQuestions),
  route(endpoints.readQuestions, showQuestions),
  route(endpoints.markSeen, seeRequest),
  route(endpoints.printTracing, tracingForm),
  route(endpoints.viewCandidate, viewOne),
  route(endpoints.verifyCandidate, verify),
  route(endpoints.judgeCandidate, judge),
  route(endpoints.decideSafety, decideContactSafety),
  route(endpoints.tellFamily, tell),
  route(endpoints.proposeReunification, propose),
  route(endpoints.answerReunification, answer),
  route(endpoints.completeReunification, complete),
  route(endpoints.followUp, recordFollowUp),
  route(endpoints.tracingFigures, figures),
  route(endpoints.listPairs, listDuplicates(findCustodians)),
  route(endpoints.viewPair, viewDuplicate(findCustodians)),
  route(endpoints.judgePair, judgeDuplicate),
  route(endpoints.undoPair, undoDuplicate),
  route(endpoints.runDuplicates, runAgain),
  route(endpoints.listComparisons, comparisons),
  route(endpoints.listContacts, contacts),
  route(endpoints.viewContact, viewOneContact),
  route(endpoints.supportContact, support),
  route(endpoints.declineContact, decline),
];
