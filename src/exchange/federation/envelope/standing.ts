import { Type, type Static } from 'typebox';
import { Check } from 'typebox/value';
import type { NodeId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { verifyJson, type Vault } from '#platform/vault/index.ts';
import { signingKeyOf, type FindSigner } from './signers.ts';
import { closed, Incarnation, InstantText, NodeIdText, Sequence } from './words.ts';

const standingSchema = Type.Object(
  {
    typ: Type.Literal('standing/1'),
    from: NodeIdText,
    to: NodeIdText,
    /** The name of the request that asked: an old answer cannot be given again. */
    asked: Type.String({ maxLength: 64 }),
    /** The newest incarnation of the asker that the answerer knows. */
    incarnation: Incarnation,
    /** The last message received from it, by the pair of incarnations it was sent in. */
    lines: Type.Array(Type.Object({ inc: Incarnation, tinc: Incarnation, seq: Sequence }, closed), { maxItems: 50 }),
    /** This peer's people have recorded that the asker is gone for good. */
    isGone: Type.Boolean(),
    at: InstantText,
  },
  closed,
);
/** The signed word of a peer about how it knows us: by it a node learns that it was set back in time, or that a newer one of it exists. */
export type Standing = Static<typeof standingSchema>;

export const buildStanding = (vault: Vault, standing: Omit<Standing, 'typ' | 'from'>): Promise<string> =>
  vault.sign('receipt', { typ: 'standing/1', from: vault.nodeId, ...standing } satisfies Standing);

/** Reads and proves an answer to our question. Refuses as `openReceipt`. */
export async function openStanding(
  jws: string, expected: { readonly self: NodeId; readonly peer: NodeId; readonly asked: string; readonly findSigner: FindSigner; readonly now: Instant },
): Promise<Result<Standing>> {
  const verified = await verifyJson('receipt', jws, (kid, claimed) => {
    if (!Check(standingSchema, claimed)) return refuse('message-malformed', { reason: 'schema' });
    const isOurs = claimed.from === expected.peer && claimed.to === expected.self && claimed.asked === expected.asked;
    return isOurs ? signingKeyOf(expected.findSigner, claimed.from, kid, expected.now) : refuse('message-not-for-us', { to: claimed.to });
  });
  return verified.ok ? succeed(verified.value.payload as Standing) : verified;
}
