import { succeed, type Result } from '#kernel/result.ts';
import { answerTo, takeSealedAnswer } from '#rooms/governance/index.ts';
import type { FederationParts } from './ports.ts';
import { inNodeTransaction, recordAsNode } from './signers.ts';

/*
 * The invited node answers before anybody trusts it: by a secret that only who was invited has, in a letter that only who invites
 * can open. Nothing follows of it but that people are asked to compare six words.
 */

export const invitationPath = '/fed/1/invitation';

/** Answers an invitation over the line. @returns the answer too: where nobody could be reached, it travels as a file */
export async function answerInvitation(parts: FederationParts, invitation: string): Promise<Result<{ isDelivered: boolean; answer: string }>> {
  const answered = await inNodeTransaction(parts, (unit) => answerTo(unit, invitation));
  if (!answered.ok) return answered;
  const { endpoint, answer } = answered.value;
  const reached = await parts.wire.send(endpoint, { method: 'POST', path: invitationPath, headers: { 'content-type': 'application/octet-stream' }, body: answer });
  return succeed({ isDelivered: reached.ok && reached.value.status === 200, answer });
}

/** Takes an answer that came over the line. Refuses as `takeSealedAnswer`. */
export async function takeInvitationAnswer(parts: FederationParts, sealed: string): Promise<Result<string>> {
  const taken = await recordAsNode(parts, (unit) => takeSealedAnswer(unit, sealed));
  return taken.ok ? succeed('{}') : taken;
}
