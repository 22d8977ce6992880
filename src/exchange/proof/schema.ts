import { Type } from 'typebox';
import { endpoint } from '#kernel/endpoint.ts';
import { ChildIdText, closed } from '#kernel/text-types.ts';

/** A file to hand to somebody outside, sealed by this node: `content` is to be kept letter for letter. */
export const ProofFile = Type.Object({ fileName: Type.String(), content: Type.String() });

export const exportCustody = endpoint({
  method: 'GET', path: '/api/children/:childId/custody/proof', summary: 'The signed chain of custody of a child as a file that anyone can verify offline; opaque identifiers only',
  input: Type.Object({ childId: ChildIdText }, closed), output: ProofFile,
});
