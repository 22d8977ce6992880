import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import type { NodeId } from '#kernel/identifier.ts';
import type { Operation } from '#kernel/operation.ts';
import { nodeScope, transact, type Transaction } from '#platform/db/transact.ts';
import { createAccessWorld, type AccessWorld } from '#test/security/access-world.ts';
import { projectAccess } from './project.ts';
import { namesOf } from './store/accounts.ts';
import { tablesOf } from './store/tables.ts';

let world: AccessWorld;
beforeAll(async () => { world = await createAccessWorld(); });
afterAll(() => world.close());

const asNodeItself = <T>(work: (transaction: Transaction) => Promise<T>) => transact(world.node.services.database, nodeScope(world.node.clock.now()), work);

/** All derived tables, with the names opened: sealing the same name twice gives different bytes. */
const derived = () => asNodeItself(async (transaction) => {
  const tables = tablesOf(transaction);
  const accounts = await tables.selectFrom('access.account').selectAll().orderBy('id').execute();
  return {
    accounts: accounts.map(({ sealed, ...row }) => ({ ...row, ...namesOf(world.node.services, { sealed }) })),
    teams: await tables.selectFrom('access.team').selectAll().orderBy('id').execute(),
    requests: await tables.selectFrom('access.child_request').selectAll().orderBy('id').execute(),
    grants: await tables.selectFrom('access.child_grant').selectAll().orderBy('id').execute(),
  };
});

test('accounts, teams, requests and grants can be rebuilt from the ledger, exactly', async () => {
  const administrator = await world.signedIn(['administrator'], { isSteppedUp: true, teamIds: [] });
  const worker = await world.signedIn(['case_worker'], { isSteppedUp: true });
  const supervisor = await world.signedIn(['supervisor'], { isSteppedUp: true });
  const childId = await world.child(world.teamIds[1]);
  const reason = 'La niña fue vista en nuestro albergue esta mañana';
  const { id } = (await administrator.send('POST', '/api/accounts', { userName: 'lucia', displayName: 'Lucía', roles: ['lawyer'], teamIds: [] })).json();
  await administrator.send('PUT', `/api/accounts/${id}/roles`, { roles: ['shelter_staff'], teamIds: [world.teamIds[1]] });
  await administrator.send('PUT', `/api/accounts/${id}/status`, { status: 'disabled' });
  await administrator.send('PUT', `/api/teams/${world.teamIds[0]}`, { name: 'Frontera norte' });
  await worker.send('PUT', '/api/session/language', { language: 'en' });
  const { requestId } = (await worker.send('POST', `/api/children/${childId}/access-requests`, { reason })).json();
  await supervisor.send('POST', `/api/access-requests/${requestId}/decision`, { decision: 'granted' });
  const { grantId } = (await worker.send('POST', `/api/children/${childId}/break-glass`, { reason })).json();
  await supervisor.send('POST', `/api/access-reviews/${grantId}`, { finding: 'unjustified' });
  const before = await derived();
  expect(before).toMatchObject({ grants: [{}, {}], requests: [{ decision: 'granted' }] });
  await sql`truncate access.account, access.team, access.child_request, access.child_grant`.execute(world.node.services.database);
  await asNodeItself(async (transaction) => {
    for (const operation of world.node.recorded) await projectAccess({ node: world.node.services, transaction }, [operation]);
  });
  expect(await derived()).toEqual(before);
});

test('what another node recorded makes no account and no grant here', async () => {
  const own = world.acts('account-created')[0]!;
  const foreign: Operation = { ...own, node: 'n_aaaaaaaaaaaaaaaaaaaaaaaaaa' as NodeId };
  const before = await derived();
  await asNodeItself((transaction) => projectAccess({ node: world.node.services, transaction }, [foreign]));
  expect(await derived()).toEqual(before);
});

test('an act that nobody knows is a bug, not silence', async () => {
  const unknown: Operation = { ...world.acts('account-created')[0]!, kind: 'access.crowned' };
  await expect(asNodeItself((transaction) => projectAccess({ node: world.node.services, transaction }, [unknown]))).rejects.toThrow('access.crowned');
});
