import { Type, type TSchema } from 'typebox';
import { childIdPattern, nodeIdPattern, uuidPattern, type ChildId, type NodeId, type Uuid } from './identifier.ts';
import { instantPattern, type Instant } from './instant.ts';

/** The schema words that every room uses: identifiers, moments, days, codes, bounded text. */
export const ChildIdText = Type.Unsafe<ChildId>(Type.String({ pattern: childIdPattern }));
export const NodeIdText = Type.Unsafe<NodeId>(Type.String({ pattern: nodeIdPattern }));
export const UuidText = Type.Unsafe<Uuid>(Type.String({ pattern: uuidPattern }));
export const InstantText = Type.Unsafe<Instant>(Type.String({ pattern: instantPattern }));
export const DayText = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
/** ISO 3166-1 alpha-2; `XX` for a child whom no state counts as its own. */
export const CountryCode = Type.String({ pattern: '^[A-Z]{2}$' });
/** A code of the reference data. */
export const CodeText = Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_-]{0,60}$' });
/** Controls of devices, and signs that turn the direction of writing: they make a name look like another. */
const unseen = '\\u0000-\\u0008\\u000e-\\u001f\\u007f\\u202a-\\u202e\\u2066-\\u2069';
/** Text that a person wrote: at least one visible character, at most `maxLength`, nothing that acts unseen. */
export const text = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: `^(?=\\s*\\S)[^${unseen}]*$` });
export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
/** Nothing beside the named properties. */
export const closed = { additionalProperties: false } as const;
