import { instantOf } from '#kernel/hybrid-clock.ts';
import type { Operation } from '#kernel/operation.ts';
import type { Transaction } from '../db/transact.ts';
import { eachByItself, type NodeServices, type Projector } from '../services.ts';
import type { AccessBodies, AccessKind } from './rules/operations.ts';
import { insertAccount, insertTeam, renameTeam, setLanguage, setRights, setStatus } from './store/accounts.ts';
import { closeRequest, closeReview, insertGrant, insertRequest } from './store/grants.ts';

interface Act {
  readonly node: NodeServices;
  readonly transaction: Transaction;
  readonly operation: Operation;
}

type Handler<Kind extends AccessKind> = (body: AccessBodies[Kind], act: Act) => Promise<void>;

/** Recorded for the history only: what they change (secrets, sessions) is not derived from the log. */
const nothing = () => Promise.resolve();

const handlers: { readonly [Kind in AccessKind]: Handler<Kind> } = {
  'account-created': (body, { node, transaction, operation }) => insertAccount(node, transaction, body, instantOf(operation.madeAt)),
  'account-roles-changed': (body, { transaction }) => setRights(transaction, body.accountId, body.roles, body.teamIds),
  'account-status-set': (body, { transaction }) => setStatus(transaction, body.accountId, body.status),
  'language-set': (body, { transaction }) => setLanguage(transaction, body.accountId, body.language),
  'team-created': (body, { transaction }) => insertTeam(transaction, body.teamId, body.name),
  'team-renamed': (body, { transaction }) => renameTeam(transaction, body.teamId, body.name),
  'child-access-asked': (body, { transaction, operation }) => insertRequest(transaction, body, instantOf(operation.madeAt)),
  'child-access-decided': async (body, { transaction, operation }) => {
    const decidedAt = instantOf(operation.madeAt);
    await closeRequest(transaction, body, operation.actor, decidedAt);
    if (body.grantId === null || body.until === null) return;
    const reason = Buffer.from(body.reasonSealed, 'base64url');
    await insertGrant(transaction, {
      id: body.grantId, child_id: body.childId, worker_id: body.workerId, kind: 'granted',
      granted_by: operation.actor, granted_at: decidedAt, until: body.until, reason_sealed: reason,
    });
  },
  'glass-broken': (body, { transaction, operation }) =>
    insertGrant(transaction, {
      id: body.grantId, child_id: body.childId, worker_id: body.workerId, kind: 'break-glass', granted_by: operation.actor,
      granted_at: instantOf(operation.madeAt), until: body.until, reason_sealed: Buffer.from(body.reasonSealed, 'base64url'),
    }),
  'glass-reviewed': (body, { transaction, operation }) => closeReview(transaction, body, operation.actor, instantOf(operation.madeAt)),
  'password-reset': nothing,
  'password-changed': nothing,
  'totp-confirmed': nothing,
  'totp-removed': nothing,
  'recovery-codes-renewed': nothing,
  'passkey-added': nothing,
  'passkey-removed': nothing,
  'signed-in': nothing,
  'sign-in-failed': nothing,
  'stepped-up': nothing,
  'step-up-failed': nothing,
  'signed-out': nothing,
};

/** Everything that the access room records. */
export const accessKinds = Object.keys(handlers) as readonly AccessKind[];

/**
 * Writes accounts, teams, requests and grants from the log. Passes over whatever was made at another node: a peer's
 * file can never make an account or a grant here.
 */
export const projectAccess: Projector = eachByItself(async ({ node, transaction }, operation) => {
  if (operation.node !== node.nodeId || operation.childId !== null) return;
  const kind = operation.kind.slice('access.'.length);
  if (!Object.hasOwn(handlers, kind)) throw new Error(`the access room does not record ${operation.kind}`);
  const handle = handlers[kind as AccessKind] as (body: unknown, act: Act) => Promise<void>;
  await handle(operation.body, { node, transaction, operation });
});
