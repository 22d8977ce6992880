/** The door of the case room: the child's file. */
export { caseRoutes } from './routes.ts';
export { annulmentOf, closureOf, reopeningOf } from './service/annul.ts';
export { recordArrival } from './service/arrive.ts';
export { attach, bytesOfFile, destroyRemovedFiles, download, remove, restore } from './service/attachments.ts';
export { complete, postpone, remind } from './service/deadlines.ts';
export { keepBytes, newFileName, openBytes } from './service/file-folder.ts';
export { cleanFile } from './service/pictures.ts';
export { hasTeam } from './service/colleagues.ts';
export { list } from './service/list.ts';
export { joiningOf, joinOf } from './service/join-files.ts';
export { lawOf, loadOpenFile } from './service/open-file.ts';
export { receive } from './service/receive.ts';
export { addConcerns, consent, contact, print, setUrgency, settleOneConcern, withdraw, write } from './service/record.ts';
export { answerProposedMove, assign, close, move, reopen } from './service/team.ts';
export { openConcernHistory, openFile, openTimeline } from './service/view.ts';
export { openDeadlinesOf, overdueDeadlines } from './store/deadlines.ts';
export { annulledAmong, findCaseState, projectCase } from './store/file.ts';
