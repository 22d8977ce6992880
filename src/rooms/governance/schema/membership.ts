import { Type, type Static, type TSchema } from 'typebox';
import { endpoint } from '#kernel/endpoint.ts';
import { closed, CountryCode, InstantText, NodeIdText, nullable, text } from '#kernel/text-types.ts';
import { HashText } from './keys.ts';

const Detached = Type.String({ maxLength: 1000, pattern: '^[A-Za-z0-9_-]+\\.\\.[A-Za-z0-9_-]{86}$' });
const Signatures = Type.Array(Detached, { minItems: 1, maxItems: 30 });
const Means = Type.Enum(['in_person', 'phone', 'video_call']);

/** Who governs membership for a country: any `threshold` of the named keys together. The keys lie with people, not on nodes. */
export const CountryRoot = Type.Object(
  {
    typ: Type.Literal('country-root/1'), country: CountryCode, version: Type.Integer({ minimum: 1, maximum: 10_000 }), threshold: Type.Integer({ minimum: 1, maximum: 15 }),
    keys: Type.Array(Type.Object({ name: text(120), kid: HashText, x: HashText }, closed), { minItems: 1, maxItems: 15 }), from: InstantText,
  },
  closed,
);
export type CountryRoot = Static<typeof CountryRoot>;
/** A root as it travels: signed by its own keys, all of them; a later version also by `threshold` keys of the one before. */
export const CountryRootDocument = Type.Object({ root: CountryRoot, signatures: Signatures }, closed);
export type CountryRootDocument = Static<typeof CountryRootDocument>;

/** What a node may be asked for. `reception`: receives those who are brought to its country; `coordinator`: keeps the directory. */
export const memberRoles = ['custody', 'reception', 'tracing', 'coordinator'] as const;
export const memberStatuses = ['active', 'suspended', 'decommissioned'] as const;

/** One line of a country's trust list (custody/1 section 2): what its root says of one node from then on. */
export const MembershipEntry = Type.Object(
  {
    nodeId: NodeIdText, member: text(120), country: CountryCode, roles: Type.Array(Type.Enum([...memberRoles]), { maxItems: 20, uniqueItems: true }), cardHash: HashText,
    status: Type.Enum([...memberStatuses]), fencedInc: nullable(Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1 })), from: InstantText,
  },
  closed,
);
export type MembershipEntry = Static<typeof MembershipEntry>;
const chained = { seq: Type.Integer({ minimum: 1, maximum: 1_000_000 }), prevHash: nullable(HashText), entry: MembershipEntry };
/** As it travels, by message or by file: its place in the list of its country, and who signed it. Also the body of `governance.membership-recorded`. */
export const MembershipDocument = Type.Object({ ...chained, signatures: Signatures }, closed);
export type MembershipDocument = Static<typeof MembershipDocument>;
/** Not signed yet, or not by enough. */
export const MembershipDraft = Type.Object({ ...chained, signatures: Type.Array(Detached, { maxItems: 30 }) }, closed);
export type MembershipDraft = Static<typeof MembershipDraft>;

/** What the keys sign. */
export const signedPartOf = ({ seq, prevHash, entry }: Pick<MembershipDraft, 'seq' | 'prevHash' | 'entry'>) => ({ typ: 'trust-entry/1', seq, prevHash, entry });

/** Body of `governance.country-root-adopted`. `means`: how the six words were compared; null for a version that the former root signed. */
export const CountryRootAdopted = Type.Object({ document: CountryRootDocument, fingerprint: Type.String(), means: nullable(Means) }, closed);
export type CountryRootAdopted = Static<typeof CountryRootAdopted>;
/** A country's root as this node knows it, and how far its list has come. */
export const CountryView = Type.Object({
  country: CountryCode, version: Type.Integer(), threshold: Type.Integer(), keyNames: Type.Array(Type.String()), fingerprint: Type.String(), since: InstantText,
  entries: Type.Integer(), lastHash: nullable(HashText), lastFrom: nullable(InstantText), isStale: Type.Boolean(),
});
export type CountryView = Static<typeof CountryView>;

