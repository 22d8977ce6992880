import { Type, type Static } from 'typebox';
import { endpoint } from '#kernel/endpoint.ts';
import type { NodeId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import { ChildIdText, closed, InstantText, NodeIdText, nullable, text, UuidText } from '#kernel/text-types.ts';
import { AgencyView } from './agency.ts';

const optional = Type.Optional;

export const careReasons = ['no_bed', 'night', 'medical', 'danger_here', 'family_court_order', 'other'] as const;
export const careEndings = ['returned', 'handed_over'] as const;

/** Who cares tonight: an agency of the federation, or a house outside it. Custody stays with this agency. */
export const CareView = Type.Object({
  careId: UuidText, agency: nullable(AgencyView), name: nullable(Type.String()), phone: nullable(Type.String()), place: nullable(Type.String()), reason: Type.Enum([...careReasons]),
  startedAt: InstantText, until: InstantText, isOverdue: Type.Boolean(),
});
export type CareView = Static<typeof CareView>;

export const startCare = endpoint({
  method: 'POST', path: '/api/children/:childId/care', summary: 'Put the child into the care of somebody else for a short time; this agency stays responsible',
  input: Type.Object({
    childId: ChildIdText, carer: optional(NodeIdText), outside: optional(Type.Object({ name: text(160), phone: optional(text(40)) }, closed)), place: optional(text(200)),
    reason: Type.Enum([...careReasons]), until: InstantText,
  }, closed),
  output: Type.Object({ careId: UuidText }),
});
export const endCare = endpoint({
  method: 'POST', path: '/api/children/:childId/care/end', summary: 'The child is back in the care of the responsible agency', input: Type.Object({ childId: ChildIdText, note: optional(text(500)) }, closed), output: Type.Object({ careId: UuidText }),
});

/** `handover.care-started` */
export interface CareStarted {
  readonly careId: Uuid;
  readonly carer: NodeId | null;
  readonly name: string | null;
  readonly phone: string | null;
  readonly place: string | null;
  readonly reason: (typeof careReasons)[number];
  readonly until: Instant;
}
/** `handover.care-ended` */
export interface CareEnded {
  readonly careId: Uuid;
  readonly how: (typeof careEndings)[number];
  readonly note?: string;
}
