import { Type, type Static, type TSchema } from 'typebox';
import { endpoint } from '#kernel/endpoint.ts';
import { nodeIdPattern } from '#kernel/identifier.ts';
import { ChildIdText, closed, CountryCode, DayText, InstantText, NodeIdText, nullable, text, UuidText } from '#kernel/text-types.ts';
import { ShownCard } from './schema/invitations.ts';
import { HashText, RevokedKey, SignedText } from './schema/keys.ts';

export type { OwnKeyRevoked } from './schema/keys.ts';
export { CountryRoot, CountryRootDocument, MembershipDraft, signedPartOf } from './schema/membership.ts';

/** What kind of body runs a node: the locks of `rules/locks.ts` follow from it. */
export const bodyKinds = ['migration_authority', 'child_protection_authority', 'consulate', 'public_shelter', 'civil_society', 'international_organization'] as const;
export const BodyKind = Type.Enum(bodyKinds);
export type BodyKind = Static<typeof BodyKind>;

/** `active`: traffic flows. `suspended`: refused until resumed. `decommissioned`: gone for good; its fence stays. */
const peerStatuses = ['active', 'suspended', 'decommissioned'] as const;
export const PeerStatus = Type.Enum(peerStatuses);
export type PeerStatus = Static<typeof PeerStatus>;

/** How two administrators compared the fingerprint of their cards. */
const ConfirmationMeans = Type.Enum(['in_person', 'phone', 'video_call']);

/** Body of `governance.own-card-issued`: this node's card, as its root signed it. */
export const OwnCardIssued = Type.Object({ card: SignedText }, closed);
export type OwnCardIssued = Static<typeof OwnCardIssued>;
/** Body of `governance.peer-added`. The card is the text that the peer's root signed. */
export const PeerAdded = Type.Object({ nodeId: NodeIdText, card: SignedText, bodyKind: BodyKind, fingerprint: Type.String(), confirmedBy: Type.String(), means: ConfirmationMeans }, closed);
export type PeerAdded = Static<typeof PeerAdded>;
/** Body of `governance.peer-card-changed`: a newer card of the same root. */
export const PeerCardChanged = Type.Object({ nodeId: NodeIdText, card: SignedText, fingerprint: Type.String() }, closed);
export type PeerCardChanged = Static<typeof PeerCardChanged>;
/** Body of `governance.peer-status-changed`. Messages of an incarnation below the fence are void. */
export const PeerStatusChanged = Type.Object({ nodeId: NodeIdText, status: PeerStatus, reason: text(500), fencedIncarnation: Type.Integer({ minimum: 0 }) }, closed);
export type PeerStatusChanged = Static<typeof PeerStatusChanged>;

/** Body of `governance.leaving-declared`: this node will leave the network. */
export const LeavingDeclared = Type.Object({ reason: text(500) }, closed);
export type LeavingDeclared = Static<typeof LeavingDeclared>;

/** Body of `governance.decommission-proposed`. */
export const DecommissionProposed = Type.Object({ nodeId: NodeIdText, reason: text(500), fencedIncarnation: Type.Integer({ minimum: 0 }) }, closed);
export type DecommissionProposed = Static<typeof DecommissionProposed>;
/** Body of `governance.decommission-withdrawn`. */
export const DecommissionWithdrawn = Type.Object({ nodeId: NodeIdText, reason: text(500) }, closed);
export type DecommissionWithdrawn = Static<typeof DecommissionWithdrawn>;

/** That a peer is gone for good: said by one person, waiting for a second. */
const DecommissionProposal = Type.Object({ reason: Type.String(), fencedIncarnation: Type.Integer(), proposedBy: Type.String(), proposedLabel: Type.String(), proposedAt: InstantText });

/** A peer as it is kept beside the keys, where no restore of the database reaches it. */
export const KeptPeer = Type.Object({ ...PeerAdded.properties, status: PeerStatus, fencedIncarnation: Type.Integer({ minimum: 0 }), revocations: Type.Optional(Type.Array(SignedText)) }, closed);
export type KeptPeer = Static<typeof KeptPeer>;

export const Peer = Type.Object({
  nodeId: NodeIdText,
  name: Type.String(),
  /** The organisation that answers for the node. */
  member: Type.String(),
  country: CountryCode,
  bodyKind: BodyKind,
  status: PeerStatus,
  endpoint: Type.String(),
  dutyPhone: Type.String(),
  softwareVersion: Type.String(),
  cardHash: HashText,
  cardSerial: Type.Integer(),
  /** When the newest signing key ends: before that, a newer card is needed. */
  keysValidUntil: InstantText,
  fingerprint: Type.String(),
  confirmedBy: Type.String(),
  confirmedAt: InstantText,
  means: ConfirmationMeans,
  fencedIncarnation: Type.Integer(),
  since: InstantText,
  decommissionProposal: nullable(DecommissionProposal),
  /** Keys that its root has revoked, the newest first. */
  revokedKeys: Type.Array(RevokedKey),
});
export type Peer = Static<typeof Peer>;

