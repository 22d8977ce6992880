import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import type { ChildId } from '#kernel/identifier.ts';
import { exportCustody, judge } from '#exchange/proof/index.ts';
import type { Agency } from '#test/support/agency.ts';
import { createSmallCorridor, done, type SmallCorridor } from '#test/support/small-corridor.ts';

let corridor: SmallCorridor;
let agencies: readonly [Agency, Agency, Agency];
let childId: ChildId;
beforeAll(async () => {
  corridor = await createSmallCorridor(['Primera', 'Segunda', 'Tercera']);
  agencies = corridor.agencies as unknown as typeof agencies;
  const [first, second, third] = agencies;
  childId = await corridor.receiveChild(first, { givenNames: 'Nombresecreto' });
  await corridor.handOver(first, second, [childId]);
  await corridor.handOver(second, third, [childId]);
});
afterAll(() => corridor.close());

const lawyer = (agency: Agency) => agency.workerWith(['lawyer'], { hasSteppedUp: true });
/** By the lawyer of who has her; a past agency's own people see her no more, the node keeps what was signed. */
const exported = async (agency: Agency) => (await done<{ fileName: string; content: string }>(agency, exportCustody, { childId }, agency === agencies[2] ? lawyer(agency) : agency.caller)).content;

test('the file of a child who went through three agencies proves itself, without a name or a place', async () => {
  const [first, second, third] = agencies;
  for (const agency of [second, third]) {
    const content = await exported(agency);
    const verdict = await judge(content);
    expect(verdict).toMatchObject({ kind: 'custody', grade: 'sound', faults: [] });
    if (verdict.kind !== 'custody') throw new Error('not a custody proof');
    expect(verdict.tenures.map(({ holder }) => holder.nodeId)).toEqual([first.nodeId, second.nodeId, third.nodeId]);
    // the receiver's signature that it took the child, from both sides of the last handover
    expect(verdict.tenures.at(-1)?.takenAt).not.toBeNull();
    expect(verdict.receipts).toBeGreaterThan(2);
    expect(content).not.toContain('Nombresecreto');
    expect(content).not.toContain(Buffer.from('Nombresecreto').toString('base64url').slice(2, -2));
    expect(content).not.toContain('Tapachula');
  }
});

test('the registration is witnessed by a signature of another node', async () => {
  const verdict = await judge(await exported(agencies[1]));
  const atOrigin = await judge(await exported(agencies[0]));
  expect(atOrigin).toMatchObject({ kind: 'custody', grade: 'sound' });
  expect([verdict, atOrigin].some((one) => one.kind === 'custody' && one.witnesses.length > 0)).toBe(true);
});

test('only who may, with a second factor, and the look is logged', async () => {
  const [, , third] = agencies;
  const ask = (caller: ReturnType<Agency['workerWith']>) => third.run(exportCustody as never, { childId }, caller);
  expect(await ask(third.workerWith(['case_worker'], { hasSteppedUp: true }))).toMatchObject({ problem: { code: 'not-allowed' } });
  expect(await ask(third.workerWith(['lawyer'], { hasSteppedUp: false }))).toMatchObject({ problem: { code: 'step-up-needed' } });
  expect(await ask(third.workerWith(['lawyer'], { hasSteppedUp: true, teamIds: [third.otherTeam] }))).toMatchObject({ problem: { code: 'not-found' } });
  expect(await third.run(exportCustody as never, { childId: 'x' }, lawyer(third))).toMatchObject({ problem: { code: 'input-invalid' } });
  await exported(third);
  const looks = await third.within(async ({ transaction }) => (await sql<{ count: number }>`select count(*)::int as count from platform.access_log where child_id = ${childId} and act = 'proof.export-custody'`.execute(transaction)).rows[0]!.count);
  expect(looks).toBeGreaterThan(0);
});
