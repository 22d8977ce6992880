import { Type } from 'typebox';
import { closeReasons } from '#rooms/case/schema.ts';
import { endpoint } from '#kernel/endpoint.ts';
import { ChildIdText, closed, CodeText, text } from '#kernel/text-types.ts';
import { noSuccessorReasons, Successor } from './closing-view.ts';
import { Urgency } from './handover.ts';

const optional = Type.Optional;

const child = { childId: ChildIdText };
const ClosingStatus = Type.Object({ status: Type.Enum(['proposed', 'declined', 'closed', 'reopened']) });

export const proposeClosing = endpoint({
  method: 'POST', path: '/api/children/:childId/custody/closing', summary: "Propose to end this agency's responsibility, with a named successor or the reason why there is none; a supervisor approves",
  input: Type.Object({ ...child, reason: Type.Enum([...closeReasons]), summary: text(2000), successor: optional(Successor), noSuccessor: optional(Type.Enum([...noSuccessorReasons])) }, closed), output: ClosingStatus,
});
export const answerClosing = endpoint({
  method: 'POST', path: '/api/children/:childId/custody/closing/answer', summary: 'Approve a proposed closing, or not; never the own one',
  input: Type.Object({ ...child, isApproved: Type.Boolean(), note: optional(text(500)) }, closed), output: ClosingStatus,
});
export const reopenCustody = endpoint({
  method: 'POST', path: '/api/children/:childId/custody/reopening', summary: 'Take up responsibility again for a child whom this agency had closed',
  input: Type.Object({ ...child, reason: text(2000) }, closed), output: ClosingStatus,
});
export const returnCustody = endpoint({
  method: 'POST', path: '/api/children/:childId/return', summary: 'Offer the child, and those who came with her, back to the agency that had her before; this agency stays responsible until its receipt',
  input: Type.Object({ ...child, reason: CodeText, urgency: Urgency, note: optional(text(2000)), consentOverride: optional(Type.Object({ reason: CodeText, note: text(500) }, closed)) }, closed),
  output: Type.Object({ handoverId: Type.String(), status: Type.String() }),
});

/** `handover.closing-proposed` */
export interface ClosingProposed {
  readonly reason: (typeof closeReasons)[number];
  readonly summary: string;
  readonly successor: Successor | null;
  readonly noSuccessor: (typeof noSuccessorReasons)[number] | null;
}
/** `handover.closing-answered`, `handover.custody-reopened`: what became of it. */
export interface ClosingMoved {
  readonly status: 'declined' | 'closed' | 'reopened';
  readonly note?: string;
}