/** One line of the trust list: what changed, hash-chained to the line before. */
export const TrustEntry = Type.Object({
  sequence: Type.Integer(), nodeId: NodeIdText, change: Type.Enum(['added', 'card_changed', 'key_revoked', ...peerStatuses]), at: InstantText, by: Type.String(),
  cardHash: HashText, fencedIncarnation: Type.Integer(), previousHash: Type.String(), hash: HashText,
});
export type TrustEntry = Static<typeof TrustEntry>;

export const flowPurposes = ['custody_transfer', 'assisted_return', 'referral', 'family_tracing', 'lost_contact_search'] as const;
export const FlowPurpose = Type.Enum(flowPurposes);
export type FlowPurpose = Static<typeof FlowPurpose>;

export const caseCategories = ['unaccompanied', 'separated', 'accompanied', 'international_protection', 'trafficking', 'returned'] as const;
export const CaseCategory = Type.Enum(caseCategories);
export type CaseCategory = Static<typeof CaseCategory>;

/** From when on a field may leave: in the offer already, once the receiver has accepted, or not at all. */
export const Disclosure = Type.Enum(['at_offer', 'after_acceptance', 'never']);
export type Disclosure = Static<typeof Disclosure>;

/** By sensitivity class, and by field where one differs. Class E has no general rule: it leaves only where a field is named. */
const FieldPolicy = Type.Object(
  {
    byClass: Type.Object({ A: Disclosure, B: Disclosure, C: Disclosure, D: Disclosure }, closed),
    byField: Type.Record(Type.String({ pattern: '^[a-z]+(\\.[A-Za-z0-9-]+)+$' }), Disclosure),
  },
  closed,
);

/** What two nodes agree on; what both sign. */
export const AgreementTerms = Type.Object(
  {
    type: Type.Literal('agreement/1'),
    agreementId: UuidText,
    version: Type.Integer({ minimum: 1 }),
    parties: Type.Array(NodeIdText, { minItems: 2, maxItems: 2, uniqueItems: true }),
    purposes: Type.Array(FlowPurpose, { minItems: 1, uniqueItems: true }),
    categories: Type.Array(CaseCategory, { minItems: 1, uniqueItems: true }),
    /** Countries in which the child may be when something flows. */
    territory: Type.Array(CountryCode, { minItems: 1, uniqueItems: true }),
    validFrom: DayText,
    /** The last day on which it counts. */
    validUntil: DayText,
    fieldPolicy: FieldPolicy,
    onwardSharing: Type.Enum(['forbidden', 'with_consent', 'same_terms']),
    /** Hours after which an unanswered offer is escalated. */
    escalationHours: Type.Object({ emergency: Type.Integer({ minimum: 1, maximum: 720 }), forced: Type.Integer({ minimum: 1, maximum: 720 }), planned: Type.Integer({ minimum: 1, maximum: 2160 }) }, closed),
    /** How long the sender keeps the full file after the receiver has acknowledged it. */
    retentionDays: Type.Integer({ minimum: 0, maximum: 3650 }),
    legalBasis: text(2000),
  },
  closed,
);
export type AgreementTerms = Static<typeof AgreementTerms>;

/**
 * An agreement as it travels between the parties: the terms and who has signed them (detached JWS by node). Also the body
 * of `governance.agreement-recorded`, written again when the other party has signed.
 */
export const AgreementDocument = Type.Object(
  { terms: AgreementTerms, signatures: Type.Record(Type.String({ pattern: nodeIdPattern }), Type.String({ maxLength: 400 })) },
  closed,
);
export type AgreementDocument = Static<typeof AgreementDocument>;

/** Body of `governance.agreement-ended`. */
export const AgreementEnded = Type.Object({ agreementId: UuidText, reason: text(500) }, closed);
export type AgreementEnded = Static<typeof AgreementEnded>;

/**
 * `signed_here`: waits for the other party. `signed_there`: waits for us. `active`; `future`: both signed, not begun;
 * `expired`; `ended`: by a party; `replaced`: a newer version is active.
 */
export const agreementStatuses = ['signed_here', 'signed_there', 'future', 'active', 'expired', 'ended', 'replaced'] as const;
export const Agreement = Type.Object({
  terms: AgreementTerms,
  signatures: AgreementDocument.properties.signatures,
  endedAt: nullable(InstantText),
  isReplaced: Type.Boolean(),
});
export type Agreement = Static<typeof Agreement>;
export const AgreementView = Type.Object({ ...Agreement.properties, peer: NodeIdText, status: Type.Enum(agreementStatuses), daysLeft: Type.Integer() });
export type AgreementView = Static<typeof AgreementView>;

