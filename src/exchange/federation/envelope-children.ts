import type { ChildId } from '#kernel/identifier.ts';
import type { Envelope } from './envelope/index.ts';

/** The children whom a message is about, in its own order. */
export function childrenOf({ body, typ }: Pick<Envelope, 'body' | 'typ'>): ChildId[] {
  // facts for a recovering peer and lists of many speak of no child in particular
  // an erasure makes no key for a child whose key is gone
  if (typ === 'SYNCR' || typ === 'LOST_ANSWER' || typ === 'PURGED') return [];
  const { cid, cids, group, members, profile } = body as {
    cid?: ChildId; cids?: ChildId[]; group?: { cid: ChildId }[]; members?: { cid: ChildId }[]; profile?: { cid: ChildId };
  };
  const found = [cid, ...(cids ?? []), ...(group ?? []).map((member) => member.cid), ...(members ?? []).map((member) => member.cid), profile?.cid];
  return [...new Set(found.filter((childId) => childId !== undefined))];
}
