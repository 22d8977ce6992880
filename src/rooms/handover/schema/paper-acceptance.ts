import { Type, type Static } from 'typebox';
import { endpoint } from '#kernel/endpoint.ts';
import type { Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import { closed, InstantText, nullable, text, UuidText } from '#kernel/text-types.ts';

const optional = Type.Optional;

/** `entered`: one person has put it in. `checked`: a second one has compared it with the paper, it counts. `rejected`: it does not say that. */
export const paperStatuses = ['entered', 'checked', 'rejected'] as const;

/** Who signed for the receiving agency, when and where, as it stands on the paper. */
const Signature = { signedBy: text(120), role: text(120), signedAt: InstantText, place: text(200) };

/** An acceptance on paper as a handover shows it. `side`: entered here, or told by the other node, where the paper lies. */
export const PaperAcceptance = Type.Object({
  paperId: UuidText, side: Type.Enum(['here', 'there']), status: Type.Enum([...paperStatuses]), ...Signature, note: nullable(Type.String()),
  enteredByLabel: Type.String(), enteredAt: InstantText, checkedAt: nullable(InstantText),
  /** The reader entered it: somebody else must check it. */
  isOwn: Type.Boolean(),
});
export type PaperAcceptance = Static<typeof PaperAcceptance>;

const handover = { handoverId: UuidText };
const Answer = Type.Object({ paperId: UuidText, status: Type.Enum([...paperStatuses]) });
export const enterPaper = endpoint({
  method: 'POST', path: '/api/handovers/:handoverId/paper', summary: 'Enter an acceptance that the receiving agency signed on paper; responsibility moves only when its node has signed',
  input: Type.Object({ ...handover, ...Signature, note: optional(text(1000)), bytes: Type.String({ minLength: 4, maxLength: 11_200_000, pattern: '^[A-Za-z0-9+/]+={0,2}$' }) }, closed), output: Answer,
});
export const checkPaper = endpoint({
  method: 'POST', path: '/api/handovers/:handoverId/paper/check', summary: 'Say as a second person whether the paper says what was entered',
  input: Type.Object({ ...handover, paperId: UuidText, isRight: Type.Boolean(), note: optional(text(500)) }, closed), output: Answer,
});
export const readPaper = endpoint({
  method: 'GET', path: '/api/handovers/:handoverId/paper', summary: 'The picture of the signed paper, in base64',
  input: Type.Object({ ...handover, paperId: UuidText }, closed), output: Type.Object({ mediaType: Type.String(), bytes: Type.String() }),
});

/** What is said of a paper, sealed under the child's key. */
export interface PaperContent {
  readonly signedBy: string;
  readonly role: string;
  readonly place: string;
  readonly note: string | null;
  /** Where the picture lies in the file folder; null where the other node has it. */
  readonly file: { readonly name: string; readonly mediaType: string; readonly hash: string } | null;
}
/** `handover.paper-entered`, in the file of the first child of the handover. */
export interface PaperEntered extends PaperContent {
  readonly paperId: Uuid;
  readonly handoverId: Uuid;
  readonly side: 'here' | 'there';
  readonly signedAt: Instant;
}
/** `handover.paper-checked` */
export interface PaperChecked {
  readonly paperId: Uuid;
  readonly handoverId: Uuid;
  readonly status: 'checked' | 'rejected';
  readonly note?: string;
}
