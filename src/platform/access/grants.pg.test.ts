import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeScope, transact } from '#platform/db/transact.ts';
import { logAccess } from '#platform/ledger/access-log.ts';
import { createAccessWorld, type AccessWorld, type Browser } from '#test/security/access-world.ts';

const reason = 'La niña fue vista en nuestro albergue esta mañana';
let world: AccessWorld;
beforeAll(async () => { world = await createAccessWorld(); });
afterAll(() => world.close());

const north = () => world.signedIn(['case_worker'], { isSteppedUp: true, teamIds: [world.teamIds[0]] });
const supervisor = () => world.signedIn(['supervisor'], { isSteppedUp: true, teamIds: [] });
/** Reading the access log answers only those who may see the child. */
const sees = async (browser: Browser, childId: string) => (await browser.send('GET', `/api/children/${childId}/access-log`)).statusCode === 200;
const ask = (browser: Browser, childId: string) => browser.send('POST', `/api/children/${childId}/access-requests`, { reason });
const breakGlass = (browser: Browser, childId: string) => browser.send('POST', `/api/children/${childId}/break-glass`, { reason });
const decide = (browser: Browser, requestId: string, decision: object) => browser.send('POST', `/api/access-requests/${requestId}/decision`, decision);
const review = (browser: Browser, grantId: string, finding: string) => browser.send('POST', `/api/access-reviews/${grantId}`, { finding });

test('a worker of another team asks, a supervisor grants for some days, and the sight ends by itself', async () => {
  const childId = await world.child(world.teamIds[1]);
  const worker = await north();
  expect(await sees(worker, childId)).toBe(false);
  const { requestId } = (await ask(worker, childId)).json();
  expect((await ask(worker, childId)).json().code).toBe('already-done');
  const above = await supervisor();
  const request = (await above.send('GET', '/api/access-requests')).json().requests.find((row: { id: string }) => row.id === requestId);
  expect(request).toMatchObject({ childId, workerId: worker.id, workerName: `Persona ${worker.userName}`, reason, isOwn: false });
  expect((await decide(worker, requestId, { decision: 'granted' })).json().code).toBe('not-allowed');
  expect((await decide(above, requestId, { decision: 'granted', days: 2 })).statusCode).toBe(200);
  expect((await decide(above, requestId, { decision: 'denied' })).json().code).toBe('already-done');
  expect(await sees(worker, childId)).toBe(true);
  world.node.clock.advanceHours(7);
  expect(await sees(await north(), childId)).toBe(false);
  world.node.clock.advanceHours(41);
  await worker.send('POST', '/api/sign-in', { userName: worker.userName, password: 'violeta-camina-junto-al-río' });
  expect(await sees(worker, childId)).toBe(false);
});

test('a denied request gives nothing and can be made again; nobody decides their own', async () => {
  const childId = await world.child(world.teamIds[1]);
  const worker = await north();
  const { requestId } = (await ask(worker, childId)).json();
  const above = await supervisor();
  expect((await decide(above, requestId, { decision: 'denied' })).json()).toEqual({ grantedUntil: null });
  expect(await sees(worker, childId)).toBe(false);
  expect((await ask(worker, childId)).statusCode).toBe(200);
  const own = (await ask(above, childId)).json();
  expect((await decide(above, own.requestId, { decision: 'granted' })).json().code).toBe('not-allowed');
  expect((await decide(await supervisor(), own.requestId, { decision: 'granted' })).statusCode).toBe(200);
});

test('a worker sees only own requests; who keeps accounts or figures sees and asks nothing', async () => {
  const childId = await world.child(world.teamIds[1]);
  const [first, second] = [await north(), await north()];
  await ask(first, childId);
  expect((await first.send('GET', '/api/access-requests')).json().requests).toHaveLength(1);
  expect((await second.send('GET', '/api/access-requests')).json().requests).toEqual([]);
  for (const role of ['administrator', 'monitoring_officer'] as const) {
    const outsider = await world.signedIn([role], { isSteppedUp: true, teamIds: [] });
    for (const answer of [await ask(outsider, childId), await breakGlass(outsider, childId), await outsider.send('GET', '/api/access-requests'), await outsider.send('GET', '/api/access-reviews')]) {
      expect(answer.json().code).toBe('not-allowed');
    }
  }
});

test('nobody learns of a child by asking for one who is not here', async () => {
  const worker = await north();
  const unknown = 'AAAAAAAAAAAAAAAAAAAAAA';
  expect((await ask(worker, unknown)).json().code).toBe('not-found');
  expect((await breakGlass(worker, unknown)).json().code).toBe('not-found');
  expect(await sees(worker, unknown)).toBe(false);
});

