import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import { addConcerns, list as listFiles, openFile, write } from '#rooms/case/index.ts';
import type { FileView } from '#rooms/case/schema.ts';
import { alias, compare, grant, merge, request } from '#rooms/handover/index.ts';
import type { Reconciliation } from '#rooms/handover/schema.ts';
import { readProfile } from '#rooms/person/index.ts';
import { custodyRow, type Agency } from '#test/support/agency.ts';
import { createSmallCorridor, done, somePlan, type SmallCorridor } from '#test/support/small-corridor.ts';
import { expectRebuilt } from '#test/support/rebuilt.ts';

let corridor: SmallCorridor;
let holder: Agency;
let here: Agency;
beforeAll(async () => {
  corridor = await createSmallCorridor(['Tiene', 'Aqui']);
  [holder, here] = corridor.agencies as [Agency, Agency];
});
afterAll(() => corridor.close());

const rows = <Row>(agency: Agency, query: ReturnType<typeof sql<Row>>) => agency.within(async ({ transaction }) => (await query.execute(transaction)).rows);
const kindsOf = async (agency: Agency, childId: ChildId) => (await rows(agency, sql<{ kind: string }>`select kind from platform.operation where child_id = ${childId} order by sequence`)).map(({ kind }) => kind);
const reason = 'La reconoció su hermano y lo dice su acta';

/** A child who is in front of `here` and whom `holder` has on record; custody has come by request. */
async function appeared(): Promise<{ surviving: ChildId; joining: ChildId }> {
  const surviving = await corridor.receiveChild(holder, { givenNames: 'Jazmín', firstSurname: 'Velázquez', languages: ['spa'] });
  const joining = await corridor.receiveChild(here, { givenNames: 'Jasmin', firstSurname: 'Velázquez', languages: ['quc'], nickname: 'Jaz' });
  const { handoverId } = await done<{ handoverId: Uuid }>(here, request, { childIds: [surviving], to: holder.nodeId, evidence: 'child_present', plan: somePlan });
  await corridor.settle();
  await done(holder, grant, { handoverId });
  await corridor.settle();
  expect(await custodyRow(here, surviving)).toMatchObject({ status: 'hold', epoch: 1 });
  return { surviving, joining };
}

test('two files of one child become one: both values stay, notes come along, and every way to the alias leads on', async () => {
  const { surviving, joining } = await appeared();
  await done(here, write, { childId: joining, kind: 'general', text: 'Llegó con una mochila roja' });
  await done(here, addConcerns, { childId: joining, concerns: [{ code: 'N08', severity: 1, source: 'child' }] });
  const compared = await done<Reconciliation>(here, compare, { childId: joining, otherId: surviving });
  expect(compared).toMatchObject({ surviving, joining, comesAlong: { notes: 1, concerns: 1 } });
  expect(compared.fields.find(({ field }) => field === 'givenNames')).toMatchObject({ surviving: 'Jazmín', joining: 'Jasmin', outcome: 'both_kept' });
  expect(compared.fields.find(({ field }) => field === 'languages')).toMatchObject({ outcome: 'joined' });

  expect(await done(here, merge, { childId: joining, into: surviving, reason })).toEqual({ childId: surviving });
  const profile = await done<{ disputes: string[]; values: Record<string, unknown> }>(here, readProfile, { childId: surviving });
  expect(profile.disputes).toContain('givenNames');
  expect(profile.values).toMatchObject({ nickname: 'Jaz', languages: expect.arrayContaining(['spa', 'quc']) });
  const file = await done<FileView>(here, openFile, { childId: surviving });
  expect(JSON.stringify(file)).toContain('N08');
  expect(await kindsOf(here, surviving)).toEqual(expect.arrayContaining(['handover.merged', 'case.note-written', 'case.concerns-recorded']));
  expect(await kindsOf(here, joining)).toEqual(expect.arrayContaining(['handover.merged', 'case.annulled']));

  expect(await done(here, alias, { childId: joining })).toEqual({ into: surviving });
  expect(await done(here, alias, { childId: surviving })).toEqual({ into: null });
  expect(await here.run(openFile as never, { childId: joining })).toMatchObject({ problem: { code: 'not-found' } });
  const { items } = await done<{ items: { childId: ChildId }[] }>(here, listFiles, {});
  expect(items.map(({ childId }) => childId)).toEqual([surviving]);
  expect(await custodyRow(here, joining)).toMatchObject({ status: 'hold', closed: true });
  // it cannot be done again, nor taken back by the other way round
  expect(await here.run(merge as never, { childId: joining, into: surviving, reason })).toMatchObject({ problem: { code: expect.stringMatching(/not-found|child-not-held/) } });
});

test('the merge is a signed block of the chain, on the genesis of the file that ends', async () => {
  const { surviving, joining } = await appeared();
  await done(here, merge, { childId: joining, into: surviving, reason });
  await corridor.settle();
  const [block] = await rows(here, sql<{ kind: string; epoch: number; into_child_id: string; release: string; block_hash: string }>`select * from handover.last_block where child_id = ${joining}`);
  expect(block).toMatchObject({ kind: 'merge', epoch: 1, into_child_id: surviving });
  const [genesis] = await rows(here, sql<{ block_hash: string }>`select block_hash from handover.chain_link where child_id = ${joining} and epoch = 0`);
  const signed = JSON.parse(Buffer.from(block!.release.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>;
  expect(signed).toMatchObject({ kind: 'merge', cid: joining, into: surviving, prevHash: genesis!.block_hash, from: here.nodeId });
  expect(await kindsOf(here, joining)).toContain('handover.block-signed');
});

test('files are joined only by who decides here, sees both, and while neither is on its way', async () => {
  const { surviving, joining } = await appeared();
  const input = { childId: joining, into: surviving, reason };
  expect(await here.run(merge as never, input, here.workerWith(['lawyer']))).toMatchObject({ problem: { code: 'not-allowed' } });
  expect(await here.run(merge as never, input, here.workerWith(['case_worker'], { teamIds: [here.otherTeam] }))).toMatchObject({ problem: { code: 'not-found' } });
  expect(await holder.run(merge as never, input)).toMatchObject({ problem: { code: expect.stringMatching(/not-found|child-not-held/) } });
  // the identifier that other agencies know must go on
  expect(await here.run(merge as never, { childId: surviving, into: joining, reason })).toMatchObject({ problem: { code: 'state-changed' } });
  expect(await here.run(merge as never, { ...input, into: joining })).toMatchObject({ problem: { code: 'input-invalid' } });
  await corridor.offerTo(here, holder, [surviving]);
  expect(await here.run(merge as never, input)).toMatchObject({ problem: { code: 'child-in-handover' } });
  expect(await custodyRow(here, joining)).toMatchObject({ status: 'hold', closed: false });
});

test('all of it comes out of the log again', () => expectRebuilt(corridor.agencies, ['handover.alias']));
