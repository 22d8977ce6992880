/**
 * The rules R1 to R26 of custody/1, as far as the kernel applies them by a condition. Production always runs with
 * `allRules`; only the model checker switches one off, to prove that it is needed. Five rules have no switch, because
 * this kernel has no code path that could break them (R5 an acceptance binds, R7 the release is kept until its
 * acknowledgement, R8 the forwarding record outlives the personal data, R11 a group moves in one commit, R12 an
 * intake counts only once witnessed), and R13 (messages are derived from saved state) is `outboxOf`: for these the
 * checker builds the wrong design itself.
 */
export const allRules = {
  /** R1: a message of an older incarnation of its sender is void. */
  olderSenderIsVoid: true,
  /** R2: a restored node has no authority until it has recovered. */
  restoredNodeWaits: true,
  /** R3: a commit is taken only if its epochs are newer than what is known. */
  commitMustBeNewer: true,
  /** R4: one live offer per child, or a few that are flagged as parallel. Courtesy, not safety. */
  oneOfferPerChild: true,
  /** R6: a withdrawn handover is never committed nor taken. */
  withdrawalIsFinal: true,
  /** R9: tracking only moves forward. */
  trackingMovesForward: true,
  /** R10: after recovery, releases of our own that only a peer remembers are issued again. */
  releasesIssuedAgain: true,
  /** R14: recovery waits for every peer, not for the first. */
  everyPeerAnswers: true,
  /** R15: a recovering node still answers SYNC, else two of them wait for ever. */
  recoveringNodeAnswers: true,
  /** R16: a message is bound to the incarnation of its addressee as well. */
  olderAddresseeIsVoid: true,
  /** R17: COMMIT and ACK are matched by epochs, not by handover identifier alone. Second line behind R16. */
  epochsMustMatch: true,
  /** R18: a recovering peer's answer counts only once its own former messages are void everywhere. */
  onlyCompleteAnswersCount: true,
  /** R19: a commit carries the receiver's own acceptance, so a local refusal of a stale offer cannot block it. */
  commitBeatsDecline: true,
  /** R20: every acceptance or request is answered from saved state, also long after the end. */
  lateAcceptanceAnswered: true,
  /** R21: one release per epoch: a late acceptance of a forgotten offer cannot make a second one. Second line behind R16. */
  oneReleasePerEpoch: true,
  /** R22: a child that a peer already knows counts as witnessed. */
  knownChildIsWitnessed: true,
  /** R23: after a restore, pending pull requests are dropped and asked again. */
  requestsVoidAfterRestore: true,
  /** R24: an offer is bound to the epoch it was made in. */
  offerBoundToEpoch: true,
  /** R25: what is issued again after a restore moves as the same group, under the same handover. */
  groupIssuedAgain: true,
  /** R26: tracking speaks of a whole group at once, never of one sibling. */
  groupTracked: true,
  /** Found here, beyond custody/1 (call it R27): a commit that brings nothing new is acknowledged even after a withdrawal. */
  pastCommitAcknowledged: true,
} as const;

export type Rule = keyof typeof allRules;
export type RuleSwitches = Readonly<Record<Rule, boolean>>;
