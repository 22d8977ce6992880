import { instantOf } from '#kernel/hybrid-clock.ts';
import type { Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Operation } from '#kernel/operation.ts';
import type { Transaction } from '#platform/db/transact.ts';
import type { KeptInvitation } from '../rules/invitations.ts';
import type { InvitationAnswered, InvitationEnded, InvitationMade } from '../schema/invitations.ts';

type InvitationRow = {
  invitation_id: Uuid; secret_hash: string; note: string; made_by: string; made_label: string; made_at: Instant; expires_at: Instant;
  answer_card: string | null; answered_at: Instant | null; ended: InvitationEnded['how'] | null; ended_at: Instant | null;
};
const tables = (transaction: Transaction) => transaction.withTables<{ 'governance.invitation': InvitationRow }>();

export interface StoredInvitation extends KeptInvitation {
  readonly note: string;
  readonly madeLabel: string;
  readonly madeAt: Instant;
}

const invitationOf = (row: InvitationRow): StoredInvitation => ({
  invitationId: row.invitation_id, note: row.note, madeLabel: row.made_label, madeAt: row.made_at, expiresAt: row.expires_at, answerCard: row.answer_card, ended: row.ended,
});

/** The newest first. */
export const listInvitations = async (transaction: Transaction): Promise<StoredInvitation[]> =>
  (await tables(transaction).selectFrom('governance.invitation').selectAll().orderBy('made_at', 'desc').orderBy('invitation_id').execute()).map(invitationOf);

/** By its identifier, or by the hash of its secret. Locked, so that it is answered and confirmed once. */
export async function findInvitation(transaction: Transaction, by: { readonly invitationId: Uuid } | { readonly secretHash: string }): Promise<StoredInvitation | null> {
  const rows = tables(transaction).selectFrom('governance.invitation').selectAll().forUpdate();
  const row = await ('invitationId' in by ? rows.where('invitation_id', '=', by.invitationId) : rows.where('secret_hash', '=', by.secretHash)).executeTakeFirst();
  return row ? invitationOf(row) : null;
}

export async function invitationMade(transaction: Transaction, { body, actor, actorLabel, madeAt }: Operation<string, InvitationMade>): Promise<void> {
  await tables(transaction).insertInto('governance.invitation').values({
    invitation_id: body.invitationId, secret_hash: body.secretHash, note: body.note, made_by: actor, made_label: actorLabel, made_at: instantOf(madeAt), expires_at: body.expiresAt,
    answer_card: null, answered_at: null, ended: null, ended_at: null,
  }).execute();
}

export async function invitationAnswered(transaction: Transaction, { body, madeAt }: Operation<string, InvitationAnswered>): Promise<void> {
  await tables(transaction).updateTable('governance.invitation').set({ answer_card: body.card, answered_at: instantOf(madeAt) }).where('invitation_id', '=', body.invitationId).execute();
}

export async function invitationEnded(transaction: Transaction, { body, madeAt }: Operation<string, InvitationEnded>): Promise<void> {
  await tables(transaction).updateTable('governance.invitation').set({ ended: body.how, ended_at: instantOf(madeAt) }).where('invitation_id', '=', body.invitationId).execute();
}
