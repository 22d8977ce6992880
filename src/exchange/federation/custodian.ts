import { Type, type Static } from 'typebox';
import { Check } from 'typebox/value';
import type { ChildId } from '#kernel/identifier.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { ChildIdText, closed, NodeIdText } from '#kernel/text-types.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { sealTo } from '#platform/vault/index.ts';
import { findPeer, type TrustedPeer } from '#rooms/governance/index.ts';
import { tellable } from '#rooms/handover/index.ts';
import type { CustodianQuestion, FederationParts } from './ports.ts';
import { askPeer, parsedObject, randomName } from './request.ts';
import { mostHops } from './rules.ts';
import { inNodeTransaction, sealingKeyOf } from './signers.ts';

const answerPurpose = 'custodian-answer';

/** What one node asks another: nothing about the child but the identifier, or the letters on her card. */
const CustodianInquiry = Type.Object(
  {
    childId: Type.Optional(ChildIdText),
    cardNumber: Type.Optional(Type.String({ pattern: '^[0-9A-HJKMNP-TV-Z]{16}$' })),
    /** How many more nodes may be asked. */
    hops: Type.Integer({ minimum: 0, maximum: mostHops }),
  },
  closed,
);

/** Who is responsible, and the telephone that is answered day and night: no word about the child. */
const Custodian = Type.Object({ nodeId: NodeIdText, name: Type.String({ maxLength: 120 }), dutyPhone: Type.String({ maxLength: 40 }) }, closed);
export type Custodian = Static<typeof Custodian>;

/**
 * Finds the present custodian by following the pointers from node to node. Refuses `not-found` (no node on the way has
 * heard of the child, or the way is too long) and `peer-unreachable` with the `node` at which the way ends for now.
 */
export async function findCustodian(parts: FederationParts, question: CustodianQuestion, hops: number = mostHops): Promise<Result<Custodian>> {
  const { node } = parts;
  const step = await inNodeTransaction(parts, async (unit) => {
    const pointer = await parts.pointers.findPointer(unit, question);
    return pointer && { ...pointer, peer: pointer.at === 'here' ? null : await findPeer(unit.transaction, pointer.at) };
  });
  if (!step) return refuse('not-found', { what: 'custodian' });
  if (step.at === 'here') return succeed({ nodeId: node.nodeId, name: node.settings.shortName, dutyPhone: node.settings.dutyPhone });
  if (hops === 0) return refuse('not-found', { what: 'custodian', reason: 'too-far' });
  const { at, peer } = step;
  const further = peer?.status === 'active' ? await askFurther(parts, peer, step.childId, hops - 1) : refuse('unknown-sender', { node: at });
  // a node on the way that cannot be asked: the caller still learns whom to telephone
  if (!further.ok && further.problem.code !== 'not-found') return refuse('peer-unreachable', { node: at, ...(peer ? { name: peer.name, dutyPhone: peer.dutyPhone } : {}) });
  return further;
}

async function askFurther(parts: FederationParts, peer: TrustedPeer, childId: ChildId, hops: number): Promise<Result<Custodian>> {
  const name = randomName(parts);
  const request = { method: 'POST', path: '/fed/1/custodian', body: JSON.stringify({ childId, hops }), contentType: 'application/json', idempotencyKey: name } as const;
  const answer = await askPeer(parts, peer.card, request);
  if (!answer.ok) return answer;
  const { sealed } = parsedObject(answer.value);
  const opened = await parts.node.vault.openSealed(String(sealed), answerPurpose, name);
  if (!opened.ok) return opened;
  const custodian: unknown = parsedObject(opened.value.toString());
  return Check(Custodian, custodian) ? succeed(custodian) : refuse('message-malformed', { reason: 'custodian' });
}

/** Answers a peer's question, sealed to it and bound to the name of its request, so that a replay tells nobody anything. */
export async function answerCustodian(parts: FederationParts, peer: TrustedPeer, name: string, body: string): Promise<Result<{ sealed: string }>> {
  const asked: unknown = parsedObject(body);
  if (!Check(CustodianInquiry, asked)) return refuse('message-malformed', { reason: 'inquiry' });
  const question = questionIn(asked);
  if (!question) return refuse('message-malformed', { reason: 'inquiry' });
  const learns = await inNodeTransaction(parts, async (unit) => {
    const pointer = await parts.pointers.findPointer(unit, question);
    return pointer ? tellable(unit, pointer.childId, peer.nodeId) : 'all';
  });
  // of a hidden way only the next stop is told, or that nobody here knows her
  if (learns === 'nothing') return refuse('not-found', { what: 'custodian' });
  const { nodeId, settings } = parts.node;
  const found = learns === 'relay' ? succeed<Custodian>({ nodeId, name: settings.shortName, dutyPhone: settings.dutyPhone }) : await findCustodian(parts, question, asked.hops);
  if (!found.ok) return found;
  return succeed({ sealed: await inNodeTransaction(parts, (unit) => sealedAnswer(unit, peer, name, found.value)) });
}

const sealedAnswer = (unit: UnitOfWork, peer: TrustedPeer, name: string, custodian: Custodian): Promise<string> =>
  sealTo(sealingKeyOf(peer.card, unit), Buffer.from(JSON.stringify(custodian)), answerPurpose, name);

function questionIn({ childId, cardNumber }: { childId?: ChildId; cardNumber?: string }): CustodianQuestion | null {
  if (childId !== undefined) return { childId };
  return cardNumber === undefined ? null : { cardNumber };
}
