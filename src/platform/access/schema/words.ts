import { Type, type Static } from 'typebox';
import { childIdPattern, nodeIdPattern, uuidPattern, type ChildId, type NodeId, type Uuid } from '#kernel/identifier.ts';
import { instantPattern, type Instant } from '#kernel/instant.ts';
import { roles } from '#kernel/role.ts';

/** Words that several endpoints of the access room share. */
export const UuidText = Type.Unsafe<Uuid>(Type.String({ pattern: uuidPattern }));
export const ChildIdText = Type.Unsafe<ChildId>(Type.String({ pattern: childIdPattern }));
export const NodeIdText = Type.Unsafe<NodeId>(Type.String({ pattern: nodeIdPattern }));
export const InstantText = Type.Unsafe<Instant>(Type.String({ pattern: instantPattern }));
export const InstantOrNull = Type.Union([InstantText, Type.Null()]);

export const RoleName = Type.Enum([...roles]);
const languages = ['es', 'en'] as const;
export const Language = Type.Enum([...languages]);
export type Language = Static<typeof Language>;

/** Small and capital letters are alike; kept only as a keyed token and sealed. */
export const UserName = Type.String({ minLength: 3, maxLength: 40, pattern: '^[A-Za-z0-9][A-Za-z0-9._-]+$' });
export const DisplayName = Type.String({ minLength: 2, maxLength: 80 });
/** Any password that can be typed; the vault's password policy says what a new one must be. */
export const Password = Type.String({ minLength: 1, maxLength: 128 });
const minimumPasswordLength = 12;
export const NewPassword = Type.String({ minLength: minimumPasswordLength, maxLength: 128 });
/** A random secret that the node handed out: never guessable, never stored in the clear. */
export const Token = Type.String({ minLength: 20, maxLength: 100, pattern: '^[A-Za-z0-9_-]+$' });

export const Done = Type.Object({});
