import { Type, type Static } from 'typebox';
import { Check } from 'typebox/value';
import type { ChildId, NodeId } from '#kernel/identifier.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { ChildIdText, closed, InstantText, NodeIdText } from '#kernel/text-types.ts';
import type { TrustedPeer } from '#rooms/governance/index.ts';
import type { CustodianQuestion, FederationParts } from './ports.ts';
import { askPeer, parsedObject, randomName } from './request.ts';
import { mostAsked, mostHops } from './rules.ts';

/* One step on the way to the custodian: the words of the question and of its answer. */

export const answerPurpose = 'custodian-answer';

/** What one node asks another: nothing about the child but the identifier, or the letters on her card. */
export const CustodianInquiry = Type.Object(
  {
    childId: Type.Optional(ChildIdText),
    cardNumber: Type.Optional(Type.String({ pattern: '^[0-9A-HJKMNP-TV-Z]{16}$' })),
    /** How many more nodes may be asked, one behind the other. */
    hops: Type.Integer({ minimum: 0, maximum: mostHops }),
    /** Who has been asked already, or will be: nobody is asked twice, and pointers in a circle end. */
    asked: Type.Optional(Type.Array(NodeIdText, { maxItems: mostAsked })),
  },
  closed,
);

/** What a node answers: who has her as far as it knows, with which epoch, since or at when, and by whose word. */
const Known = Type.Object(
  {
    nodeId: NodeIdText, name: Type.String({ maxLength: 120 }), dutyPhone: Type.String({ maxLength: 40 }), isConfirmed: Type.Boolean(), epoch: Type.Integer({ minimum: 0 }), asOf: InstantText,
    saidBy: Type.Object({ nodeId: NodeIdText, name: Type.String({ maxLength: 120 }) }, closed),
  },
  closed,
);
export type Known = Static<typeof Known>;

/** How far a question may still go. */
export interface Reach {
  readonly hops: number;
  readonly asked: readonly NodeId[];
}

/** Asks one peer. Refuses as `askPeer`, `message-malformed`, and with what the peer refuses (`not-found`: it knows nothing, or may not tell). */
export async function askAt(parts: FederationParts, peer: TrustedPeer, question: { readonly childId: ChildId } | { readonly cardNumber: string }, reach: Reach): Promise<Result<Known>> {
  const name = randomName(parts);
  const body = JSON.stringify({ ...question, hops: reach.hops, asked: reach.asked.slice(0, mostAsked) });
  const answer = await askPeer(parts, peer.card, { method: 'POST', path: '/fed/1/custodian', body, contentType: 'application/json', idempotencyKey: name });
  if (!answer.ok) return answer;
  const opened = await parts.node.vault.openSealed(String(parsedObject(answer.value)['sealed']), answerPurpose, name);
  if (!opened.ok) return opened;
  const known: unknown = parsedObject(opened.value.toString());
  return Check(Known, known) ? succeed(known) : refuse('message-malformed', { reason: 'custodian' });
}

/** The one thing that is asked by; null when nothing is. */
export function questionIn({ childId, cardNumber, folio }: { childId?: ChildId; cardNumber?: string; folio?: string }): CustodianQuestion | null {
  if (childId !== undefined) return { childId };
  if (cardNumber !== undefined) return { cardNumber };
  return folio === undefined ? null : { folio };
}