/** A node in the directory: what its country's root says last, and what this node knows of it. */
export const Member = Type.Object({
  ...MembershipEntry.properties, seq: Type.Integer(), name: nullable(Type.String()), dutyPhone: nullable(Type.String()), endpoint: nullable(Type.String()),
  /** `self`; a peer of this node with its own status here; `unknown`: a member whom this node has not met. */
  standing: Type.Enum(['self', 'active', 'suspended', 'decommissioned', 'unknown']),
  /** Whether the card that this node knows is the one in the list: null for a stranger, false after keys were changed. */
  isSameCard: nullable(Type.Boolean()),
});
export type Member = Static<typeof Member>;

const listed = { nodeId: NodeIdText, name: nullable(Type.String()), member: Type.String(), country: CountryCode, roles: Type.Array(Type.String()), status: Type.String(), endpoint: nullable(Type.String()), dutyPhone: nullable(Type.String()), cardHash: HashText };
/** The directory of nodes as a coordinator signs it: to be printed, carried, and compared. */
export const Directory = Type.Object(
  { typ: Type.Literal('directory/1'), by: NodeIdText, byName: Type.String(), issuedAt: InstantText, nodes: Type.Array(Type.Object(listed, closed), { maxItems: 5000 }), heads: Type.Array(Type.Object({ country: CountryCode, seq: Type.Integer(), hash: HashText }, closed), { maxItems: 100 }) },
  closed,
);
export type Directory = Static<typeof Directory>;

const get = <O extends TSchema>(path: string, summary: string, output: O) => endpoint({ method: 'GET', path, summary, input: Type.Object({}, closed), output });
const post = <I extends Record<string, TSchema>, O extends TSchema>(path: string, summary: string, input: I, output: O) => endpoint({ method: 'POST', path, summary, input: Type.Object(input, closed), output });

export const viewDirectory = get('/api/governance/directory', 'The nodes of all countries as their roots list them, and how far each list has come', Type.Object({ countries: Type.Array(CountryView), members: Type.Array(Member) }));
export const inspectCountryRoot = post('/api/governance/countries/inspection', 'What a country root says, before it is adopted', { document: CountryRootDocument }, Type.Object({ root: CountryRoot, isKnown: Type.Boolean(), followsKnown: Type.Boolean() }));
export const adoptCountryRoot = post('/api/governance/countries', 'Adopt the root of a country whose six words were compared, or a later version that the former one signed', { document: CountryRootDocument, fingerprint: Type.Optional(text(200)), means: Type.Optional(Means) }, Type.Object({ country: CountryCode }));
export const draftMembership = post('/api/governance/membership/draft', 'Prepare the next line of a trust list for those who govern to sign', { nodeId: NodeIdText, roles: MembershipEntry.properties.roles, status: MembershipEntry.properties.status, fencedIncarnation: Type.Optional(Type.Integer({ minimum: 0 })) }, MembershipDraft);
export const takeMembershipList = post('/api/governance/membership', 'Take in lines of trust lists from a file', { documents: Type.Array(MembershipDocument, { minItems: 1, maxItems: 5000 }) }, Type.Object({ taken: Type.Integer(), known: Type.Integer() }));
export const exportMembership = get('/api/governance/membership', 'All lines of all trust lists with their signatures, to be carried to another node', Type.Object({ documents: Type.Array(MembershipDocument) }));
export const signDirectory = post('/api/governance/directory/signature', 'Sign the directory as it stands now', {}, Type.Object({ directory: Type.String() }));
export const readDirectory = post('/api/governance/directory/reading', 'What a signed directory says, and whether its signature holds', { directory: Type.String({ minLength: 80, maxLength: 4_000_000 }) }, Directory);
