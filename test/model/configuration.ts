import { allRules, type RuleSwitches } from '#rooms/handover/rules.ts';

/**
 * A wrong design that the kernel has no code for; the checker builds it to show that the rule is needed.
 * R5 `acceptance-expires`: a receiver drops an acceptance by its own clock. R7 `release-forgotten`: the sender counts a
 * release as done without waiting for the ACK. R8 `forwarding-purged`: the end of retention removes the pointer as well.
 * R11 `group-split`: a group may be committed member by member. R12 `intake-unwitnessed`: the device drops its copy
 * at once. R13 `sent-from-memory`: what a crash kept from being sent is never sent again. `receipt-for-ever`: a receipt
 * counts although the thing is owed anew (no revision in the key of an outbox entry).
 */
export type Flaw = 'acceptance-expires' | 'release-forgotten' | 'forwarding-purged' | 'group-split' | 'intake-unwitnessed' | 'sent-from-memory' | 'receipt-for-ever';

/** The bounds of one exploration. Within them everything that can happen is tried in every order. */
export interface Configuration {
  readonly name: string;
  readonly nodes: number;
  readonly children: number;
  /** How many offers and requests may be made altogether. */
  readonly handovers: number;
  readonly restores: number;
  readonly backups: number;
  /** How many of the handovers may be requests. */
  readonly pulls: number;
  /** Children are registered during the run, with a device that keeps its copy until witnessed. */
  readonly registers: boolean;
  /** How many peers witness an intake before the device drops its copy. */
  readonly witnesses: number;
  readonly closes: boolean;
  readonly purges: boolean;
  readonly retracts: boolean;
  /** Offers are flagged as parallel. */
  readonly parallel: boolean;
  /** The machine that a restore replaces may go on running. */
  readonly twins: boolean;
  /**
   * `any`: a message may always be sent once more. `receipts`: settlement may rely only on what the outbox still owes,
   * and what is owed until a receipt is not sent again after one, as the delivery table does it.
   */
  readonly delivery: 'any' | 'receipts';
  /** The children who may be offered together. */
  readonly groups: readonly (readonly number[])[];
  /** Messages that can do nothing any more leave the network. */
  readonly prunes: boolean;
  readonly mostStates: number;
  readonly rules: RuleSwitches;
  readonly flaw: Flaw | null;
}

const basic: Configuration = {
  name: '', nodes: 3, children: 1, handovers: 2, restores: 0, backups: 0, pulls: 0, registers: false, witnesses: 1, closes: false, purges: false,
  retracts: false, parallel: false, twins: false, delivery: 'any', groups: [[0]], prunes: true, mostStates: 4_000_000, rules: allRules, flaw: null,
};

/** A configuration that differs from the basic one (3 nodes, 1 child, 2 handovers, nothing else) as given. */
export const configure = (name: string, differences: Partial<Configuration>): Configuration => ({ ...basic, ...differences, name });

export const nodeNames = 'ABCDE';
/** Groups whose children are never moved apart, so they must always be found together (I6). */
export const siblingsOf = ({ groups }: Configuration): (readonly number[])[] =>
  groups.filter((group) => group.length > 1 && groups.every((other) => other === group || !other.some((child) => group.includes(child))));

/** The peers that are asked to witness an intake: those that follow the origin. */
export const witnessesOf = (configuration: Configuration, child: number): number[] =>
  Array.from({ length: configuration.witnesses }, (_, index) => (originOf(configuration, child) + 1 + index) % configuration.nodes);

/** The node that registers a child: the same for children who are ever moved together, the others in turn. */
export function originOf({ groups, nodes }: Configuration, child: number): number {
  const together = new Set([child]);
  for (const group of [...groups, ...groups]) if (group.some((member) => together.has(member))) for (const member of group) together.add(member);
  return Math.min(...together) % nodes;
}
