import { allRules, type Rule } from '#rooms/handover/rules.ts';
import { configure, type Configuration, type Flaw } from './configuration.ts';

const siblings = { children: 2, groups: [[0, 1]] } as const;
const apart = { children: 2, groups: [[0], [1]] } as const;
const overlapping = { children: 2, groups: [[0, 1], [0], [1]] } as const;

/** The bounds within which custody/1 was proven, all with every rule on; then those of what this kernel adds. */
export const suite: readonly Configuration[] = [
  configure('2 nodes, 2 handovers', { nodes: 2 }),
  configure('3 nodes, 3 handovers', { handovers: 3 }),
  configure('3 nodes, 3 handovers (2 pulled)', { handovers: 3, pulls: 2 }),
  configure('2 nodes, 2 children moved one by one', { nodes: 2, ...apart, handovers: 3 }),
  configure('3 nodes, 2 siblings as a group', { ...siblings, handovers: 3 }),
  configure('2 nodes, 1 restore', { nodes: 2, restores: 1, backups: 1 }),
  configure('2 nodes, 2 restores', { nodes: 2, restores: 2, backups: 1 }),
  configure('2 nodes, 3 restores', { nodes: 2, restores: 3 }),
  configure('3 nodes, 1 restore', { restores: 1, backups: 1 }),
  configure('3 nodes, 1 restore, 3 handovers', { handovers: 3, restores: 1 }),
  configure('3 nodes, 1 restore, pull', { restores: 1, backups: 1, pulls: 1 }),
  configure('2 nodes, 1 restore, 2 pulls', { nodes: 2, restores: 1, backups: 1, pulls: 2 }),
  configure('2 nodes, 2 restores, pull', { nodes: 2, restores: 2, pulls: 1 }),
  configure('3 nodes, 2 siblings, 1 restore', { ...siblings, restores: 1 }),
  configure('2 nodes, 2 children, 1 restore', { nodes: 2, ...apart, restores: 1 }),
  configure('3 nodes, intake, restore', { handovers: 1, registers: true, restores: 1, backups: 1 }),
  configure('2 nodes, intake, 2 handovers, restore', { nodes: 2, registers: true, restores: 1, backups: 1 }),
  configure('3 nodes, purge, close, restore', { purges: true, closes: true, restores: 1 }),
  configure('3 nodes, 2 restores', { restores: 2 }),
  configure('2 nodes, 2 siblings, 2 restores', { nodes: 2, ...siblings, restores: 2 }),
  configure('3 nodes, 2 siblings, 2 restores', { ...siblings, restores: 2 }),
  configure('2 nodes, 1 restore, old machine still on', { nodes: 2, restores: 1, twins: true }),
  configure('3 nodes, 1 restore, old machine still on', { restores: 1, twins: true }),
  configure('2 nodes, 1 restore, pull, old machine still on', { nodes: 2, restores: 1, pulls: 1, twins: true }),

  configure('parallel offers: 3 nodes, 3 handovers', { handovers: 3, parallel: true }),
  configure('parallel offers: 3 nodes, 1 restore', { restores: 1, parallel: true }),
  configure('parallel offers: 2 nodes, 2 restores', { nodes: 2, restores: 2, parallel: true }),
  configure('parallel offers: 3 nodes, 3 handovers (1 pulled)', { handovers: 3, pulls: 1, parallel: true }),
  configure('parallel offers: 2 nodes, siblings together and alone', { nodes: 2, handovers: 3, ...overlapping, parallel: true }),
  configure('3 nodes, intake with 2 witnesses, 2 restores', { handovers: 1, registers: true, witnesses: 2, restores: 2 }),
  configure('2 nodes, 3 handovers (1 pulled), purge', { nodes: 2, handovers: 3, pulls: 1, purges: true }),
  configure('2 nodes, purge, 2 restores', { nodes: 2, purges: true, restores: 2, backups: 1 }),
  configure('2 nodes, request, purge, 2 restores', { nodes: 2, handovers: 1, pulls: 1, purges: true, restores: 2, backups: 1 }),
  configure('2 nodes, siblings together and alone, purge, 2 restores', { nodes: 2, ...overlapping, purges: true, restores: 2 }),
  configure('3 nodes, siblings together and alone, 1 restore', { ...overlapping, restores: 1 }),
  configure('4 nodes, 1 restore', { nodes: 4, restores: 1 }),
  configure('retraction: 3 nodes', { retracts: true }),
  configure('retraction: 2 nodes, 2 restores', { nodes: 2, restores: 2, backups: 1, retracts: true }),
  configure('retraction: 3 nodes, 1 restore, pull', { restores: 1, pulls: 1, retracts: true }),
  configure('siblings pulled: 3 nodes, 3 handovers', { ...siblings, handovers: 3, pulls: 2 }),
  configure('siblings pulled: 2 nodes, 2 restores', { nodes: 2, ...siblings, restores: 2, pulls: 2 }),
  configure('siblings pulled: 3 nodes, 1 restore', { ...siblings, restores: 1, pulls: 1 }),
  configure('receipts: 3 nodes, 2 handovers', { delivery: 'receipts' }),
  configure('receipts: 2 nodes, 3 handovers (2 pulled), retraction', { nodes: 2, handovers: 3, pulls: 2, retracts: true, delivery: 'receipts' }),
  configure('receipts: 2 nodes, 1 restore, pull, retraction', { nodes: 2, restores: 1, backups: 1, pulls: 1, retracts: true, delivery: 'receipts' }),
  configure('receipts: 3 nodes, 1 restore', { restores: 1, delivery: 'receipts' }),
  configure('receipts: 2 nodes, 2 restores', { nodes: 2, restores: 2, delivery: 'receipts' }),
  configure('receipts: 2 nodes, 2 siblings, intake, restore', { nodes: 2, ...siblings, registers: true, handovers: 1, restores: 1, delivery: 'receipts' }),
];

