import type { Figure } from './support/figure.ts';
import { print, say, usage, withOptions, type Measure } from './support/options.ts';

/** In the order of the table; what is not asked for is not loaded. Each is also a command of its own: `node bench/registry.ts`. */
const commands: Readonly<Record<string, () => Promise<Measure>>> = {
  envelopes: async () => (await import('./envelopes.ts')).measureEnvelopes,
  registry: async () => (await import('./registry.ts')).measureRegistry,
  handover: async () => (await import('./handover.ts')).measureHandovers,
  start: async () => (await import('./start.ts')).measureStarts,
  desk: async () => (await import('./desk.ts')).measureDesk,
};

/** Every figure in one table. One that fails leaves the others standing, and the exit code at 1. */
await withOptions(async (options, words) => {
  const unknown = words.filter((word) => !(word in commands));
  if (unknown.length > 0) {
    console.error(`${unknown.join(', ')}: no such figure\nusage: node bench/run.ts [${Object.keys(commands).join('] [')}] ${usage}`);
    process.exitCode = 2;
    return;
  }
  const figures: Figure[] = [];
  const databases = new Set<string>();
  for (const [name, load] of Object.entries(commands)) {
    if (words.length > 0 ? !words.includes(name) : options.isQuick && name === 'desk') continue;
    say(name);
    try {
      const found = await (await load())(options);
      figures.push(...found.figures);
      for (const database of found.databases ?? []) databases.add(database);
    } catch (error) {
      process.exitCode = 1;
      console.error(`${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  }
  if (options.database === undefined) say('an external PostgreSQL was not measured: name one with --database');
  print(options, figures, [...databases]);
});
