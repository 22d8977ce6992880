import type { Transaction } from '../db/transact.ts';
import type { NodeServices } from '../services.ts';
import { isReviewOverdue } from './rules/grants.ts';
import { idleExpiryOf, steppedUpUntil } from './rules/session.ts';
import type { Session } from './schema/session.ts';
import { listTeamRows, namesOf } from './store/accounts.ts';
import { findCredential } from './store/credentials.ts';
import { listUnreviewed } from './store/grants.ts';
import { listPasskeyRows } from './store/passkeys.ts';
import { timesOf, type SessionOfAccount } from './store/sessions.ts';

/** Who is signed in, as the desk is told. Under the node's scope. */
export async function describeSession(node: NodeServices, transaction: Transaction, session: SessionOfAccount): Promise<Session> {
  const now = node.clock.now();
  const { name, shortName, country, place, isTraining, dutyPhone, publicHelpline } = node.settings;
  const { userName, displayName } = namesOf(node, session);
  const credential = await findCredential(transaction, session.account_id);
  const passkeys = await listPasskeyRows(transaction, session.account_id);
  const teams = await listTeamRows(transaction);
  const unreviewed = await listUnreviewed(transaction, session.account_id);
  return {
    sessionId: session.id,
    workerId: session.account_id,
    userName,
    displayName,
    roles: session.roles,
    teams: teams.filter((team) => session.team_ids.includes(team.id)),
    language: session.language,
    node: { id: node.nodeId, name, shortName, country, place, isTraining, dutyPhone, publicHelpline },
    signedInAt: session.created_at,
    idleExpiresAt: idleExpiryOf(timesOf(session)),
    expiresAt: session.expires_at,
    steppedUpUntil: steppedUpUntil(timesOf(session), now),
    mustChangePassword: session.must_change_password,
    secondFactors: {
      hasTotp: credential?.totp_sealed != null,
      passkeyCount: passkeys.length,
      recoveryCodesLeft: credential?.recovery_code_hashes.length ?? 0,
    },
    isBreakGlassLimited: unreviewed.some((grant) => isReviewOverdue(grant.granted_at, now)),
  };
}
