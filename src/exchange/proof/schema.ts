import { Type, type Static } from 'typebox';
import { endpoint } from '#kernel/endpoint.ts';
import type { Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import { ChildIdText, closed, InstantText, nullable, text, UuidText } from '#kernel/text-types.ts';

/** A file to hand to somebody outside, sealed by this node: `content` is to be kept letter for letter. */
const ProofFile = Type.Object({ fileName: Type.String(), content: Type.String() });

export const exportEquivocation = endpoint({
  method: 'GET', path: '/api/children/:childId/custody/dispute/proof', summary: 'The proof that one agency signed a child to two others, as a file that anyone can verify offline',
  input: Type.Object({ childId: ChildIdText }, closed), output: ProofFile,
});

export const exportCustody = endpoint({
  method: 'GET', path: '/api/children/:childId/custody/proof', summary: 'The signed chain of custody of a child as a file that anyone can verify offline; opaque identifiers only',
  input: Type.Object({ childId: ChildIdText }, closed), output: ProofFile,
});

/** `proof.audit-asked`: somebody asks for the export of a period. */
export interface AuditAsked {
  readonly exportId: Uuid;
  readonly from: Instant;
  readonly until: Instant;
  readonly reason: string;
}
/** `proof.audit-answered`: a second person has released or refused it. */
export interface AuditAnswered {
  readonly exportId: Uuid;
  readonly status: 'released' | 'refused';
}

/** One request for an auditor's export. `canFetch`: the reader is one of the two, and the release is fresh. */
const AuditItem = Type.Object({
  exportId: UuidText, from: InstantText, until: InstantText, reason: Type.String(), status: Type.Enum(['asked', 'released', 'refused']), requestedLabel: Type.String(), requestedAt: InstantText,
  answeredLabel: nullable(Type.String()), answeredAt: nullable(InstantText), isOwn: Type.Boolean(), canFetch: Type.Boolean(),
});
export type AuditItem = Static<typeof AuditItem>;

export const listAudits = endpoint({ method: 'GET', path: '/api/audits', summary: 'Exports for auditors: who asked, who released', input: Type.Object({}, closed), output: Type.Object({ items: Type.Array(AuditItem) }) });
export const askForAudit = endpoint({
  method: 'POST', path: '/api/audits', summary: 'Ask for the export of a period; another person must release it',
  input: Type.Object({ from: InstantText, until: InstantText, reason: text(500) }, closed), output: Type.Object({ exportId: UuidText }),
});
export const answerAudit = endpoint({
  method: 'POST', path: '/api/audits/:exportId/answer', summary: 'Release or refuse an export that somebody else asked for',
  input: Type.Object({ exportId: UuidText, isReleased: Type.Boolean() }, closed), output: Type.Object({ status: Type.Enum(['asked', 'released', 'refused']) }),
});
export const fetchAudit = endpoint({
  method: 'GET', path: '/api/audits/:exportId/file', summary: 'A released export: hashes, heads, receipts and access entries of the period, no contents',
  input: Type.Object({ exportId: UuidText }, closed), output: ProofFile,
});