/** Body of `governance.fact-withheld`: what stands in a file for an operation that did not travel. */
export const FactWithheld = Type.Object({ withheld: Type.String() }, closed);
export type FactWithheld = Static<typeof FactWithheld>;

const get = <I extends Record<string, TSchema>, O extends TSchema>(path: string, summary: string, input: I, output: O) =>
  endpoint({ method: 'GET', path, summary, input: Type.Object(input, closed), output });
const post = <I extends Record<string, TSchema>, O extends TSchema>(path: string, summary: string, input: I, output: O) =>
  endpoint({ method: 'POST', path, summary, input: Type.Object(input, closed), output });
const Nothing = Type.Object({});
const peerPath = { nodeId: NodeIdText };

export const viewOwnCard = get('/api/governance/card', 'The signed card of this node, to give to a peer', {}, Type.Object({ nodeId: NodeIdText, card: SignedText, fingerprint: Type.String() }));
export const listPeers = get('/api/governance/peers', 'Peers with card, confirmation and status', {}, Type.Object({ peers: Type.Array(Peer) }));
export const inspectCard = post('/api/governance/cards/inspection', "What a peer's card or invitation says, before it is trusted", { card: SignedText }, Type.Object({ ...ShownCard.properties, isInvitation: Type.Boolean() }));
export const addPeer = post('/api/governance/peers', 'Trust a peer whose fingerprint was compared by phone or in person', { card: SignedText, bodyKind: BodyKind, fingerprint: text(200), means: ConfirmationMeans }, Type.Object(peerPath));
export const confirmInvitation = post('/api/governance/invitations/:invitationId/confirmation', 'Trust the node that answered an invitation, its fingerprint compared by phone or in person', { invitationId: UuidText, bodyKind: BodyKind, fingerprint: text(200), means: ConfirmationMeans }, Type.Object(peerPath));
export const changePeerCard = post('/api/governance/peers/:nodeId/card', "Take a newer card signed by the same peer's root", { ...peerPath, card: SignedText }, Nothing);
export const suspendPeer = post('/api/governance/peers/:nodeId/suspension', 'Refuse all traffic with a peer', { ...peerPath, reason: text(500), fencedIncarnation: Type.Optional(Type.Integer({ minimum: 0 })) }, Nothing);
export const resumePeer = post('/api/governance/peers/:nodeId/resumption', 'Let traffic with a suspended peer flow again', { ...peerPath, reason: text(500), fencedIncarnation: Type.Optional(Type.Integer({ minimum: 0 })) }, Nothing);
export const decommissionPeer = post('/api/governance/peers/:nodeId/decommission', 'Propose to record that a peer is gone for good; a second person confirms it', { ...peerPath, reason: text(500), fencedIncarnation: Type.Integer({ minimum: 0 }) }, Nothing);
export const confirmDecommission = post('/api/governance/peers/:nodeId/decommission/confirmation', 'Confirm as a second person that a peer is gone for good', peerPath, Nothing);
export const withdrawDecommission = post('/api/governance/peers/:nodeId/decommission/withdrawal', 'Take back the proposal that a peer is gone for good', { ...peerPath, reason: text(500) }, Nothing);
export const viewTrustList = get('/api/governance/trust-list', 'Every change of trust, hash-chained', {}, Type.Object({ entries: Type.Array(TrustEntry), isUnbroken: Type.Boolean() }));

export const listAgreements = get('/api/governance/agreements', 'Agreements with their state and days left', { peer: Type.Optional(NodeIdText) }, Type.Object({ agreements: Type.Array(AgreementView) }));
const { type: _type, agreementId: _agreementId, version: _version, parties: _parties, ...negotiable } = AgreementTerms.properties;
export const draftAgreement = post('/api/governance/agreements', 'Draft an agreement, or a new version of one, and sign it for this node', { peer: NodeIdText, replaces: Type.Optional(UuidText), ...negotiable }, AgreementDocument);
export const signAgreement = post('/api/governance/agreements/signature', 'Sign an agreement that a peer has drafted and signed', { document: AgreementDocument }, AgreementDocument);
export const completeAgreement = post('/api/governance/agreements/completion', "Take a peer's signature on an agreement that this node has signed", { document: AgreementDocument }, Nothing);
export const listWithheld = get('/api/children/:childId/withheld', "What a sending agency kept back of a child's file as a whole: that there is something, not what", { childId: ChildIdText }, Type.Object({ facts: Type.Array(Type.Object({ at: InstantText, nodeId: NodeIdText, reason: Type.String() })) }));
export const endAgreement = post('/api/governance/agreements/:agreementId/ending', 'End an agreement at once, for a reason', { agreementId: UuidText, reason: text(500) }, Nothing);
