import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { generateSync } from 'otplib';
import type { ChildId, Uuid, WorkerId } from '#kernel/identifier.ts';
import { childIdFrom } from '#kernel/identifier.ts';
import type { Operation } from '#kernel/operation.ts';
import { valueOf } from '#kernel/result.ts';
import type { Role } from '#kernel/role.ts';
import { accessExtension, accessRoutes, createAuthenticate, ensureAccount, ensureTeam, projectAccess } from '#platform/access/index.ts';
import { nodeScope, transact } from '#platform/db/transact.ts';
import { createServer } from '#platform/http/server.ts';
import { createTestNode, type TestNode } from '#test/support/node.ts';

export const password = 'violeta-camina-junto-al-río';

/** One worker's browser: keeps its cookies, sends what the desk sends. */
export interface Browser {
  readonly cookies: Map<string, string>;
  send(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
}

export interface AccessWorld {
  readonly node: TestNode;
  readonly server: FastifyInstance;
  browser(): Browser;
  /** Makes an account; the user name is the role, and a number after the first. */
  account(roles: readonly Role[], options?: { readonly userName?: string; readonly teamIds?: readonly Uuid[] }): Promise<{ readonly id: WorkerId; readonly userName: string }>;
  /** A browser in which a new worker of these roles has signed in. */
  signedIn(roles: readonly Role[], options?: { readonly teamIds?: readonly Uuid[]; readonly isSteppedUp?: boolean }): Promise<Browser & { readonly id: WorkerId; readonly userName: string }>;
  /** A child that belongs to a team. */
  child(teamId: Uuid, standing?: 'open' | 'past'): Promise<ChildId>;
  /** What was recorded, by kind without the room. */
  acts(kind: string): Operation[];
  readonly teamIds: readonly [Uuid, Uuid];
  close(): Promise<void>;
}

export const codeAt = (world: AccessWorld, secret: string): string =>
  generateSync({ secret, epoch: Math.floor(world.node.clock.milliseconds() / 1000) });

/** A node with sign-in over HTTP, two teams, and no other room. */
export async function createAccessWorld(options: { readonly attemptsPerMinute?: number; readonly publicAddress?: string } = {}): Promise<AccessWorld> {
  const { attemptsPerMinute = 10_000, publicAddress = 'https://localhost:8443' } = options;
  const node = await createTestNode({ projectors: { access: projectAccess }, settings: { publicAddress } });
  const { services } = node;
  const server = await createServer({
    node: services, routes: accessRoutes, authenticate: createAuthenticate(services),
    extensions: [accessExtension(services, { attemptsPerMinute })], logLevel: 'silent', requestsPerMinute: 100_000,
  });
  const teamIds = [await ensureTeam(services, 'Norte'), await ensureTeam(services, 'Sur')] as const;
  let count = 0;
  const world: AccessWorld = {
    node, server, teamIds,
    browser: () => createBrowser(server),
    async account(roles, { userName = `${roles[0]}${++count}`, teamIds: ids = [teamIds[0]] } = {}) {
      const { id } = valueOf(await ensureAccount(services, { userName, displayName: `Persona ${userName}`, roles, teamIds: ids, password }));
      return { id, userName };
    },
    async signedIn(roles, { isSteppedUp = false, ...more } = {}) {
      const account = await world.account(roles, more);
      const browser = world.browser();
      await browser.send('POST', '/api/sign-in', { userName: account.userName, password });
      if (isSteppedUp) await browser.send('POST', '/api/session/step-up', { method: 'password', secret: password });
      return { ...browser, ...account };
    },
    async child(teamId, standing = 'open') {
      const childId = childIdFrom(services.randomBytes(16));
      await transact(services.database, nodeScope(services.clock.now()), async (transaction) => {
        await services.vault.ensureChildKey(transaction, childId);
        await transaction.withTables<{ 'access.child_scope': Record<string, unknown> }>().insertInto('access.child_scope')
          .values({ child_id: childId, team_id: teamId, standing, since: services.clock.now() }).execute();
      });
      return childId;
    },
    acts: (kind) => node.recorded.filter((operation) => operation.kind === `access.${kind}`),
    async close() {
      await server.close();
      await node.close();
    },
  };
  return world;
}

function createBrowser(server: FastifyInstance): Browser {
  const cookies = new Map<string, string>();
  return {
    cookies,
    async send(method, path, body, headers = {}) {
      const response = await server.inject({
        method, url: path, cookies: Object.fromEntries(cookies), headers: { 'x-amparo': '1', ...headers }, ...(body ? { payload: body } : {}),
      });
      for (const cookie of response.cookies) {
        if (cookie.value === '') cookies.delete(cookie.name);
        else cookies.set(cookie.name, cookie.value);
      }
      return response;
    },
  };
}
