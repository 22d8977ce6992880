import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Type } from 'typebox';
import { succeed, valueOf, type Result } from '#kernel/result.ts';
import { command } from '#platform/ledger/command.ts';
import { query } from '#platform/ledger/query.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { verifyNodeCard, type NodeCard, type NodeCardAttributes } from '#platform/vault/index.ts';
import { refuse } from '#kernel/result.ts';
import { viewOwnCard } from '../schema.ts';
import { findOwnCard } from '../store.ts';

/** The version of this program as it stands on the card: peers see by it whether they are close enough to understand each other. */
export const softwareVersion = (JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../../../package.json'), 'utf8')) as { version: string }).version;

const dialled = (phone: string): string => phone.replace(/[^+\d]/g, '');

/** What the card must say now, without serial and moment. */
const wantedOf = ({ node }: UnitOfWork): Omit<NodeCardAttributes, 'serial' | 'issuedAt'> => ({
  name: node.settings.shortName,
  member: node.settings.name,
  country: node.settings.country,
  endpoint: node.settings.publicAddress,
  softwareVersion,
  dutyPhone: dialled(node.settings.dutyPhone),
  ...(node.settings.relays?.length ? { relays: [...node.settings.relays] } : {}),
});

const saysTheSame = (one: NodeCard, other: NodeCard): boolean => {
  const { serial: _one, issuedAt: _oneAt, ...oneRest } = one;
  const { serial: _other, issuedAt: _otherAt, ...otherRest } = other;
  return JSON.stringify(oneRest) === JSON.stringify(otherRest);
};

/**
 * Issues this node's card when there is none, or when its keys or settings have changed since. The node runs it at every
 * start; what is new must then reach the peers. Answers the card that counts and whether it is new.
 */
export const issueOwnCard = command({
  name: 'governance.issue-own-card',
  input: Type.Object({}, { additionalProperties: false }),
  scope: { roles: ['administrator'], allowsNode: true, needsStepUp: true },
  load: async (unit): Promise<Result<{ card: string; isNew: boolean }>> => {
    const known = await findOwnCard(unit.transaction);
    const current = known === null ? null : valueOf(await verifyNodeCard(known));
    const issued = await unit.node.vault.signCard({ ...wantedOf(unit), serial: (current?.serial ?? 0) + 1, issuedAt: unit.now });
    const isNew = current === null || !saysTheSame(current, valueOf(await verifyNodeCard(issued)));
    return succeed(isNew ? { card: issued, isNew } : { card: known!, isNew });
  },
  decide: (state) => succeed({
    operations: state.isNew ? [{ kind: 'governance.own-card-issued', childId: null, body: { card: state.card } }] : [],
    output: state,
  }),
});

export const viewOwnCardVerb = query({
  name: 'governance.view-own-card',
  input: viewOwnCard.input,
  scope: { roles: ['administrator', 'coordinator', 'supervisor'], allowsNode: true },
  read: async (unit) => {
    const card = await findOwnCard(unit.transaction);
    if (card === null) return refuse('not-found', { what: 'own-card' });
    return succeed({ nodeId: unit.node.nodeId, card, fingerprint: await unit.node.vault.fingerprint(card) });
  },
});
