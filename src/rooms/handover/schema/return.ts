import { Type, type Static } from 'typebox';
import { endpoint } from '#kernel/endpoint.ts';
import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import { closed, CountryCode, InstantText, NodeIdText, nullable, text, UuidText } from '#kernel/text-types.ts';
import { AgencyView } from './agency.ts';

const optional = Type.Optional;

/** What is asked for before a child crosses a border on her way back; where each comes from stands in `rules/returning.ts`. */
export const returnNeeds = ['identity', 'travel_document', 'authority_notified'] as const;
export type ReturnNeed = (typeof returnNeeds)[number];
/** Why one of them is not waited for. */
export const waiverReasons = ['court_order', 'international_protection', 'no_consulate', 'life_at_risk', 'not_applicable', 'other'] as const;

export const ReturnAct = Type.Object({
  what: Type.Enum([...returnNeeds]), kind: Type.Enum(['confirmed', 'waived']), at: InstantText,
  /** Who confirmed it, and under which number; of a waiver the reason and a note. */
  by: nullable(Type.String()), reference: nullable(Type.String()), reason: nullable(Type.Enum([...waiverReasons])), note: nullable(Type.String()),
  source: Type.Enum(['sender', 'consulate']),
});
export type ReturnAct = Static<typeof ReturnAct>;

export const ConsulateView = Type.Object({ agency: nullable(AgencyView), name: Type.String(), country: Type.String(), phone: nullable(Type.String()), namedAt: InstantText });
export const ReturnView = Type.Object({
  consulate: nullable(ConsulateView), acts: Type.Array(ReturnAct),
  /** What is missing before the sender may confirm the delivery. */
  missing: Type.Array(Type.Enum(['consulate', ...returnNeeds])),
  /** Of each need, how sure it is that a rule demands it (see `reference/`). */
  certainty: Type.Object({ identity: Type.String(), travel_document: Type.String(), authority_notified: Type.String() }),
});
export type ReturnView = Static<typeof ReturnView>;

const path = { handoverId: UuidText };
const Answer = Type.Object({ handoverId: UuidText, missing: Type.Integer() });
const Confirmation = { what: Type.Enum([...returnNeeds]), by: text(120), reference: text(80), at: InstantText };

export const nameConsulate = endpoint({
  method: 'POST', path: '/api/handovers/:handoverId/consulate', summary: 'Name the consulate of a return: a member agency, or a contact without a node',
  input: Type.Object({ ...path, node: optional(NodeIdText), outside: optional(Type.Object({ name: text(160), phone: optional(text(40)) }, closed)), country: CountryCode }, closed), output: Answer,
});
export const confirmReturnNeed = endpoint({
  method: 'POST', path: '/api/handovers/:handoverId/return-confirmations', summary: 'Put on record what the consulate or the authority of origin has confirmed, by whom and under which number',
  input: Type.Object({ ...path, ...Confirmation }, closed), output: Answer,
});
export const waiveReturnNeed = endpoint({
  method: 'POST', path: '/api/handovers/:handoverId/return-waivers', summary: 'Say why something that a return asks for is not waited for',
  input: Type.Object({ ...path, what: Type.Enum([...returnNeeds]), reason: Type.Enum([...waiverReasons]), note: text(1000) }, closed), output: Answer,
});

/** One link of the chain as all three parties see it: who, since which step; no name, no place. */
const ChainStep = Type.Object({ epoch: Type.Integer(), agency: AgencyView });
/** A return as the named consulate sees it. */
export const ReturnCase = Type.Object({
  handoverId: UuidText, sender: AgencyView, receiver: AgencyView, status: Type.String(), headcount: Type.Integer(), changedAt: InstantText, acts: Type.Array(ReturnAct), missing: Type.Array(Type.Enum(['consulate', ...returnNeeds])),
  chain: Type.Array(ChainStep),
});
export type ReturnCase = Static<typeof ReturnCase>;
export const listReturns = endpoint({ method: 'GET', path: '/api/returns', summary: 'Returns in which this agency is named as the consulate', input: Type.Object({}, closed), output: Type.Object({ items: Type.Array(ReturnCase) }) });
export const confirmAsConsulate = endpoint({
  method: 'POST', path: '/api/returns/:handoverId/confirmations', summary: 'Confirm as the consulate: identity, travel document, or that the authority of origin was told',
  input: Type.Object({ ...path, ...Confirmation }, closed), output: Answer,
});

/** `handover.consulate-named`, in the file of the first child. */
export interface ConsulateNamed {
  readonly handoverId: Uuid;
  readonly node: NodeId | null;
  readonly name: string;
  readonly country: string;
  readonly phone: string | null;
}
/** `handover.return-acted` */
export interface ReturnActed extends ReturnAct {
  readonly handoverId: Uuid;
}
/** What is told of a return, to the consulate and to the receiver alike. */
export interface ReturnState {
  readonly handoverId: Uuid;
  readonly receiver: NodeId;
  readonly status: string;
  readonly headcount: number;
  readonly consulate: { readonly node: NodeId | null; readonly name: string; readonly country: string; readonly phone: string | null };
  readonly acts: readonly ReturnAct[];
  readonly chain: readonly { readonly epoch: number; readonly holder: NodeId }[];
}
/** `handover.return-told` (no child at the consulate): the state of a return as its sender tells it. */
export interface ReturnTold extends ReturnState {
  readonly sender: NodeId;
  /** Set where this node is the receiver and knows the child. */
  readonly childId: ChildId | null;
}
/** `handover.return-answered` (no child): what this node confirmed as the consulate. */
export interface ReturnAnswered {
  readonly handoverId: Uuid;
  readonly act: ReturnAct;
}
