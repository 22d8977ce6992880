import type { Sensitivity } from '#kernel/field.ts';
import { riskCodes } from '#reference/risk/index.ts';
import type { OperationShapes } from '#rooms/governance/rules.ts';
import type { NoteKind } from '../schema.ts';
import { caseBodies, type CaseBodies } from './operations.ts';

const sensitivities = new Map<string, Sensitivity>(riskCodes.map((row) => [row.code, row.sensitivity]));

/** Risks that betray an asylum claim, sexual violence or an informant. */
export const sealedCodes: ReadonlySet<string> = new Set([...sensitivities].filter(([, sensitivity]) => sensitivity === 'E').map(([code]) => code));

const gravestOf = (codes: readonly string[]): Sensitivity => codes.map((code) => sensitivities.get(code) ?? 'B').reduce((one, other) => (one > other ? one : other), 'A');

/** What a note or paper is about makes it graver than its fields. */
const sensitivityOfNote: Readonly<Record<NoteKind, Sensitivity>> = { general: 'A', interview: 'D', health: 'D', legal: 'D', supervision_private: 'E' };
const sensitivityOfPaper: Readonly<Record<string, Sensitivity>> = { medical: 'D', court: 'D', drawing: 'D' };

/** What leaves this room with a file, and comes in. `local`: teams, workers, deadlines and prints are each agency's own. */
export const caseShapes: OperationShapes = {
  'case.child-received': { body: caseBodies['child-received'] },
  'case.arrived': 'local',
  'case.placed': 'local',
  'case.move-proposed': 'local',
  'case.move-declined': 'local',
  'case.worker-assigned': 'local',
  'case.note-written': { body: caseBodies['note-written'], sensitivityOf: (body) => sensitivityOfNote[(body as CaseBodies['note-written']).kind] ?? 'E' },
  'case.concerns-recorded': { body: caseBodies['concerns-recorded'], sensitivityOf: (body) => gravestOf((body as CaseBodies['concerns-recorded']).concerns.map(({ code }) => code)) },
  'case.concern-settled': { body: caseBodies['concern-settled'], sensitivityOf: (body) => gravestOf([(body as CaseBodies['concern-settled']).code]) },
  'case.urgency-changed': { body: caseBodies['urgency-changed'] },
  'case.consent-recorded': { body: caseBodies['consent-recorded'] },
  'case.consent-withdrawn': { body: caseBodies['consent-withdrawn'] },
  // it names who told, the next on a way that may be hidden: each new neighbour is told by a message of its own
  'case.consent-withdrawn-there': 'local',
  'case.contact-added': { body: caseBodies['contact-added'] },
  'case.deadlines-started': 'local',
  'case.deadline-completed': 'local',
  'case.deadline-postponed': 'local',
  'case.closed': { body: caseBodies.closed },
  'case.reopened': { body: caseBodies.reopened },
  'case.annulled': 'local',
  'case.attachment-added': { body: caseBodies['attachment-added'], sensitivityOf: (body) => sensitivityOfPaper[(body as CaseBodies['attachment-added']).kind] ?? 'A' },
  'case.attachment-removed': { body: caseBodies['attachment-removed'] },
  'case.attachment-restored': { body: caseBodies['attachment-restored'] },
  'case.attachment-destroyed': { body: caseBodies['attachment-destroyed'] },
  'case.printed': 'local',
};
