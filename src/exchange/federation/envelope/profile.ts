import { Type, type Static } from 'typebox';
import { ChildIdText, closed, Code, Line } from './words.ts';

/** A coded value travels with its system and version; the receiver refuses a code it cannot map (custody/1 section 11). */
const CodedValue = Type.Object({ system: Code, version: Line(40), code: Line(80) }, closed);
const Value = Type.Union([CodedValue, Line(500), Type.Integer({ minimum: -1_000_000, maximum: 1_000_000 }), Type.Boolean()]);
const FieldName = Type.String({ pattern: '^[a-z][A-Za-z0-9]*([.][a-z][A-Za-z0-9]*)*$', maxLength: 80 });

/** What the agreement lets the other side see of one field, or why it does not: so that it knows what it does not know. */
const SharedField = Type.Union([
  Type.Object({ field: FieldName, value: Value }, closed),
  Type.Object({ field: FieldName, values: Type.Array(Value, { maxItems: 20 }) }, closed),
  Type.Object({ field: FieldName, withheld: Code }, closed),
]);

/** The least that is needed to say yes or no, by the agreement's field policy. */
export const Profile = Type.Object({ cid: ChildIdText, fields: Type.Array(SharedField, { maxItems: 60 }) }, closed);
export type Profile = Static<typeof Profile>;
