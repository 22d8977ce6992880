import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ensureChromium } from './chromium.ts';

/** What a step found; a check without tests of its own counts as one. */
interface Count {
  passed: number;
  failed: number;
  /** Which tests failed, and with what words: said again at the end, where they are found. */
  readonly failures?: readonly string[];
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string; readonly failureMessages: readonly string[] }[];
  }[];
}

interface Step {
  readonly name: string;
  readonly command: readonly string[];
  /** Reads how many tests passed and failed; a step that says nothing counts as one test. */
  readonly count?: () => Count | null;
}

const results = 'test-results';
const node = process.execPath;

const vitestCount = (file: string) => (): Count | null => {
  if (!existsSync(file)) return null;
  const report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
  const failures = report.testResults.filter(({ status }) => status === 'failed').flatMap(({ name, message, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    return failed.length === 0 ? [`${path.relative('.', name)}: ${message}`] : failed.map((one) => `${path.relative('.', name)} › ${one.fullName}: ${one.failureMessages.join('\n')}`);
  });
  return { passed: report.numPassedTests, failed: Math.max(report.numFailedTests, report.numFailedTestSuites > 0 ? 1 : 0), failures };
};

const playwrightCount = (file: string) => (): Count | null => {
  if (!existsSync(file)) return null;
  const { stats } = JSON.parse(readFileSync(file, 'utf8')) as { stats: { expected: number; unexpected: number; flaky: number } };
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky };
};

const typescript = 'node_modules/tsgo/bin/tsc';

const steps: readonly Step[] = [
  { name: 'types', command: [node, typescript, '-p', 'tsconfig.json'] },
  { name: 'types of the pure rooms', command: [node, typescript, '-p', 'tsconfig.pure.json'] },
  { name: 'lint', command: ['oxlint', '--type-aware'] },
  { name: 'architecture', command: [node, 'scripts/check-architecture.ts'] },
  { name: 'unused code', command: ['knip'] },
  { name: 'kernels', command: [node, 'scripts/build-kernels.ts', '--check'] },
  {
    name: 'unit and database tests',
    command: ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${results}/vitest.json`],
    count: vitestCount(`${results}/vitest.json`),
  },
  { name: 'campaign in memory', command: [node, 'test/campaign/run.ts', '--nodes', '5', '--children', '40', '--handovers', '400', '--seeds', '4'] },
  { name: 'campaign over whole nodes', command: [node, 'test/campaign/run.ts', '--store', 'postgres', '--nodes', '3', '--children', '3', '--handovers', '3', '--seed', '1'] },
  { name: 'custody model', command: [node, '--max-old-space-size=8000', 'test/model/run.ts', 'all'] },
  { name: 'web build', command: [node, 'scripts/build-web.ts'] },
  { name: 'size budgets', command: [node, 'scripts/size-budget.ts'] },
  { name: 'browser', command: ['playwright', 'test'], count: playwrightCount(`${results}/playwright.json`) },
];

/** Runs every step, also after a failure, and ends with the line `N passed, N failed`. */
function main(only: readonly string[]): void {
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  const env = { ...process.env, CHROMIUM_PATH: ensureChromium(), PLAYWRIGHT_JSON_OUTPUT_NAME: `${results}/playwright.json` };
  const total: Count = { passed: 0, failed: 0 };
  const table: string[] = [];
  const failures: string[] = [];
  for (const step of steps.filter(({ name }) => only.length === 0 || only.some((word) => name.includes(word)))) {
    console.log(`\n── ${step.name}`);
    const start = performance.now();
    const run = spawnSync(step.command[0]!, step.command.slice(1), { stdio: 'inherit', env });
    const isGreen = run.status === 0;
    const found = step.count?.() ?? { passed: isGreen ? 1 : 0, failed: isGreen ? 0 : 1 };
    if (!isGreen && found.failed === 0) found.failed = 1;
    total.passed += found.passed;
    total.failed += found.failed;
    failures.push(...(found.failures ?? []).map((failure) => failure.split('\n').slice(0, 6).join('\n')));
    table.push(`${isGreen ? 'ok    ' : 'FAILED'} ${step.name}: ${found.passed} passed, ${found.failed} failed, ${((performance.now() - start) / 1000).toFixed(1)} s`);
  }
  console.log(`\n${[...failures, ...table].join('\n')}\n\n${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}

main(process.argv.slice(2));
