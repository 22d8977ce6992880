import type { Static } from 'typebox';
import { instantOf } from '#kernel/hybrid-clock.ts';
import type { ChildId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { CandidateState, contactMeans, FieldEvidence, FollowUp, Reunification, Safety, tellings, Verification } from '../schema.ts';
import type { Proposal, RequestBodies, RequestEntry } from './operations.ts';

/** Who said something, and when. */
export interface Said {
  readonly actor: string;
  readonly by: string;
  readonly at: Instant;
}

/** One child who may be the one sought, with everything that people did about it. */
export interface Candidate extends Proposal {
  readonly foundAt: Instant;
  /** The engine sees nothing in it any more, or the child's consent is gone. */
  readonly isGone: boolean;
  /** Refuted once, and then something about either record changed. */
  readonly hasComeBack: boolean;
  readonly confirmations: readonly (Said & { readonly reason: string })[];
  readonly refutation: (Said & { readonly reason: string; readonly seen: string }) | null;
  readonly verifications: readonly (Said & Static<typeof Verification>)[];
  readonly safety: (Said & Static<typeof Safety>) | null;
  readonly tellings: readonly (Said & { readonly what: (typeof tellings)[number]; readonly means: (typeof contactMeans)[number]; readonly note?: string })[];
  readonly reunification: (Said & Static<typeof Reunification> & { readonly answer: (Said & { readonly isApproved: boolean; readonly reason: string }) | null; readonly completed: (Said & { readonly day: string }) | null }) | null;
  readonly followUps: readonly (Said & Static<typeof FollowUp>)[];
}

/** What the full comparison says, as it is put on record: to a hundredth of a bit. */
export const keptEvidence = (evidence: readonly FieldEvidence[]): FieldEvidence[] => evidence.map(({ field, level, bits }) => ({ field, level, bits: Math.round(bits * 100) / 100 }));

/** What was compared, field by field: while it is the same, a refuted pair stays refuted. */
export const whatWasSeen = (evidence: readonly FieldEvidence[]): string => evidence.map(({ field, level }) => `${field}:${level}`).toSorted().join(' ');

/** Two different people must say that it is the same child. */
export const isConfirmed = ({ confirmations }: Pick<Candidate, 'confirmations'>): boolean => new Set(confirmations.map(({ actor }) => actor)).size >= 2;

export function stateOf(candidate: Candidate): CandidateState {
  if (candidate.reunification?.completed) return 'reunified';
  if (isConfirmed(candidate)) return 'confirmed';
  if (candidate.refutation) return 'refuted';
  return candidate.band === 'possible' ? 'possible' : 'likely';
}

const saidIn = ({ actor, actorLabel, madeAt }: RequestEntry): Said => ({ actor, by: actorLabel, at: instantOf(madeAt) });

/** A found record: new, or known under other evidence. What people decided stays; only a refutation falls when the evidence changed. */
export function proposed(known: Candidate | undefined, proposal: Proposal, at: Instant): Candidate {
  if (!known) {
    return { ...proposal, foundAt: at, isGone: false, hasComeBack: false, confirmations: [], refutation: null, verifications: [], safety: null, tellings: [], reunification: null, followUps: [] };
  }
  const isChanged = known.refutation !== null && known.refutation.seen !== whatWasSeen(proposal.evidence);
  return { ...known, ...proposal, isGone: false, ...(isChanged ? { refutation: null, hasComeBack: true, foundAt: at } : known.isGone ? { foundAt: at } : {}) };
}

type CandidateKind = 'candidate-verified' | 'candidate-judged' | 'safety-decided' | 'family-told' | 'reunification-proposed' | 'reunification-answered' | 'reunified' | 'followed-up';

/** How each act changes a candidate. */
const folds: { readonly [What in CandidateKind]: (candidate: Candidate, body: RequestBodies[What], said: Said) => Candidate } = {
  'candidate-verified': (candidate, { requestId: _request, childId: _child, ...verification }, said) => ({ ...candidate, verifications: [...candidate.verifications, { ...said, ...verification }] }),
  'candidate-judged': (candidate, { judgement, reason }, said) =>
    judgement === 'confirm'
      ? { ...candidate, confirmations: [...candidate.confirmations, { ...said, reason }] }
      : { ...candidate, confirmations: [], hasComeBack: false, refutation: { ...said, reason, seen: whatWasSeen(candidate.evidence) } },
  'safety-decided': (candidate, { checks, decision, reason }, said) => ({ ...candidate, safety: { ...said, checks, decision, reason } }),
  'family-told': (candidate, { what, means, note }, said) => ({ ...candidate, tellings: [...candidate.tellings, { ...said, what, means, ...(note === undefined ? {} : { note }) }] }),
  'reunification-proposed': (candidate, { requestId: _request, childId: _child, ...plan }, said) => ({ ...candidate, reunification: { ...said, ...plan, answer: null, completed: null } }),
  'reunification-answered': (candidate, { isApproved, reason }, said) => (candidate.reunification ? { ...candidate, reunification: { ...candidate.reunification, answer: { ...said, isApproved, reason } } } : candidate),
  reunified: (candidate, { day }, said) => (candidate.reunification ? { ...candidate, reunification: { ...candidate.reunification, completed: { ...said, day } } } : candidate),
  'followed-up': (candidate, { day, finding, isSafe, note }, said) => ({ ...candidate, followUps: [...candidate.followUps, { ...said, day, finding, isSafe, ...(note === undefined ? {} : { note }) }] }),
};

/** Applies an act to the candidate it is about; other acts change no candidate. */
export function actedOn(candidates: ReadonlyMap<ChildId, Candidate>, entry: RequestEntry): ReadonlyMap<ChildId, Candidate> {
  if (!(entry.what in folds)) return candidates;
  const { childId } = entry.body as { readonly childId: ChildId };
  const candidate = candidates.get(childId);
  if (!candidate) return candidates;
  const fold = folds[entry.what as CandidateKind] as (candidate: Candidate, body: unknown, said: Said) => Candidate;
  return new Map(candidates).set(childId, fold(candidate, entry.body, saidIn(entry)));
}
