import type { ChildId, Uuid, WorkerId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { NewOperation } from '#kernel/operation.ts';
import type { Role } from '#kernel/role.ts';
import type { Language } from '../schema/words.ts';

export type FirstFactor = 'password' | 'passkey';
export type SecondFactor = 'totp' | 'recovery-code' | 'passkey';

/**
 * What the access room records, by kind. All of it belongs to this node, never to a child's file that travels: also
 * where it is about a child. What was said about a child is sealed under the child's key inside, so that it is erased with her.
 */
export interface AccessBodies {
  'account-created': { accountId: WorkerId; userName: string; displayName: string; roles: readonly Role[]; teamIds: readonly Uuid[]; language: Language };
  'account-roles-changed': { accountId: WorkerId; roles: readonly Role[]; teamIds: readonly Uuid[] };
  'account-status-set': { accountId: WorkerId; status: 'active' | 'disabled' };
  'language-set': { accountId: WorkerId; language: Language };
  'team-created': { teamId: Uuid; name: string };
  'team-renamed': { teamId: Uuid; name: string };
  'password-reset': { accountId: WorkerId; removesSecondFactors: boolean };
  'password-changed': { accountId: WorkerId };
  'totp-confirmed': { accountId: WorkerId };
  'totp-removed': { accountId: WorkerId };
  'recovery-codes-renewed': { accountId: WorkerId };
  'passkey-added': { accountId: WorkerId; passkeyId: Uuid };
  'passkey-removed': { accountId: WorkerId; passkeyId: Uuid };
  'signed-in': { accountId: WorkerId; sessionId: Uuid; firstFactor: FirstFactor; secondFactor: SecondFactor | null };
  /** `accountId` is null when the name is nobody's; the name that was typed is not kept. */
  'sign-in-failed': { accountId: WorkerId | null; step: 'password' | 'totp' | 'recovery-code' | 'passkey' };
  'stepped-up': { accountId: WorkerId; sessionId: Uuid; factor: 'password' | 'totp' | 'passkey' };
  'step-up-failed': { accountId: WorkerId; sessionId: Uuid; factor: 'password' | 'totp' | 'passkey' };
  'signed-out': { accountId: WorkerId; sessionIds: readonly Uuid[] };
  'child-access-asked': { requestId: Uuid; childId: ChildId; workerId: WorkerId; reasonSealed: string };
  'child-access-decided': {
    requestId: Uuid; childId: ChildId; workerId: WorkerId; decision: 'granted' | 'denied';
    grantId: Uuid | null; until: Instant | null; reasonSealed: string;
  };
  'glass-broken': { grantId: Uuid; childId: ChildId; workerId: WorkerId; until: Instant; reasonSealed: string };
  'glass-reviewed': { grantId: Uuid; childId: ChildId; workerId: WorkerId; finding: 'justified' | 'unjustified' };
}

export type AccessKind = keyof AccessBodies;

export const accessOperation = <Kind extends AccessKind>(kind: Kind, body: AccessBodies[Kind]): NewOperation => ({
  kind: `access.${kind}`,
  childId: null,
  body,
});
