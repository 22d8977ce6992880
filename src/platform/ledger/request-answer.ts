import type { Instant } from '#kernel/instant.ts';
import type { UnitOfWork } from '../services.ts';

type RequestTables = {
  'platform.request_answer': { request_id: string; actor: string; command: string; answered_at: Instant; answer_sealed: Buffer };
};

const context = 'platform.request_answer';

/** The answer given before to the same request of the same caller, if any. */
export async function rememberedAnswer(unit: UnitOfWork, command: string): Promise<{ answer: unknown } | null> {
  if (unit.caller.requestId === null) return null;
  const row = await unit.transaction.withTables<RequestTables>().selectFrom('platform.request_answer').select('answer_sealed')
    .where('request_id', '=', unit.caller.requestId).where('actor', '=', unit.caller.actor).where('command', '=', command)
    .executeTakeFirst();
  return row ? (unit.node.vault.openForNode(row.answer_sealed, context) as { answer: unknown }) : null;
}

export async function rememberAnswer(unit: UnitOfWork, command: string, answer: unknown): Promise<void> {
  if (unit.caller.requestId === null) return;
  await unit.transaction.withTables<RequestTables>().insertInto('platform.request_answer').values({
    request_id: unit.caller.requestId,
    actor: unit.caller.actor,
    command,
    answered_at: unit.now,
    answer_sealed: unit.node.vault.sealForNode({ answer }, context),
  }).execute();
}
