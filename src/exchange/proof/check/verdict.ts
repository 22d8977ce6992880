import type { NodeId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';

/** What is wrong, and where: `proof.fault.<code>` says it in words. */
export interface Fault {
  readonly code: string;
  /** `missing`: something is not in the file, so a part stays unproven; `broken`: something in it is not as it was signed. */
  readonly grade: 'missing' | 'broken';
  /** The link of the chain, the place in a list, the node: whatever says where. */
  readonly where: Readonly<Record<string, string | number>>;
}

/** An agency by its card; where the file has none, by its identifier alone. */
export interface Party {
  readonly nodeId: NodeId;
  readonly name: string | null;
  readonly member: string | null;
  readonly country: string | null;
}

/** One time of responsibility, as signed. */
export interface ProvenTenure {
  readonly epoch: number;
  readonly kind: 'genesis' | 'handover' | 'merge';
  readonly holder: Party;
  readonly from: Instant;
  readonly until: Instant | null;
  /** Who signed that it releases, and who signed that it accepts: of a registration the registering agency alone. */
  readonly releasedBy: Party;
  readonly acceptedBy: Party | null;
  readonly acceptedAt: Instant | null;
  /** When the receiver signed that it took the child; null where the file has no such word. */
  readonly takenAt: Instant | null;
}

export interface Ending {
  readonly kind: 'close' | 'merge';
  readonly by: Party;
  readonly at: Instant;
  readonly epoch: number;
}

interface Common {
  /** `sound`: all holds. `incomplete`: nothing is altered, something is not there. `broken`: not to be relied upon. */
  readonly grade: 'sound' | 'incomplete' | 'broken';
  readonly faults: readonly Fault[];
}

export type Verdict =
  | (Common & { readonly kind: 'unreadable' })
  | (Common & {
    readonly kind: 'custody'; readonly cid: string; readonly exportedBy: Party; readonly exportedAt: Instant; readonly tenures: readonly ProvenTenure[]; readonly endings: readonly Ending[];
    readonly witnesses: readonly Party[]; readonly receipts: number;
  })
  | (Common & { readonly kind: 'equivocation'; readonly cid: string; readonly epoch: number; readonly exportedBy: Party; readonly exportedAt: Instant; readonly signer: Party | null; readonly successors: readonly Party[] })
  | (Common & {
    readonly kind: 'audit'; readonly exportedBy: Party; readonly exportedAt: Instant; readonly from: Instant; readonly until: Instant; readonly operations: number; readonly access: number; readonly receipts: number;
    readonly requestedBy: string; readonly releasedBy: string;
  });

export const gradeOf = (faults: readonly Fault[]): Common['grade'] =>
  faults.length === 0 ? 'sound' : faults.some(({ grade }) => grade === 'broken') ? 'broken' : 'incomplete';
