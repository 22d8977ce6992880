import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { valueOf } from '#kernel/result.ts';
import { nodeCaller } from '#platform/access/index.ts';
import { nodeScope, transact } from '#platform/db/transact.ts';
import { record } from '#platform/ledger/record.ts';
import { unitOf } from '#platform/ledger/verb.ts';
import { issueOwnCard } from '#rooms/governance/index.ts';
import { foundForCommands, type CommandNode } from '#test/support/command-node.ts';
import { configured } from './configured.ts';
import { openNode, type OpenNode } from '../production.ts';

let here: CommandNode;
let there: CommandNode;
const ids: string[] = [];
beforeAll(async () => {
  [here, there] = [await foundForCommands(), await foundForCommands()];
  const open = await Promise.all([here, there].map((node) => opened(node)));
  const cards = [];
  for (const { services } of open) cards.push(valueOf(await issueOwnCard.run(services, nodeCaller(services), {})).card);
  for (const [index, { services }] of open.entries()) {
    const other = open[1 - index]!.services.nodeId;
    const body = { nodeId: other, card: cards[1 - index]!, bodyKind: 'civil_society', fingerprint: 'compared', confirmedBy: services.nodeId, means: 'in_person' };
    await transact(services.database, nodeScope(services.clock.now()), (transaction) => record(unitOf(services, transaction, nodeCaller(services)), [{ kind: 'governance.peer-added', childId: null, body }]));
    ids.push(services.nodeId);
  }
  await Promise.all(open.map((node) => node.close()));
}, 120_000);
afterAll(() => Promise.all([here.close(), there.close()]));

async function opened({ environment }: CommandNode): Promise<OpenNode> {
  const before = { ...process.env };
  Object.assign(process.env, environment);
  const node = valueOf(await openNode(valueOf(configured({ config: environment['AMPARO_CONFIG']! }))));
  process.env = before;
  return node;
}

test('what waits is saved for the stick, read at the other node, and answered on the same stick', async () => {
  const stick = here.folder;
  const out = await here.run(['carry', 'export', '--to', ids[1]!, `${stick}/`, '--json']);
  expect(out.code, out.err + out.out).toBe(0);
  const { file, messages } = out.json() as { file: string; messages: number };
  expect(path.basename(file)).toMatch(/^amparo-[a-z2-7]{6}\.amparo$/);
  expect(messages).toBe(1);
  const answer = path.join(stick, 'respuesta.amparo');
  const taken = await there.run(['carry', 'import', file, '--answer', answer, '--json']);
  expect(taken.code, taken.err + taken.out).toBe(0);
  expect(taken.json()).toMatchObject({ from: ids[0], accepted: 1, refused: [], answer: { receipts: 1, messages: 1 } });
  expect((await here.run(['carry', 'import', answer, '--json'])).json()).toMatchObject({ from: ids[1], accepted: 1, receipts: 1 });
  // the newer file takes the place of the older one on the stick, and of nothing else
  expect((await here.run(['carry', 'export', '--to', 'Prueba', file, '--json'])).json()).toMatchObject({ messages: 0, receipts: 1 });
  writeFileSync(path.join(stick, 'tesis.txt'), 'años de trabajo');
  const kept = await here.run(['carry', 'export', '--to', 'prueba', path.join(stick, 'tesis.txt')]);
  expect([kept.code, readFileSync(path.join(stick, 'tesis.txt'), 'utf8')]).toEqual([1, 'años de trabajo']);
});

test('what cannot be read is refused with the cause and what to do', async () => {
  const file = path.join(here.folder, 'media.amparo');
  await here.run(['carry', 'export', '--to', ids[1]!, file]);
  truncateSync(file, 5000);
  const cut = await there.run(['carry', 'import', file], { LANG: 'es_MX.UTF-8' });
  expect([cut.code, cut.err]).toEqual([1, expect.stringContaining('le falta el final')]);
  expect((await there.run(['carry', 'import', path.join(here.folder, 'nada.amparo')], { LANG: 'es_MX.UTF-8' })).err).toContain('No se puede leer');
  const nobody = await here.run(['carry', 'export', '--to', 'Nadie', file], { LANG: 'es_MX.UTF-8' });
  expect([nobody.code, nobody.err]).toEqual([1, expect.stringContaining('Nadie')]);
  expect(existsSync(`${file}.new`)).toBe(false);
});
