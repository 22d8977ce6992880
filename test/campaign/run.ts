import { parseArgs } from 'node:util';
import { drawsFrom } from '../model/campaign.ts';
import { startTestCluster } from '../support/cluster.ts';
import { runCampaign, type CampaignRun } from './campaign.ts';
import { CampaignFederation } from './federation.ts';
import { runLightCampaign } from './light/campaign.ts';
import { rulesTaken, runWithout } from './light/power.ts';

/* npx amparo campaign --seed N --nodes N --children N --handovers N --faults all|none [--seeds N] [--store memory|postgres]
   npx amparo campaign --power [--handovers N] [--rules R1,R2]: with one rule removed at a time */

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' }, seeds: { type: 'string', default: '1' }, nodes: { type: 'string', default: '8' }, children: { type: 'string', default: '2000' },
    handovers: { type: 'string', default: '20000' }, faults: { type: 'string', default: 'all' }, store: { type: 'string', default: 'memory' }, verbose: { type: 'boolean', default: false },
    power: { type: 'boolean', default: false }, rules: { type: 'string', default: '' },
  },
});
const [nodes, children, handovers, hasFaults] = [Number(values.nodes), Number(values.children), Number(values.handovers), values.faults === 'all'];
const watched = values.verbose ? { onLine: (line: string) => console.error(line) } : {};
let passed = 0, failed = 0, unnoticed = 0;

/** The run as one line of JSON; what went wrong, and the way there, on the other stream. */
function report(seed: number, started: number, { trouble, simulatedHours, ...run }: CampaignRun): void {
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  console.log(JSON.stringify({ seed, ...run, seconds, timesRealTime: Math.round((simulatedHours * 3600) / seconds) }));
  for (const line of trouble) console.error(`  ${line}`);
  if (trouble.length > 0) failed++;
  else passed++;
}

async function runWhole(clusterHost: string, seed: number): Promise<void> {
  const started = performance.now();
  const federation = await CampaignFederation.start(clusterHost, { nodes, children, seed });
  report(seed, started, await runCampaign(federation, { handovers, hasFaults, draw: drawsFrom(seed), ...watched }));
  await federation.close();
}

const seeds = Array.from({ length: Number(values.seeds) }, (_, index) => Number(values.seed) + index);
if (values.power) {
  const wanted = values.rules.split(',').filter(Boolean);
  for (const rule of rulesTaken.filter(([name]) => wanted.length === 0 || wanted.includes(name))) {
    const found = runWithout(rule, handovers);
    console.log(`${found.rule.padEnd(4)} ${found.by === null ? 'not noticed' : 'noticed'} after ${found.handovers} handovers, ${found.seconds} s ${found.by ?? ''}`);
    if (found.by !== null) passed++;
    else unnoticed++;
  }
  console.log(`${passed} of ${passed + unnoticed} missing rules noticed, each within ${handovers} handovers`);
} else if (values.store === 'postgres') {
  const cluster = await startTestCluster();
  try {
    for (const seed of seeds) await runWhole(cluster.host, seed);
  } finally {
    await cluster.stop();
  }
} else for (const seed of seeds) report(seed, performance.now(), runLightCampaign({ nodes, children, handovers, hasFaults, draw: drawsFrom(seed), judgedEvery: nodes * children > 2000 ? 400 : 20, ...watched }));
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
