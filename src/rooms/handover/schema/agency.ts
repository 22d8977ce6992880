import { Type, type Static } from 'typebox';
import { NodeIdText } from '#kernel/text-types.ts';

/** An agency as everyone may see it: who it is and the number that is answered day and night. */
export const AgencyView = Type.Object({
  nodeId: NodeIdText, name: Type.String(), shortName: Type.String(), country: Type.String(), dutyPhone: Type.String(), isThisNode: Type.Boolean(),
});
export type AgencyView = Static<typeof AgencyView>;
