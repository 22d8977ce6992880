import { Type, type Static, type TSchema } from 'typebox';
import { endpoint } from '#kernel/endpoint.ts';
import { closed, CountryCode, InstantText, NodeIdText, nullable, text, UuidText } from '#kernel/text-types.ts';
import { SignedText } from './keys.ts';

/** What an administrator sends to another agency, signed by the inviting node: its card, and a secret that lets one node answer once. */
export const Invitation = Type.Object({ typ: Type.Literal('invitation/1'), invitationId: UuidText, by: NodeIdText, card: SignedText, secret: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }), expiresAt: InstantText }, closed);
export type Invitation = Static<typeof Invitation>;

/** The answer of the invited node, sealed to the inviting one: the secret proves the invitation, the card itself. */
export const InvitationAnswer = Type.Object({ typ: Type.Literal('invitation-answer/1'), secret: Invitation.properties.secret, card: SignedText }, closed);
export type InvitationAnswer = Static<typeof InvitationAnswer>;

/** Body of `governance.invitation-made`. */
export const InvitationMade = Type.Object({ invitationId: UuidText, secretHash: Type.String(), note: text(200), expiresAt: InstantText }, closed);
export type InvitationMade = Static<typeof InvitationMade>;
/** Body of `governance.invitation-answered`. */
export const InvitationAnswered = Type.Object({ invitationId: UuidText, card: SignedText }, closed);
export type InvitationAnswered = Static<typeof InvitationAnswered>;
/** Body of `governance.invitation-ended`. */
export const InvitationEnded = Type.Object({ invitationId: UuidText, how: Type.Enum(['confirmed', 'withdrawn']) }, closed);
export type InvitationEnded = Static<typeof InvitationEnded>;

/** `open`: waits for the other agency; `answered`: waits for the words to be compared here. */
export const invitationStatuses = ['open', 'answered', 'expired', 'confirmed', 'withdrawn'] as const;
/** What a card says of the node that shows it. */
export const ShownCard = Type.Object({ nodeId: NodeIdText, name: Type.String(), country: CountryCode, endpoint: Type.String(), dutyPhone: Type.String(), isKnown: Type.Boolean() });
export type ShownCard = Static<typeof ShownCard>;
export const InvitationView = Type.Object({
  invitationId: UuidText, note: Type.String(), status: Type.Enum([...invitationStatuses]), madeLabel: Type.String(), madeAt: InstantText, expiresAt: InstantText, answer: nullable(ShownCard),
});
export type InvitationView = Static<typeof InvitationView>;

const post = <I extends Record<string, TSchema>, O extends TSchema>(path: string, summary: string, input: I, output: O) => endpoint({ method: 'POST', path: `/api/governance/invitations${path}`, summary, input: Type.Object(input, closed), output });
const about = { invitationId: UuidText };
export const invite = post('', 'Invite another agency: a text that lets one node answer once, within some days', { note: text(200), days: Type.Integer({ minimum: 1, maximum: 30 }) }, Type.Object({ ...about, invitation: Type.String(), expiresAt: InstantText, fingerprint: Type.String() }));
export const listInvitations = endpoint({ method: 'GET', path: '/api/governance/invitations', summary: 'Invitations and how far each has come', input: Type.Object({}, closed), output: Type.Object({ invitations: Type.Array(InvitationView) }) });
export const withdrawInvitation = post('/:invitationId/withdrawal', 'Take back an invitation', about, Type.Object({}));
export const takeInvitationAnswer = post('/answer', 'Take in the answer of an invited node that came as a file', { answer: Type.String({ minLength: 80, maxLength: 200_000 }) }, Type.Object({}));