test('break-glass opens at once for half an hour, shows at once to supervisors, and needs a reason and a step-up', async () => {
  const childId = await world.child(world.teamIds[1]);
  const fresh = await world.signedIn(['case_worker']);
  expect((await breakGlass(fresh, childId)).json().code).toBe('step-up-needed');
  const worker = await north();
  expect((await worker.send('POST', `/api/children/${childId}/break-glass`, { reason: 'urgente' })).json().code).toBe('input-invalid');
  const { grantId } = (await breakGlass(worker, childId)).json();
  expect(await sees(worker, childId)).toBe(true);
  expect(await sees(await north(), childId)).toBe(false);
  const above = await supervisor();
  const waiting = (await above.send('GET', '/api/access-reviews')).json().reviews.find((row: { grantId: string }) => row.grantId === grantId);
  expect(waiting).toMatchObject({ childId, workerName: `Persona ${worker.userName}`, reason, isOverdue: false, isOwn: false });
  world.node.clock.advanceHours(29 / 60);
  expect(await sees(worker, childId)).toBe(true);
  world.node.clock.advanceHours(1 / 60);
  expect(await sees(worker, childId)).toBe(false);
});

test('someone else reviews, once; what was unjustified ends at once', async () => {
  const childId = await world.child(world.teamIds[1], 'past');
  const above = await supervisor();
  const { grantId } = (await breakGlass(above, childId)).json();
  expect(await sees(above, childId)).toBe(true);
  expect((await review(above, grantId, 'justified')).json().code).toBe('not-allowed');
  expect((await review(await north(), grantId, 'justified')).json().code).toBe('not-allowed');
  const other = await supervisor();
  expect((await review(other, '00000000-0000-7000-8000-000000000000', 'justified')).json().code).toBe('not-found');
  expect((await review(other, grantId, 'unjustified')).statusCode).toBe(200);
  expect((await review(other, grantId, 'justified')).json().code).toBe('already-done');
  expect(await sees(above, childId)).toBe(false);
});

test('left without review for a day, the worker cannot break glass again until someone reviews', async () => {
  const [childId, another] = [await world.child(world.teamIds[1]), await world.child(world.teamIds[1])];
  const worker = await north();
  const { grantId } = (await breakGlass(worker, childId)).json();
  world.node.clock.advanceHours(24.1);
  await worker.send('POST', '/api/sign-in', { userName: worker.userName, password: 'violeta-camina-junto-al-río' });
  await worker.send('POST', '/api/session/step-up', { method: 'password', secret: 'violeta-camina-junto-al-río' });
  expect((await worker.send('GET', '/api/session')).json().isBreakGlassLimited).toBe(true);
  expect((await breakGlass(worker, another)).json()).toMatchObject({ code: 'not-allowed', details: { reason: 'review-overdue' } });
  await review(await supervisor(), grantId, 'justified');
  expect((await breakGlass(worker, another)).statusCode).toBe(200);
});

test('who may see a child learns who looked, why, and who was let in from outside', async () => {
  const childId = await world.child(world.teamIds[0]);
  const outsider = await world.signedIn(['lawyer'], { isSteppedUp: true, teamIds: [world.teamIds[1]] });
  await breakGlass(outsider, childId);
  await outsider.send('GET', `/api/children/${childId}/access-log`, undefined, { 'x-purpose': 'legal-aid' });
  const worker = await north();
  const { looks, grants } = (await worker.send('GET', `/api/children/${childId}/access-log`)).json();
  expect(looks).toEqual([{ at: world.node.clock.now(), workerId: outsider.id, workerName: `Persona ${outsider.userName}`, act: 'access.who-looked', purpose: 'legal-aid' }]);
  expect(grants).toMatchObject([{ workerId: outsider.id, kind: 'break-glass', reviewedAt: null }]);
});

test('a long list of looks comes in pages without gaps', async () => {
  const childId = await world.child(world.teamIds[0]);
  const { services, nodeCaller } = world.node;
  await transact(services.database, nodeScope(services.clock.now()), async (transaction) => {
    for (let turn = 0; turn < 230; turn++) await logAccess(transaction, nodeCaller, childId, `test.look-${turn}`, services.clock.now());
  });
  const worker = await north();
  const first = (await worker.send('GET', `/api/children/${childId}/access-log`)).json();
  const second = (await worker.send('GET', `/api/children/${childId}/access-log?before=${first.next}`)).json();
  const acts = [...first.looks, ...second.looks].map((look: { act: string }) => look.act).filter((act: string) => act.startsWith('test.'));
  expect(acts).toEqual(Array.from({ length: 230 }, (_, turn) => `test.look-${229 - turn}`));
  expect(second.next).toBeNull();
});

test('a reason is sealed under the child’s key: it ends with her', async () => {
  const childId = await world.child(world.teamIds[1]);
  await ask(await north(), childId);
  await transact(world.node.services.database, nodeScope(world.node.clock.now()), (transaction) => world.node.services.vault.destroyChildKey(transaction, childId));
  const requests = (await (await supervisor()).send('GET', '/api/access-requests')).json().requests as { childId: string; reason: string | null }[];
  expect(requests.find((row) => row.childId === childId)!.reason).toBeNull();
});
