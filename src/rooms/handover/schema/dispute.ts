import { Type, type Static } from 'typebox';
import { endpoint } from '#kernel/endpoint.ts';
import { ChildIdText, closed, InstantText, text } from '#kernel/text-types.ts';
import { AgencyView } from './agency.ts';

/** One agency signed the child to two others at one place of the chain: both answer, neither hands over. */
export const DisputeView = Type.Object({ epoch: Type.Integer(), signer: AgencyView, successors: Type.Array(AgencyView), since: InstantText });
export type DisputeView = Static<typeof DisputeView>;

export const settleDispute = endpoint({
  method: 'POST', path: '/api/children/:childId/custody/dispute/settlement', summary: 'Put on record that who governs has decided between two custodians: this agency may act on the child again',
  input: Type.Object({ childId: ChildIdText, epoch: Type.Integer({ minimum: 1 }), reason: text(1000) }, closed), output: Type.Object({ epoch: Type.Integer() }),
});
