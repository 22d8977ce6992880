import { createHash } from 'node:crypto';
import type { ChildId, NodeId } from '#kernel/identifier.ts';
import type { Message } from '#rooms/handover/rules.ts';
import type { Link } from './database.ts';

/** A message on the line: the kernel's words, its place on the line, and what its sender can prove. */
export interface Letter {
  readonly mid: string;
  readonly message: Message;
  readonly childIds: readonly ChildId[];
  readonly sequence: number;
  readonly previousMid: string | null;
  /** Links of the chain that go along with a COMMIT, TRACK or SYNCR. */
  readonly links: readonly Link[];
  /** The receiver's word for this handover, as it was given; in an ACCEPT, REQUEST, COMMIT or TRACK. */
  readonly acceptance: string | null;
}

export const hashOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('base64url');

/**
 * Who has really said what: stands for the signatures, which the whole nodes of the other form make and prove. Nobody can put
 * in a word for another.
 */
export class Notary {
  private readonly said = new Set<string>();
  private readonly made = new Map<string, NodeId>();

  /** A node accepts children in a handover. */
  accept(self: NodeId, handoverId: string, childIds: readonly ChildId[]): string {
    const word = `${self} accepts ${childIds.toSorted().join()} in ${handoverId}`;
    this.said.add(word);
    return word;
  }
  hasAccepted = (word: string | null, node: NodeId, handoverId: string, childIds: readonly ChildId[]): boolean =>
    word === `${node} accepts ${childIds.toSorted().join()} in ${handoverId}` && this.said.has(word);

  /** A node signs a link as the one that releases. */
  sign(link: Omit<Link, 'hash'>): Link {
    const hash = hashOf(link);
    this.made.set(hash, link.from);
    return { ...link, hash };
  }
  isSigned = ({ hash, ...link }: Link): boolean => this.made.get(hash) === link.from && hashOf(link) === hash;
}
