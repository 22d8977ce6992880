import { allRules, type Rule } from '#rooms/handover/rules.ts';
import type { Flaw } from '../../model/configuration.ts';
import { drawsFrom } from '../../model/campaign.ts';
import { isSound } from '../judge.ts';
import { runLightCampaign } from './campaign.ts';
import { tempers } from './temper.ts';

/** Each rule of custody/1 and how it is taken away: by the kernel's switch, or by a design that lacks it. */
export const rulesTaken: readonly (readonly [name: string, without: Rule | Flaw])[] = [
  ['R1', 'olderSenderIsVoid'], ['R2', 'restoredNodeWaits'], ['R3', 'commitMustBeNewer'], ['R4', 'oneOfferPerChild'], ['R5', 'acceptance-expires'], ['R6', 'withdrawalIsFinal'],
  ['R7', 'release-forgotten'], ['R8', 'forwarding-purged'], ['R9', 'trackingMovesForward'], ['R10', 'releasesIssuedAgain'], ['R11', 'group-split'], ['R12', 'intake-unwitnessed'],
  ['R13', 'sent-from-memory'], ['R14', 'everyPeerAnswers'], ['R15', 'recoveringNodeAnswers'], ['R16', 'olderAddresseeIsVoid'], ['R17', 'epochsMustMatch'], ['R18', 'onlyCompleteAnswersCount'],
  ['R19', 'commitBeatsDecline'], ['R20', 'lateAcceptanceAnswered'], ['R21', 'oneReleasePerEpoch'], ['R22', 'knownChildIsWitnessed'], ['R23', 'requestsVoidAfterRestore'], ['R24', 'offerBoundToEpoch'],
  ['R25', 'groupIssuedAgain'], ['R26', 'groupTracked'],
];

export interface Noticed {
  readonly rule: string;
  readonly by: string | null;
  readonly runs: number;
  readonly handovers: number;
  readonly seconds: number;
}

/** Seeded runs with few nodes and children, of each temper in turn, until one of them is not sound, or the budget of handovers is spent. */
export function runWithout([rule, without]: (typeof rulesTaken)[number], budget: number): Noticed {
  const started = performance.now();
  const seconds = () => Math.round((performance.now() - started) / 100) / 10;
  const change = without in allRules ? { rules: { ...allRules, [without]: false } } : { flaw: without as Flaw };
  let handovers = 0;
  for (let seed = 1; ; seed++) {
    const temper = tempers[seed % tempers.length]!;
    const children = seed % (2 * tempers.length) < tempers.length ? 4 : 10;
    const run = runLightCampaign({ nodes: 3, children, handovers: 60, hasFaults: true, draw: drawsFrom(seed), judgedEvery: 3, temper, ...change });
    handovers += run.handovers;
    const wrong = { lost: run.lost, doubleOwned: run.doubleOwned, split: run.split, unanswered: run.unanswered };
    if (run.trouble.length > 0) return { rule, by: isSound(wrong) ? `${run.divergentChains} chains` : JSON.stringify(wrong), runs: seed, handovers, seconds: seconds() };
    if (handovers >= budget) return { rule, by: null, runs: seed, handovers, seconds: seconds() };
  }
}
