import { Type } from 'typebox';
import { endpoint } from '#kernel/endpoint.ts';
import { ChildIdText, closed, UuidText } from '#kernel/text-types.ts';

/** A finished document, in base64: the desk shows and prints it; printing is recorded in the file. */
export const Printed = Type.Object({ fileName: Type.String(), mediaType: Type.Literal('application/pdf'), folio: Type.String(), bytes: Type.String() });

const language = { language: Type.Optional(Type.Enum(['es', 'en'])) };

export const printDeliveryRecord = endpoint({
  method: 'POST', path: '/api/handovers/:handoverId/delivery-record', summary: 'The delivery record (acta de entrega-recepción) of one child in a handover',
  input: Type.Object({ handoverId: UuidText, childId: ChildIdText, ...language }, closed), output: Printed,
});
export const printReferralLetter = endpoint({
  method: 'POST', path: '/api/referrals/:referralId/letter', summary: 'The referral letter (oficio de canalización)', input: Type.Object({ referralId: UuidText, ...language }, closed), output: Printed,
});
export const issueCard = endpoint({
  method: 'POST', path: '/api/children/:childId/card', summary: "The child's card: a code without meaning; an earlier card stops working", input: Type.Object({ childId: ChildIdText, ...language }, closed),
  output: Type.Object({ ...Printed.properties, number: Type.String() }),
});
export const revokeCard = endpoint({ method: 'POST', path: '/api/children/:childId/card/revocation', summary: 'Make the card worthless', input: Type.Object({ childId: ChildIdText }, closed), output: Type.Object({ revoked: Type.Boolean() }) });
