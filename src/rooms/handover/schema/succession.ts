import { Type, type Static } from 'typebox';
import { endpoint } from '#kernel/endpoint.ts';
import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import { ChildIdText, closed, InstantText, NodeIdText, nullable, text, UuidText } from '#kernel/text-types.ts';
import { AgencyView } from './agency.ts';
import { Urgency } from './handover.ts';

/** What an agency has of a child whose node is lost: her file as it left, her intake sealed to the lost node, or only that she exists. */
export const keptCopies = ['file', 'sealed', 'none'] as const;
export type KeptCopy = (typeof keptCopies)[number];

/** `open`: nobody follows yet. `offered`: somebody has been asked. `followed`: a successor is responsible. `elsewhere`: she had left the lost node before. */
const OrphanState = Type.Enum(['open', 'offered', 'followed', 'elsewhere']);
export const Orphan = Type.Object({
  childId: ChildIdText, epoch: Type.Integer(), state: OrphanState, handoverId: nullable(UuidText), successor: nullable(AgencyView),
  /** Those who moved together stay together: the same word for all of them. */
  movedWith: nullable(UuidText),
  knownBy: Type.Array(Type.Object({ agency: AgencyView, copy: Type.Enum([...keptCopies]) })),
});
export type Orphan = Static<typeof Orphan>;

export const LostNodeView = Type.Object({
  agency: AgencyView,
  /** Two persons here have said that it is gone for good. */
  isLost: Type.Boolean(),
  /** This node may appoint who follows. */
  isRoot: Type.Boolean(),
  inquiry: nullable(Type.Object({ root: AgencyView, since: InstantText })),
  answers: Type.Array(Type.Object({ agency: AgencyView, askedAt: InstantText, answeredAt: nullable(InstantText), children: Type.Integer(), hidden: Type.Integer() })),
  /** Every active agency has answered: only then may anybody be appointed. */
  isComplete: Type.Boolean(),
  children: Type.Array(Orphan),
  receivers: Type.Array(AgencyView),
});
export type LostNodeView = Static<typeof LostNodeView>;

const path = { nodeId: NodeIdText };
export const viewLostNode = endpoint({
  method: 'GET', path: '/api/lost-nodes/:nodeId', summary: 'What is known of the children of an agency whose node is lost, who was asked, and who follows', input: Type.Object(path, closed), output: LostNodeView,
});
export const inquireLost = endpoint({
  method: 'POST', path: '/api/lost-nodes/:nodeId/inquiry', summary: 'Ask every agency which children its pointers say the lost node had', input: Type.Object(path, closed), output: Type.Object({ asked: Type.Integer() }),
});
export const appointSuccessor = endpoint({
  method: 'POST', path: '/api/lost-nodes/:nodeId/successors', summary: 'Appoint who follows the lost node for these children; the successor is responsible from its acceptance',
  input: Type.Object({ ...path, childIds: Type.Array(ChildIdText, { minItems: 1, maxItems: 20, uniqueItems: true }), to: NodeIdText, urgency: Urgency, note: text(2000) }, closed),
  output: Type.Object({ handoverId: UuidText, status: Type.String() }),
});

/** `handover.lost-inquired` (no child): this node asks as the root. */
export interface LostInquired {
  readonly lost: NodeId;
  readonly peers: readonly NodeId[];
}
/** `handover.lost-asked` (no child): a root asks this node. */
export interface LostAsked {
  readonly lost: NodeId;
  readonly root: NodeId;
  readonly since: Instant;
}
/** `handover.lost-answered` (no child): a part of what an agency knows. */
export interface LostAnswered {
  readonly lost: NodeId;
  readonly peer: NodeId;
  readonly part: number;
  readonly parts: number;
  /** Children whose way is hidden from the root: how many, not who. */
  readonly hidden: number;
  readonly children: readonly { readonly childId: ChildId; readonly epoch: number; readonly copy: KeptCopy | 'moved' }[];
}
/** `handover.succession-learnt`, in the file of the child: the root has appointed who follows. */
export interface SuccessionLearnt {
  readonly handoverId: Uuid;
  readonly lost: NodeId;
  readonly root: NodeId;
  readonly successor: NodeId;
  readonly epoch: number;
  readonly blockHash: string;
}
