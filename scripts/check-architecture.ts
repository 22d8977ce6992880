import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { leastModules } = createRequire(import.meta.url)('../architecture.cjs') as { leastModules: number };

interface Report {
  readonly summary: { readonly totalCruised: number; readonly violations: readonly { readonly rule: { readonly name: string }; readonly from: string; readonly to: string }[] };
}

function cruise(): Report {
  const run = spawnSync('depcruise', ['--output-type', 'json', '--config', '.dependency-cruiser.cjs', 'src'], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.stdout === '') throw new Error(`dependency-cruiser said nothing: ${run.stderr}`);
  return JSON.parse(run.stdout) as Report;
}

/** Plants one import that is forbidden, to see that the checker would notice. */
function noticesPlantedViolation(): boolean {
  const folder = 'src/kernel/planted';
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/planted.ts`, "import { connect } from '#platform/db/connect.ts';\nexport const planted = connect;\n");
  try {
    return cruise().summary.violations.some((violation) => violation.rule.name === 'kernel-knows-nobody' && violation.from.includes('planted'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const report = cruise();
const complaints = report.summary.violations.map((violation) => `${violation.rule.name}: ${violation.from} → ${violation.to}`);
if (report.summary.totalCruised < leastModules) complaints.push(`only ${report.summary.totalCruised} modules seen, at least ${leastModules} expected: the checker is blind`);
if (complaints.length === 0 && !noticesPlantedViolation()) complaints.push('a planted violation was not noticed: the checker is blind');
for (const complaint of complaints) console.error(complaint);
console.log(`${report.summary.totalCruised} modules, ${complaints.length} complaints`);
process.exitCode = complaints.length === 0 ? 0 : 1;
