import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { allRules } from '#rooms/handover/rules.ts';
import { campaignBounds, crowdedBounds, drawsFrom, runCampaign } from './campaign.ts';
import { mutants, suite, wide, type Mutant } from './catalogue.ts';
import type { Configuration } from './configuration.ts';
import type { Exploration } from './explore.ts';

/* node test/model/run.ts suite | mutants | wide | campaign [runs] [seed] | power [runs] [seed] | all; the last line is `N passed, N failed` */

let passed = 0, failed = 0;

function report(isOk: boolean, line: string): void {
  if (isOk) passed++;
  else failed++;
  console.log(`${isOk ? 'ok  ' : 'FAIL'} ${line}`);
}

/** Explores all of them, two at a time, and reports each as it ends. */
async function exploreAll(jobs: readonly Mutant[]): Promise<void> {
  const started = performance.now();
  const total = { states: 0, transitions: 0 };
  const waiting = [...jobs];
  let ended = 0;
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url));
    for (let job = waiting.shift(); job; job = waiting.shift()) {
      const found = await exploration(worker, job);
      total.states += found.states;
      total.transitions += found.transitions;
      const isOk = job.breaks ? found.broken !== null && job.breaks.test(found.broken) : found.broken === null && found.isComplete;
      report(isOk, `${String(++ended).padStart(2)}/${jobs.length} ${lineOf(found)}`);
      if (!isOk) for (const [step, label] of found.trace.entries()) console.log(`       ${step + 1}. ${label}`);
    }
    await worker.terminate();
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
  const seconds = (performance.now() - started) / 1000;
  console.log(`${jobs.length} configurations, ${total.states} states, ${total.transitions} transitions, ${seconds.toFixed(1)} s`);
}

function exploration(worker: Worker, { configuration }: Mutant): Promise<Exploration> {
  const { promise, resolve, reject } = Promise.withResolvers<Exploration>();
  worker.once('error', reject);
  worker.once('message', (found: Exploration) => {
    worker.off('error', reject);
    resolve(found);
  });
  worker.postMessage(configuration, []);
  return promise;
}

const lineOf = ({ name, states, transitions, depth, seconds, broken, isComplete }: Exploration): string =>
  `${name.padEnd(56)} ${String(states).padStart(8)} states ${String(transitions).padStart(9)} transitions depth ${String(depth).padStart(2)} ${seconds.toFixed(1).padStart(5)} s  ${broken ?? (isComplete ? 'complete' : 'CUT')}`;

function campaign(bounds: Configuration, runs: number, seed: number): void {
  const total = { runs, seed, events: 0, offers: 0, releases: 0, restores: 0, lost: 0, repeated: 0 };
  for (let run = 0; run < runs; run++) {
    const found = runCampaign(drawsFrom(seed * 100_003 + run), 1500, { bounds });
    for (const name of ['events', 'offers', 'releases', 'restores', 'lost', 'repeated'] as const) total[name] += found[name];
    if (found.broken) return report(false, `${bounds.name} run ${run} of seed ${seed}: ${found.broken}`);
  }
  report(true, `${bounds.name} ${JSON.stringify(total)}`);
}

/** How many missing rules the campaign would notice: the figure that tells what its silence is worth. */
function power(runs: number, seed: number): void {
  const rules = Object.keys(allRules);
  const noticed = rules.filter((rule) => [campaignBounds, crowdedBounds].some((bounds) => {
    for (let run = 0; run < runs; run++) {
      const { broken } = runCampaign(drawsFrom(seed * 100_003 + run), 1500, { bounds: { ...bounds, rules: { ...allRules, [rule]: false } } });
      if (broken) return true;
    }
    return false;
  }));
  report(noticed.length > 0, `in ${runs} runs each, the campaigns notice ${noticed.length} of ${rules.length} missing rules: ${noticed.join(', ')}`);
}

const [what = 'all', runs = '300', seed = '1'] = process.argv.slice(2);
const isWanted = (name: string): boolean => what === name || (what === 'all' && name !== 'wide');
const byWeight = (jobs: readonly Mutant[]): Mutant[] => jobs.toSorted((one, other) => weightOf(other) - weightOf(one));
/** A rough order of size, so that the long ones start first and both workers end together. */
const weightOf = ({ configuration: { nodes, children, handovers, restores, pulls, witnesses } }: Mutant): number =>
  3 * nodes + children + handovers + 4 * restores + pulls + witnesses;

if (isWanted('suite')) await exploreAll(byWeight(suite.map((configuration) => ({ configuration, breaks: null }))));
if (isWanted('mutants')) await exploreAll(byWeight(mutants));
if (isWanted('wide')) await exploreAll(wide.map((configuration) => ({ configuration, breaks: null })));
if (isWanted('campaign')) for (const bounds of [campaignBounds, crowdedBounds]) campaign(bounds, Number(runs), Number(seed));
if (what === 'power') power(Number(runs), Number(seed));
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
