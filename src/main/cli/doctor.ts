import type { Command } from 'commander';
import { succeed } from '#kernel/result.ts';
import { examine } from '../doctor/examine.ts';
import type { Finding } from '../doctor/finding.ts';
import { newCommand, report, withConfiguration, withJson, withOption, words } from './command.ts';
import { configured, type Overrides } from './configured.ts';

type Options = Overrides & { readonly json: boolean };

/** `amparo doctor`: looks at the node and says what to do; ends with 1 when something is bad. */
export const doctorCommand = (): Command =>
  withJson(withOption(withConfiguration(newCommand('doctor')), '--data <folder>', 'data'))
    .action((options: Options) => report(options.json, async () => {
      const configuration = configured(options);
      if (!configuration.ok) return configuration;
      const findings = await examine(configuration.value);
      const isFailure = findings.some(({ state }) => state === 'bad');
      return succeed({ isFailure, json: { healthy: !isFailure, findings: findings.map(described) }, lines: findings.flatMap(linesOf) });
    }));

const adviceOf = ({ check, found, state, facts }: Finding): string | null => (state === 'good' ? null : words.say(`cli.doctor.${check}.${found}.do`, facts));
const textOf = ({ check, found, facts }: Finding): string => words.say(`cli.doctor.${check}.${found}`, facts);
const described = (found: Finding) => ({ ...found, text: textOf(found), advice: adviceOf(found) });

const marks: Readonly<Record<Finding['state'], string>> = { good: '✓', warning: '!', bad: '✗' };

function linesOf(found: Finding): string[] {
  const indented = (text: string) => text.split('\n').map((line) => `    ${line}`);
  const [first, ...rest] = textOf(found).split('\n');
  const advice = adviceOf(found);
  return [`${marks[found.state]} ${words.name(`cli.doctor.${found.check}`)}: ${first}`, ...rest.flatMap(indented), ...(advice === null ? [] : indented(`→ ${advice.replaceAll('\n', '\n→ ')}`))];
}
