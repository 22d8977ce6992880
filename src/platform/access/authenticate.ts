import type { FastifyRequest } from 'fastify';
import { nodeScope, transact } from '../db/transact.ts';
import type { Caller, NodeServices } from '../services.ts';
import { hashToken } from '../vault/index.ts';
import { callerOf, isUsable } from './acting.ts';
import { tokenOf } from './carried.ts';
import { isSightDue } from './rules/session.ts';
import { findSession, noteSight, type SessionOfAccount } from './store/sessions.ts';

/** The open session of a request, with its account as it is now; null when there is none. */
export async function sessionOf(node: NodeServices, request: FastifyRequest): Promise<SessionOfAccount | null> {
  const carried = tokenOf(node, request);
  if (!carried) return null;
  const now = node.clock.now();
  return transact(node.database, nodeScope(now), async (transaction) => {
    const session = await findSession(transaction, hashToken(carried.token));
    if (!session || !isUsable(session, now)) return null;
    if (!isSightDue(session.last_seen_at, now)) return session;
    await noteSight(transaction, session.id, now);
    return { ...session, last_seen_at: now };
  }, { durable: false });
}

/** Who sends a request, from its session; null when nobody is signed in. */
export const createAuthenticate = (node: NodeServices) => async (request: FastifyRequest): Promise<Caller | null> => {
  const session = await sessionOf(node, request);
  return session && callerOf(node, session, node.clock.now());
};
