import { route, type Route } from '#platform/http/route.ts';
import * as endpoints from './schema.ts';
import { attach, download, remove, restore } from './service/attachments.ts';
import { complete, postpone, remind } from './service/deadlines.ts';
import { list } from './service/list.ts';
import { receive } from './service/receive.ts';
import { addConcerns, consent, contact, print, setUrgency, settleOneConcern, withdraw, write } from './service/record.ts';
import { answerProposedMove, assign, close, move, reopen } from './service/team.ts';
import { openConcernHistory, openFile, openTimeline } from './service/view.ts';

/** Base64 of the largest attachment, with room for the rest of the body. */
const attachmentBodyLimit = 12 * 1024 * 1024;

export const caseRoutes: Route[] = [
  route(endpoints.receiveChild, receive),
  route(endpoints.listFiles, list),
  route(endpoints.viewFile, openFile),
  route(endpoints.viewTimeline, openTimeline),
  route(endpoints.writeNote, write),
  route(endpoints.recordConcerns, addConcerns),
  route(endpoints.settleConcern, settleOneConcern),
  route(endpoints.concernHistory, openConcernHistory),
  route(endpoints.changeUrgency, setUrgency),
  route(endpoints.recordConsent, consent),
  route(endpoints.withdrawConsent, withdraw),
  route(endpoints.addContact, contact),
  route(endpoints.assignWorker, assign),
  route(endpoints.moveTeam, move),
  route(endpoints.answerMove, answerProposedMove),
  route(endpoints.setDeadline, remind),
  route(endpoints.completeDeadline, complete),
  route(endpoints.postponeDeadline, postpone),
  route(endpoints.closeFile, close),
  route(endpoints.reopenFile, reopen),
  route(endpoints.attachFile, attach, { bodyLimit: attachmentBodyLimit }),
  route(endpoints.readAttachment, download),
  route(endpoints.removeAttachment, remove),
  route(endpoints.restoreAttachment, restore),
  route(endpoints.recordPrint, print),
];
