import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Static, TSchema } from 'typebox';
import type { Endpoint } from '#kernel/endpoint.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { nodeScope, transact } from '../db/transact.ts';
import { routeSchema } from '../http/openapi.ts';
import { sendProblem } from '../http/problem-reply.ts';
import { parse } from '../ledger/verb.ts';
import type { NodeServices } from '../services.ts';
import { hashToken } from '../vault/index.ts';
import { sessionOf } from './authenticate.ts';
import { carrySession, dropSession, placeOf, tokenOf } from './carried.ts';
import { describeSession } from './describe-session.ts';
import type { OpenedSession } from './open-session.ts';
import { passkeyOptions, signInWithPasskey } from './passkey-sign-in.ts';
import * as schema from './schema.ts';
import { changePassword, signOut, stepUpOptions, stepUpWithPasskey, stepUpWithSecret } from './session.ts';
import { signInWithCode, signInWithPassword } from './sign-in.ts';
import { findSession, type SessionOfAccount } from './store/sessions.ts';

/** One request at a door. */
interface Visit {
  readonly node: NodeServices;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

type Handler<I extends TSchema, O extends TSchema, S> = (visit: Visit, input: Static<I>, session: S) => Promise<Result<Static<O>>>;

/** A route that opens, renews or ends a session, and so sets cookies: not a verb, since nobody is signed in before it. */
export interface Door {
  readonly name: string;
  readonly endpoint: Endpoint;
  readonly needsSession: boolean;
  handle(visit: Visit, input: unknown, session: SessionOfAccount | null): Promise<Result<unknown>>;
}

const open = <I extends TSchema, O extends TSchema>(name: string, endpoint: Endpoint<I, O>, handle: Handler<I, O, null>): Door =>
  ({ name, endpoint, needsSession: false, handle: (visit, input) => handle(visit, input as Static<I>, null) });
const within = <I extends TSchema, O extends TSchema>(name: string, endpoint: Endpoint<I, O>, handle: Handler<I, O, SessionOfAccount>): Door =>
  ({ name, endpoint, needsSession: true, handle: (visit, input, session) => handle(visit, input as Static<I>, session!) });

/** Hands a session to whoever asked for it: as a cookie to a page, as a token to a program. */
async function handOver({ node, reply }: Visit, opened: Result<OpenedSession>, asToken: boolean): Promise<Result<schema.SignedIn>> {
  if (!opened.ok) return opened;
  const session = await transact(node.database, nodeScope(node.clock.now()), async (transaction) => {
    const row = await findSession(transaction, hashToken(opened.value.token));
    return describeSession(node, transaction, row!);
  });
  if (asToken) return succeed({ session, token: opened.value.token });
  carrySession(node, reply, opened.value);
  return succeed({ session });
}

const isBearer = ({ node, request }: Visit): boolean => tokenOf(node, request)?.isBearer ?? false;

export const doors: readonly Door[] = [
  open('access.sign-in-page', schema.signInPage, ({ node }) => {
    const { name, shortName, country, isTraining, publicHelpline } = node.settings;
    return Promise.resolve(succeed({ node: { id: node.nodeId, name, shortName, country, isTraining, publicHelpline } }));
  }),
  open('access.sign-in', schema.signIn, async (visit, input) =>
    handOver(visit, await signInWithPassword(visit.node, input, placeOf(visit.node, visit.request)), input.asToken ?? false)),
  open('access.sign-in-second-factor', schema.signInSecondFactor, async (visit, input) =>
    handOver(visit, await signInWithCode(visit.node, input, placeOf(visit.node, visit.request)), input.asToken ?? false)),
  open('access.passkey-sign-in-options', schema.passkeySignInOptions, ({ node }) => passkeyOptions(node)),
  open('access.passkey-sign-in', schema.passkeySignIn, async (visit, input) =>
    handOver(visit, await signInWithPasskey(visit.node, input, placeOf(visit.node, visit.request)), input.asToken ?? false)),
  within('access.session', schema.currentSession, async ({ node }, _, session) =>
    succeed(await transact(node.database, nodeScope(node.clock.now()), (transaction) => describeSession(node, transaction, session)))),
  within('access.sign-out', schema.signOut, async ({ node, reply }, input, session) => {
    dropSession(node, reply);
    return signOut(node, session, input);
  }),
  within('access.step-up', schema.stepUp, async (visit, input, session) =>
    handOver(visit, await stepUpWithSecret(visit.node, session, input), isBearer(visit))),
  within('access.step-up-passkey-options', schema.stepUpPasskeyOptions, ({ node }, _, session) => stepUpOptions(node, session)),
  within('access.step-up-passkey', schema.stepUpPasskey, async (visit, input, session) =>
    handOver(visit, await stepUpWithPasskey(visit.node, session, input), isBearer(visit))),
  within('access.change-password', schema.changePassword, async (visit, input, session) =>
    handOver(visit, await changePassword(visit.node, session, input), isBearer(visit))),
];

/**
 * A page of another site cannot set this header, and a program that asks for a token sends no cookie: nobody can be
 * signed in or out from elsewhere without noticing.
 */
const isOwnPage = (request: FastifyRequest): boolean =>
  request.headers['x-amparo'] === '1' || request.headers.authorization !== undefined || (request.body as { asToken?: unknown } | null)?.asToken === true;

/** Adds the doors to the server. @param attemptsPerMinute at the doors that take a secret, from one address */
export const accessExtension = (node: NodeServices, options: { readonly attemptsPerMinute?: number } = {}) => (server: FastifyInstance): void => {
  for (const door of doors) {
    const takesSecret = door.endpoint.method === 'POST';
    server.route({
      method: door.endpoint.method,
      url: door.endpoint.path,
      schema: { ...routeSchema(door.endpoint, door.name), ...(door.needsSession ? {} : { security: [] }) },
      bodyLimit: 32 * 1024,
      config: takesSecret ? { rateLimit: { max: options.attemptsPerMinute ?? 30, timeWindow: '1 minute' } } : {},
      handler: async (request, reply) => {
        const answer = await visit(node, door, request, reply);
        if (answer.ok) return reply.send(answer.value);
        const wait = answer.problem.details.retryAfterSeconds;
        if (typeof wait === 'number') reply.header('retry-after', wait);
        return sendProblem(reply, answer.problem);
      },
    });
  }
};

async function visit(node: NodeServices, door: Door, request: FastifyRequest, reply: FastifyReply): Promise<Result<unknown>> {
  if (door.endpoint.method !== 'GET' && !isOwnPage(request)) return refuse('not-allowed');
  const session = door.needsSession ? await sessionOf(node, request) : null;
  if (door.needsSession && !session) return refuse('sign-in-needed');
  const input = parse(door.endpoint.input, door.endpoint.method === 'GET' ? {} : (request.body ?? {}));
  return input.ok ? door.handle({ node, request, reply }, input.value, session) : input;
}
