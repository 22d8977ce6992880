import { Type } from 'typebox';
import type { NodeId } from '#kernel/identifier.ts';
import type { Operation } from '#kernel/operation.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { closed, CodeText, InstantText } from '#kernel/text-types.ts';
import { command } from '#platform/ledger/command.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { verifyNodeCard } from '#platform/vault/index.ts';
import { findOwnCard, listOwnRevocations, listPeers, readRevocation, recordRevocation } from '#rooms/governance/index.ts';
import type { OwnKeyRevoked } from '#rooms/governance/schema.ts';
import { openLetter } from './letter.ts';
import { lastPlacesBefore, receivedBeyond } from './store.ts';
import { inboxContext } from './words.ts';

/**
 * Says that somebody else may have a signing key of this node since a moment (KEY-REVOKE, custody/1 section 2): every peer learns
 * which message to it was the last that is certainly ours. New keys and a new incarnation are the caller's to make, in that order:
 * see `replaceCompromisedKey`. Refuses `not-found` (no such key), `already-done`, `input-invalid` (a moment to come).
 */
export const revokeOwnKey = command({
  name: 'federation.revoke-own-key',
  input: Type.Object({ kid: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }), since: InstantText, reason: CodeText }, closed),
  scope: { roles: ['administrator'], allowsNode: true, needsStepUp: true },
  load: async (unit, { kid, since }) => {
    const text = await findOwnCard(unit.transaction);
    const card = text === null ? null : await verifyNodeCard(text);
    const last = await lastPlacesBefore(unit.transaction, since);
    const lastGood = Object.fromEntries((await listPeers(unit.transaction)).flatMap(({ nodeId }) => (last.has(nodeId) ? [[nodeId, last.get(nodeId)!]] : [])));
    const isRevoked = (await listOwnRevocations(unit.transaction)).some((known) => known.kid === kid);
    return succeed({ isRevoked, isKnown: card?.ok === true && card.value.signing.some((key) => key.kid === kid), isToCome: since > unit.now, lastGood });
  },
  decide: ({ isKnown, isRevoked, isToCome, lastGood }, { kid, since, reason }) => {
    if (!isKnown) return refuse('not-found', { what: 'key', kid });
    if (isRevoked) return refuse('already-done', { kid });
    if (isToCome) return refuse('input-invalid', { field: 'since' });
    return succeed({ operations: [{ kind: 'governance.own-key-revoked', childId: null, body: { kid, since, reason, lastGood } satisfies OwnKeyRevoked }], output: { peers: Object.keys(lastGood).length } });
  },
});

const keyOf = (jws: string): unknown => (JSON.parse(Buffer.from(jws.split('.')[0]!, 'base64url').toString()) as { kid?: unknown }).kid;

/** Takes the word of a peer's root that a key counts no more, and notes which messages of that key had been believed. Refuses as `readRevocation`. */
export async function takeRevocation(unit: UnitOfWork, from: NodeId, signed: string): Promise<Result<Operation[]>> {
  const revocation = await readRevocation(unit, from, signed);
  if (!revocation.ok) return revocation;
  const { kid, lastGood } = revocation.value;
  const voided: string[] = [];
  for (const row of await receivedBeyond(unit.transaction, from, lastGood)) {
    const opened = await openLetter(unit, row.child_ids, row.sealed, inboxContext);
    if (opened.ok && keyOf(opened.value) === kid) voided.push(row.mid);
  }
  return succeed(await recordRevocation(unit, revocation.value, signed, voided));
}
