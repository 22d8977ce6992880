import type { InputOf } from '#kernel/endpoint.ts';
import type { Role } from '#kernel/role.ts';
import type { Concern, NoteKind, receiveChild } from '#rooms/case/schema.ts';
import type { AgreementTerms, BodyKind, FlowPurpose } from '#rooms/governance/schema.ts';
import type { Delivery, offerCustody, Plan, Urgency } from '#rooms/handover/schema.ts';
import type { Bilingual, RiskLevel } from '#rooms/law/schema.ts';

/** The six sovereign nodes of the training corridor. */
export const nodeKeys = ['mx-inm', 'mx-dif', 'mx-albergue', 'gt-pgn', 'sv-conapina', 'hn-senaf'] as const;
export type NodeKey = (typeof nodeKeys)[number];

/** Everything the corridor starts with: play `agreements`, then `users`, then the events of all stories by time. */
export interface TrainingCorridor {
  readonly nodes: readonly TrainingNode[];
  readonly agreements: readonly TrainingAgreement[];
  readonly users: readonly TrainingUser[];
  readonly stories: readonly TrainingStory[];
}

export interface TrainingNode {
  readonly key: NodeKey;
  readonly name: Bilingual;
  readonly shortName: string;
  /** The organisation that answers for the node. */
  readonly member: string;
  readonly country: 'MX' | 'GT' | 'SV' | 'HN';
  readonly bodyKind: BodyKind;
  /** Code of `reference/places`. */
  readonly place: string;
  readonly city: string;
  /** Numbers that no network assigns: the subscriber part begins with zeros. */
  readonly dutyPhone: string;
  /** What a stranger who scans a child's card is told. */
  readonly publicHelpline: string;
  readonly teams: readonly { readonly key: string; readonly name: string }[];
}

/** An agreement between two nodes, as `draftAgreement` takes it; the player fills in identifiers and signatures. */
export interface TrainingAgreement extends Omit<AgreementTerms, 'type' | 'agreementId' | 'version' | 'parties'> {
  readonly key: string;
  readonly parties: readonly [NodeKey, NodeKey];
}

export interface TrainingUser {
  readonly node: NodeKey;
  /** Unique over the whole corridor, for example `ana.lopez`. */
  readonly userName: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  /** Keys of the node's teams; empty for those who do not work on files. */
  readonly teams: readonly string[];
  readonly language: 'es' | 'en';
}

/** What `receiveChild` takes, without the identifiers of team and worker. */
export type TrainingIntake = Omit<InputOf<typeof receiveChild>, 'teamId' | 'workerId'>;

export interface TrainingChild {
  /** `c001` and so on: stands for the identifier that the node mints. */
  readonly key: string;
  readonly intake: TrainingIntake;
  /**
   * A wish or indicator of asylum, known at intake: such a child is never offered to a body of her own state. In some
   * stories it shows only later; then the offer is withdrawn with the reason `asylum_wish`.
   */
  readonly needsInternationalProtection: boolean;
  /** The way she came, as codes of `reference/places`; `route` is a code of `reference/routes` or null. */
  readonly journey: { readonly route: string | null; readonly places: readonly string[] };
  /** Another child of the corridor who is the same person, written down differently: food for the tracing screens. */
  readonly sameAs: string | null;
}

export type Bond = 'single' | 'siblings' | 'mother_and_child';

/** One child, or those who travel together: they move in one handover. */
export interface TrainingStory {
  /** `s001` and so on. */
  readonly key: string;
  readonly path: string;
  readonly bond: Bond;
  readonly children: readonly TrainingChild[];
  /** In order; each happens at `today` plus `hour` hours, and no event is later than today. */
  readonly events: readonly TrainingEvent[];
}

interface Happening {
  /** Hours from today: negative is past. */
  readonly hour: number;
  /** The node at which it is done, and by whom. */
  readonly node: NodeKey;
  readonly user: string;
}
interface AboutChild extends Happening {
  readonly child: string;
}
interface OfHandover extends Happening {
  /** `s001-h1` and so on: stands for the handover's identifier. */
  readonly handover: string;
}

/** A plan or a delivery whose moment is an hour from today: the player turns `hour` into `at`. */
export type AtHour<T> = Omit<T, 'at'> & { readonly hour: number };

interface Received extends AboutChild {
  readonly kind: 'received';
  readonly team: string;
}
interface NoteWritten extends AboutChild {
  readonly kind: 'note-written';
  readonly noteKind: NoteKind;
  readonly text: string;
}
interface ConcernsRecorded extends AboutChild {
  readonly kind: 'concerns-recorded';
  readonly concerns: readonly Concern[];
}
interface UrgencyChanged extends AboutChild {
  readonly kind: 'urgency-changed';
  readonly urgency: RiskLevel;
  readonly reason: string;
}
interface TeamMoved extends AboutChild {
  readonly kind: 'team-moved';
  readonly team: string;
  readonly reason: string;
}
/** A service without custody. `to` is a node; without it, the service is outside and reached on paper. */
interface Referred extends AboutChild {
  readonly kind: 'referred';
  readonly referral: string;
  readonly to: NodeKey | null;
  readonly outside: string | null;
  /** Code of `reference/risk/needs`. */
  readonly service: string;
  readonly urgency: Urgency;
  readonly reason: string;
  readonly consentOverride: ConsentOverride | null;
}
/** For an outside service, written by the referring node. */
interface ReferralAnswered extends AboutChild {
  readonly kind: 'referral-answered';
  readonly referral: string;
  readonly answer: 'accepted' | 'declined' | 'provided' | 'not_provided';
  readonly reason: string;
}
export type ConsentOverride = NonNullable<InputOf<typeof offerCustody>['consentOverride']>;

export interface Offered extends OfHandover {
  readonly kind: 'offered';
  readonly children: readonly string[];
  readonly to: NodeKey;
  readonly purpose: FlowPurpose;
  /** Code of `reference/handover/handover-reasons`. */
  readonly reason: string;
  readonly urgency: Urgency;
  /** `hour` plus the agreement's escalation hours for this urgency; at or before 0 it is overdue. */
  readonly decideByHour: number;
  readonly plan: AtHour<Plan>;
  readonly note: string;
  readonly consentOverride: ConsentOverride | null;
}
interface Accepted extends OfHandover {
  readonly kind: 'accepted';
  readonly team: string;
  readonly plan: AtHour<Plan>;
}
interface Declined extends OfHandover {
  readonly kind: 'declined';
  /** Code of `reference/handover/decline-reasons`. */
  readonly reason: string;
}
interface Withdrawn extends OfHandover {
  readonly kind: 'withdrawn';
  /** Code of `reference/handover/withdrawal-reasons`. */
  readonly reason: string;
}
/** The sender confirms the delivery: custody passes here, never earlier. */
interface Delivered extends OfHandover {
  readonly kind: 'delivered';
  readonly delivery: AtHour<Delivery>;
}
/** The receiver confirms that the children are there. */
interface Arrived extends OfHandover {
  readonly kind: 'arrived';
  readonly condition: string;
}

/** One kind of it: `Extract<TrainingEvent, { kind: 'accepted' }>`. */
export type TrainingEvent =
  | Received | NoteWritten | ConcernsRecorded | UrgencyChanged | TeamMoved | Referred | ReferralAnswered
  | Offered | Accepted | Declined | Withdrawn | Delivered | Arrived;