/** Beyond what fits a build: minutes each. */
export const wide: readonly Configuration[] = [
  configure('3 nodes, 2 restores, pull', { restores: 2, pulls: 1 }),
  configure('3 nodes, 3 restores, 1 handover', { restores: 3, handovers: 1 }),
  configure('2 nodes, siblings together and alone, 3 handovers, 2 restores', { nodes: 2, ...overlapping, handovers: 3, restores: 2 }),
  configure('3 nodes, purge, 2 restores', { purges: true, restores: 2 }),
];

/** A configuration in which something is missing, and how that must show. */
export interface Mutant {
  readonly configuration: Configuration;
  /** The promise that breaks first, e.g. I1; null when a rule is only a second line, so that nothing may break. */
  readonly breaks: RegExp | null;
}

const anyPromise = /^(I\d|L1)/;
const bounds = (differences: Partial<Configuration>): Partial<Configuration> => ({ mostStates: 2_000_000, ...differences });
const without = (name: string, rules: readonly Rule[], differences: Partial<Configuration>, breaks: RegExp | null = anyPromise): Mutant => ({
  configuration: configure(`without ${name}`, bounds({ ...differences, rules: { ...allRules, ...Object.fromEntries(rules.map((rule) => [rule, false])) } })), breaks,
});
const flawed = (name: string, flaw: Flaw, differences: Partial<Configuration>, breaks = anyPromise): Mutant => ({
  configuration: configure(`without ${name}`, bounds({ ...differences, flaw })), breaks,
});

/** For every rule that is needed, the bounds in which its absence shows. */
export const mutants: readonly Mutant[] = [
  without('R1', ['olderSenderIsVoid'], { nodes: 2, restores: 1 }),
  without('R2', ['restoredNodeWaits'], { nodes: 2, restores: 1 }),
  without('R3', ['commitMustBeNewer'], { restores: 1 }),
  flawed('R5', 'acceptance-expires', { nodes: 2 }),
  without('R6', ['withdrawalIsFinal'], { nodes: 2 }),
  flawed('R7', 'release-forgotten', { nodes: 2 }),
  flawed('R8', 'forwarding-purged', { purges: true }),
  without('R9', ['trackingMovesForward'], { handovers: 3 }),
  without('R10', ['releasesIssuedAgain'], { restores: 2 }),
  flawed('R11', 'group-split', { nodes: 2, ...siblings }, /^I6/),
  flawed('R12', 'intake-unwitnessed', { nodes: 2, handovers: 1, registers: true, restores: 1 }),
  flawed('R13', 'sent-from-memory', { nodes: 2, handovers: 1 }),
  without('R14', ['everyPeerAnswers'], { restores: 1 }),
  without('R15', ['recoveringNodeAnswers'], { nodes: 2, restores: 2 }),
  without('R16', ['olderAddresseeIsVoid'], { restores: 1, pulls: 1 }),
  without('R18', ['onlyCompleteAnswersCount'], { restores: 2 }, /^I1/),
  without('R19', ['commitBeatsDecline'], { nodes: 2, restores: 1, backups: 1 }, /^L1/),
  without('R20', ['lateAcceptanceAnswered'], { nodes: 2, restores: 1, backups: 1 }),
  without('R22', ['knownChildIsWitnessed'], { nodes: 2, registers: true, restores: 1 }),
  without('R23', ['requestsVoidAfterRestore'], { nodes: 2, restores: 1, backups: 1, pulls: 1 }),
  without('R25', ['groupIssuedAgain'], { ...siblings, restores: 2 }, /^I6/),
  without('R26', ['groupTracked'], { ...siblings, restores: 2 }, /^I6/),
  flawed('revisions', 'receipt-for-ever', { nodes: 2, delivery: 'receipts' }, /^L1/),

  without('R27', ['pastCommitAcknowledged'], { nodes: 2, purges: true, restores: 2, backups: 1 }, /^L1/),
  without('R17', ['epochsMustMatch'], { nodes: 2, purges: true, pulls: 1 }, /^I3/),

  // second lines of defence: nothing breaks without them alone, something does once the first line is gone too
  without('R17, nothing purged', ['epochsMustMatch'], { restores: 1, pulls: 1 }, null),
  without('R17 and R16', ['epochsMustMatch', 'olderAddresseeIsVoid'], { restores: 1, pulls: 1 }),
  without('R21', ['oneReleasePerEpoch'], { nodes: 2, restores: 1 }, null),
  without('R21 and R16', ['oneReleasePerEpoch', 'olderAddresseeIsVoid'], { nodes: 2, restores: 1 }, null),
  without('R21, R16 and R27', ['oneReleasePerEpoch', 'olderAddresseeIsVoid', 'pastCommitAcknowledged'], { nodes: 2, restores: 1 }),
  without('R4', ['oneOfferPerChild'], { handovers: 3, pulls: 1 }, null),
  without('R24 and R4', ['offerBoundToEpoch', 'oneOfferPerChild'], { handovers: 3, pulls: 1 }),
];
