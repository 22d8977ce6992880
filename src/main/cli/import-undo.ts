import { succeed, type Result } from '#kernel/result.ts';
import { undo } from '#exchange/interchange/index.ts';
import type { Stayed } from '#exchange/interchange/schema.ts';
import { nodeCaller } from '#platform/access/index.ts';
import type { NodeServices } from '#platform/services.ts';
import { words, type Report } from './command.ts';
import { progressTo } from './progress.ts';
import { haltOnSignal } from './stop-on-signal.ts';

/** Takes a batch back, some rows a call. Refuses as `undo`; what was annulled before a refusal stays so. */
export async function takeBack(node: NodeServices, batchId: string, reason: string, isJson: boolean): Promise<Result<Report>> {
  const progress = progressTo(isJson);
  const isStopped = haltOnSignal();
  let [annulled, after]: [number, number | null] = [0, 0];
  const stayed: Stayed[] = [];
  while (after !== null && !isStopped()) {
    const some = await undo.run(node, nodeCaller(node), { batchId, reason, after });
    if (!some.ok) return some;
    annulled += some.value.annulled;
    stayed.push(...some.value.stayed);
    after = some.value.nextAfter;
    progress.step(words.name('cli.import.undone', { annulled, stayed: stayed.length }));
  }
  progress.end();
  const because = (kind: string) => words.name(words.has(`interchange.because.${kind}`) ? `interchange.because.${kind}` : 'interchange.because.other');
  return succeed({
    json: { batch: batchId, annulled, stayed, isStopped: after !== null },
    lines: [
      words.say('cli.import.undone', { annulled, stayed: stayed.length }), ...stayed.map((row) => `  ${words.name('cli.import.row', { number: row.number })} ${because(row.because)}`),
      ...(after === null ? [] : [words.say('cli.import.stopped')]),
    ],
    isFailure: stayed.length > 0 || after !== null,
  });
}
