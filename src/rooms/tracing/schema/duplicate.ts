import { Type, type Static } from 'typebox';
import { endpoint } from '#kernel/endpoint.ts';
import { ChildIdText, closed, InstantText, nullable, text, UuidText } from '#kernel/text-types.ts';
import { PartialProfile } from '#rooms/person/schema.ts';
import { FieldEvidence } from './candidate.ts';

export const pairStates = ['open', 'not_same', 'joined'] as const;
export const PairState = Type.Enum(pairStates);

const PairSide = Type.Object({
  /** Null where the file is out of reach. */
  childId: nullable(ChildIdText), name: Type.String(), isHeldHere: Type.Boolean(), custodian: nullable(Type.Object({ name: Type.String(), dutyPhone: Type.String(), isThisNode: Type.Boolean() })),
});
export const PairItem = Type.Object({
  pairId: UuidText, state: PairState, band: Type.String(), foundAt: InstantText, one: PairSide, other: PairSide, reasons: Type.Array(FieldEvidence), warnings: Type.Array(Type.String()),
  /** Both are in this agency's care and within reach: only then they can become one file here. */
  canJoin: Type.Boolean(),
});
export type PairItem = Static<typeof PairItem>;

const SideView = Type.Object({ ...PairSide.properties, values: PartialProfile, receivedAt: nullable(InstantText) });
export const PairView = Type.Object({ ...PairItem.properties, one: SideView, other: SideView, probability: Type.Number(), judged: nullable(Type.Object({ by: Type.String(), at: InstantText, reason: Type.String(), keptChildId: nullable(ChildIdText) })) });
export type PairView = Static<typeof PairView>;

const one = { pairId: UuidText };
export const listPairs = endpoint({
  method: 'GET', path: '/api/duplicates', summary: 'Files that may speak of one child, the most probable first', input: Type.Object({ state: Type.Optional(PairState) }, closed), output: Type.Object({ items: Type.Array(PairItem), checked: Type.Boolean() }),
});
export const viewPair = endpoint({ method: 'GET', path: '/api/duplicates/:pairId', summary: 'Two files side by side', input: Type.Object(one, closed), output: PairView });
export const judgePair = endpoint({
  method: 'POST', path: '/api/duplicates/:pairId/judgement', summary: 'Two children, or one: then one file takes in what the other says',
  input: Type.Object({ ...one, isSame: Type.Boolean(), keep: Type.Optional(ChildIdText), reason: text(200) }, closed), output: Type.Object({}),
});
export const undoPair = endpoint({ method: 'POST', path: '/api/duplicates/:pairId/undo', summary: 'Take a judgement back: a joined file is opened again', input: Type.Object({ ...one, reason: text(200) }, closed), output: Type.Object({}) });
export const runDuplicates = endpoint({ method: 'POST', path: '/api/duplicates/run', summary: 'Compare every file with every other anew', input: Type.Object({}, closed), output: Type.Object({}) });
