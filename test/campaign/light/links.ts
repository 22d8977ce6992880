import type { ChildId, NodeId } from '#kernel/identifier.ts';
import type { CustodyState, Message, MessageOf } from '#rooms/handover/rules.ts';
import type { LightDatabase, Link } from './database.ts';
import type { Letter, Notary } from './letter.ts';

/* The chain of each child, as `exchange/federation/custody/blocks.ts` and `sync.ts` make, prove and keep it. */

/** Keeps those that are new here and that `isTrue`. */
function keep(database: LightDatabase, childId: ChildId, links: readonly Link[], isTrue: (link: Link) => boolean = () => true): void {
  const known = database.links.get(childId) ?? [];
  const fresh = links.filter((link) => link.childId === childId && !known.some(({ epoch }) => epoch === link.epoch) && isTrue(link));
  if (fresh.length > 0) database.links.set(childId, [...known, ...fresh].toSorted((one, other) => one.epoch - other.epoch));
}

/** The links of a release, made once; with all before them, which travel in the case file. */
export function releaseLinks(notary: Notary, database: LightDatabase, message: MessageOf<'COMMIT'>): Link[] {
  for (const { childId, epoch, origin } of message.group) {
    const known = database.links.get(childId) ?? [];
    if (known.some((link) => link.epoch === epoch)) continue;
    const fresh: Link[] = [];
    if (!known.some((link) => link.epoch === 0) && origin === database.self) fresh.push(notary.sign({ childId, epoch: 0, previous: null, from: database.self, to: database.self, handoverId: null, acceptance: null }));
    const previous = known.find((link) => link.epoch === epoch - 1) ?? fresh[0];
    if (!previous) throw new Error(`the chain of ${childId} lacks link ${epoch - 1} at ${database.self}`);
    fresh.push(notary.sign({ childId, epoch, previous: previous.hash, from: database.self, to: message.to, handoverId: message.handoverId, acceptance: database.acceptances.get(message.handoverId) ?? null }));
    keep(database, childId, fresh);
  }
  return message.group.flatMap(({ childId, epoch }) => (database.links.get(childId) ?? []).filter((link) => link.epoch <= epoch));
}

/** Signs what was released and not sent yet: a peer that recovers must not learn of a release without its link. */
export function signReleases(notary: Notary, database: LightDatabase): void {
  for (const handoverId of database.openSince.keys()) {
    const row = database.outgoing.get(handoverId);
    const isHere = row?.group.every(({ childId, epoch }) => epoch === 1 || (database.links.get(childId)?.some((link) => link.epoch >= epoch - 1) ?? false));
    if (row?.status !== 'committed' || !isHere) continue;
    const group = row.group.map((member) => ({ ...member, origin: database.custody.get(member.childId)!.origin }));
    releaseLinks(notary, database, { type: 'COMMIT', from: database.self, to: row.to, incarnation: 0, addresseeIncarnation: 0, handoverId, group });
  }
}

/** The links that go along with what only tells: where a child is, or all that is known. */
export function linksFor(database: LightDatabase, message: Message): Link[] {
  if (message.type === 'TRACK') return message.group.flatMap(({ childId, epoch }) => (database.links.get(childId) ?? []).filter((link) => link.epoch === epoch));
  if (message.type === 'SYNCR') return message.facts.flatMap(({ childId }) => database.links.get(childId) ?? []);
  return [];
}

const isLinkOf = (link: Link, message: MessageOf<'COMMIT'> | MessageOf<'TRACK'>, from: NodeId | null, to: NodeId, member: { readonly childId: ChildId; readonly epoch: number }): boolean =>
  link.childId === member.childId && link.epoch === member.epoch && link.to === to && (from === null || link.from === from) && link.handoverId === message.handoverId;

/** Whether the signed words in a letter are those of who must have said them, as `exchange/federation/proofs.ts`. */
export function proves(notary: Notary, self: NodeId, { message, links, acceptance }: Letter): boolean {
  if (message.type !== 'COMMIT' && message.type !== 'TRACK' && message.type !== 'ACCEPT' && message.type !== 'REQUEST') return true;
  const childIds = message.group.map(({ childId }) => childId);
  if (message.type === 'ACCEPT' || message.type === 'REQUEST') return notary.hasAccepted(acceptance, message.from, message.handoverId, childIds);
  const [from, to] = message.type === 'COMMIT' ? [message.from, self] : [null, message.from];
  const isReleased = message.group.every((member) => links.some((link) => isLinkOf(link, message, from, to, member) && notary.isSigned(link)));
  return isReleased && (message.type === 'TRACK' ? links.every((link) => link.acceptance !== null) : notary.hasAccepted(acceptance, self, message.handoverId, childIds));
}

/** Keeps the signed links that came along, as far as they tell of what this node now knows to have happened. */
export function takeLinks(notary: Notary, database: LightDatabase, { message, links, acceptance }: Letter, { custody }: CustodyState): void {
  if (message.type !== 'COMMIT' && message.type !== 'TRACK' && message.type !== 'SYNCR') return;
  if (message.type === 'COMMIT' && acceptance !== null) database.acceptances.set(message.handoverId, acceptance);
  for (const [childId, own] of Map.groupBy(links, (link) => link.childId)) {
    const record = custody[childId];
    keep(database, childId, own, (link) => record !== undefined && (record.epoch > link.epoch || (record.epoch === link.epoch && record.handoverId === link.handoverId)) && notary.isSigned(link));
  }
}
