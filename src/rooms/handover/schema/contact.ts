import { Type, type Static } from 'typebox';

/** What is known of the contact with a child. It is a fact of its own: custody stays where it is. */
export const contactStates = ['in_contact', 'not_seen', 'deported', 'transferred', 'detained', 'absconded', 'taken', 'dead_reported'] as const;
export const ContactState = Type.Enum(contactStates);
export type ContactState = Static<typeof ContactState>;
