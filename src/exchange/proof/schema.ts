import { Type } from 'typebox';
import { endpoint } from '#kernel/endpoint.ts';
import { ChildIdText, closed } from '#kernel/text-types.ts';

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
