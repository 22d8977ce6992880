import path from 'node:path';
import { CommanderError, type Command } from 'commander';
import { Check } from 'typebox/value';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { UserName } from '#platform/access/schema.ts';
import type { NodeConfiguration } from '../configuration.ts';
import { askAll } from './ask.ts';
import { newCommand, report, withConfiguration, withJson, withOption, words, type Report } from './command.ts';
import { withPassphraseFile } from './configured.ts';
import { foundNode, requireFoundable } from './found-node.ts';

/** What is asked, in order; with a fallback it need not be answered. */
const questions = [
  ['name', 'name'], ['shortName', 'short-name'], ['country', 'country'], ['place', 'place'], ['address', 'address'], ['dutyPhone', 'duty-phone'], ['helpline', 'helpline'],
  ['host', 'host', '127.0.0.1'], ['port', 'listen-port', '8443'], ['data', 'data-folder', 'datos'], ['keys', 'key-folder', 'llaves'],
  ['team', 'team', 'Recepción'], ['admin', 'admin', 'administracion'], ['adminName', 'admin-name', 'Administración'],
] as const;
type Name = (typeof questions)[number][0];
type Options = Partial<Record<Name, string>> & { readonly config: string; readonly json: boolean; readonly yes: boolean };

const flagOf = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** `amparo init`: founds a node. Asks in a terminal what the options do not say. */
export function initCommand(): Command {
  const command = withJson(withConfiguration(newCommand('init'))).option('-y, --yes', words.name('cli.option.yes'), false);
  for (const [name, key] of questions) withOption(command, `${flagOf(name)} <text>`, key);
  return command.action(async (options: Options) => {
    const answers = await answersOf(options);
    await report(options.json, () => init(path.resolve(options.config), answers));
  });
}

/** Throws a usage error that names what is missing where nobody can be asked. */
async function answersOf(options: Options): Promise<Record<Name, string>> {
  const canAsk = process.stdin.isTTY && !options.yes;
  const open = questions.filter(([name, , fallback]) => options[name] === undefined && (canAsk || fallback === undefined));
  if (open.length > 0 && !canAsk) {
    const missing = open.map(([name]) => flagOf(name)).join(', ');
    console.error(words.say('cli.init.missing', { missing }));
    throw new CommanderError(2, 'amparo.missing', missing);
  }
  const asked = open.length === 0 ? {} : await askAll(open.map(([name, key, fallback]) => ({ name, text: words.name(`cli.option.${key}`), fallback })));
  const fallbacks = Object.fromEntries(questions.flatMap(([name, , fallback]) => (fallback === undefined ? [] : [[name, fallback]])));
  const given = Object.fromEntries(questions.flatMap(([name]) => (options[name] === undefined ? [] : [[name, options[name]]])));
  return { ...fallbacks, ...given, ...asked } as Record<Name, string>;
}

async function init(file: string, answers: Record<Name, string>): Promise<Result<Report>> {
  const environment = withPassphraseFile(process.env);
  if (!environment.ok) return environment;
  const passphrase = environment.value['AMPARO_KEY_PASSPHRASE'];
  if (!passphrase) return refuse('configuration-invalid', { reason: 'passphrase-missing' });
  const content = requireFoundable(file, {
    name: answers.name, shortName: answers.shortName, country: answers.country, place: answers.place, publicAddress: answers.address.replace(/\/$/, ''),
    dutyPhone: answers.dutyPhone, publicHelpline: answers.helpline, listen: { host: answers.host, port: Number(answers.port) }, dataFolder: answers.data, keyFolder: answers.keys,
  });
  if (!content.ok) return content;
  if (!Check(UserName, answers.admin)) return refuse('configuration-invalid', { reason: 'user-name' });
  const folder = path.dirname(file);
  const configuration: NodeConfiguration = {
    ...content.value, dataFolder: path.resolve(folder, content.value.dataFolder), keyFolder: path.resolve(folder, content.value.keyFolder),
    isTraining: false, database: process.env['DATABASE_URL'] ? { url: process.env['DATABASE_URL'] } : null, keyPassphrase: passphrase,
  };
  const founded = await foundNode({ configuration, file, content: content.value, administrator: { userName: answers.admin, displayName: answers.adminName }, team: answers.team });
  if (!founded.ok) return founded;
  const { nodeId, fingerprint, oneTimePassword, hasNewKeys } = founded.value;
  return succeed({
    json: { nodeId, fingerprint, administrator: answers.admin, oneTimePassword, hasNewKeys, configuration: file, keyFolder: configuration.keyFolder },
    lines: [
      words.say('cli.init.done', { nodeId, fingerprint: fingerprint.join(' '), file, keyFolder: configuration.keyFolder }),
      ...(hasNewKeys ? [] : [words.say('cli.init.keys-kept')]),
      oneTimePassword === null ? words.say('cli.init.admin-kept', { admin: answers.admin }) : words.say('cli.init.admin', { admin: answers.admin, password: oneTimePassword }),
      words.say('cli.init.next'),
    ],
  });
}
