import { refuse, succeed, type Result } from '#kernel/result.ts';
import { sha256Of } from '#platform/vault/index.ts';
import type { TrustedPeer } from '#rooms/governance/index.ts';
import type { FederationParts } from './ports.ts';
import { inNodeTransaction } from './signers.ts';
import { dropMessageParts, dropOtherMessages, keepMessagePart, lockLink, messageParts, messagePartsLength } from './store.ts';

/** Messages of one peer that may be under way in parts: its line gives one after the other. */
const mostAtOnce = 4;

/** `of`: the hash of the whole; `from`: where this part begins; `size`: of the whole, in characters. */
export interface PartPlace {
  readonly of: string;
  readonly from: number;
  readonly size: number;
}

/** Where a part belongs; null when the address does not say. @param limit largest whole message */
export function partPlaceIn(parameters: URLSearchParams, limit: number): PartPlace | null {
  const [of, from, size] = [parameters.get('of') ?? '', Number(parameters.get('from')), Number(parameters.get('size'))];
  const isPlace = /^[A-Za-z0-9_-]{43}$/.test(of) && Number.isInteger(from) && from >= 0 && Number.isInteger(size) && size > 0 && size <= limit;
  return isPlace ? { of, from, size } : null;
}

/**
 * Keeps one part of a message. Parts come in order; one that came before, or that does not follow, changes nothing. Refuses
 * `message-malformed`, reason `parts`, when the whole is not what was announced: it is sent anew.
 * @returns how much of it is here, or the whole message once it is
 */
export async function takeMessagePart(parts: FederationParts, { nodeId: peer }: TrustedPeer, { of, from, size }: PartPlace, content: string): Promise<Result<{ readonly have: number } | string>> {
  if (content.length === 0 || from + content.length > size) return refuse('message-malformed', { reason: 'parts' });
  return inNodeTransaction(parts, async ({ transaction, now }) => {
    await lockLink(transaction, peer);
    const before = await messagePartsLength(transaction, peer, of);
    if (from === before) await keepMessagePart(transaction, { peer, hash: of, position: from, content, received_at: now });
    await dropOtherMessages(transaction, peer, mostAtOnce);
    const have = from === before ? before + content.length : before;
    if (have < size) return succeed({ have });
    const whole = (await messageParts(transaction, peer, of)).join('');
    await dropMessageParts(transaction, peer, of);
    return sha256Of(whole) === of ? succeed(whole) : refuse('message-malformed', { reason: 'parts' });
  });
}
