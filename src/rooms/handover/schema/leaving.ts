import { Type, type Static, type TSchema } from 'typebox';
import { endpoint } from '#kernel/endpoint.ts';
import { ChildIdText, closed, InstantText, nullable, text, UuidText } from '#kernel/text-types.ts';
import { AgencyView } from './agency.ts';

/** A child whom this node must hand over before it leaves. */
export const ChildToHandOver = Type.Object({
  childId: ChildIdText, initials: nullable(Type.String()), since: InstantText,
  /** The open offer, where there is one. */
  offer: nullable(Type.Object({ handoverId: UuidText, status: Type.String(), to: AgencyView })),
});
export type ChildToHandOver = Static<typeof ChildToHandOver>;
export const LeavingView = Type.Object({
  declared: nullable(Type.Object({ reason: Type.String(), declaredLabel: Type.String(), declaredAt: InstantText, leftAt: nullable(InstantText) })),
  held: Type.Integer(), releasing: Type.Integer(), promised: Type.Integer(),
  /** Those whom the reader may see. */
  children: Type.Array(ChildToHandOver),
});
export type LeavingView = Static<typeof LeavingView>;

const post = <I extends Record<string, TSchema>>(path: string, summary: string, input: I) => endpoint({ method: 'POST', path: `/api/leaving${path}`, summary, input: Type.Object(input, closed), output: Type.Object({}) });
export const viewLeaving = endpoint({ method: 'GET', path: '/api/leaving', summary: 'Whether this node leaves the network, and which children it must hand over before', input: Type.Object({}, closed), output: LeavingView });
export const declareLeaving = post('', 'Say that this node will leave the network: from now on it takes on nobody new', { reason: text(500) });
export const withdrawLeaving = post('/withdrawal', 'Take back that this node will leave', {});
export const leaveNetwork = post('/completion', 'Leave the network, once no child is left here', {});
