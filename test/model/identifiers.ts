import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import { nodeNames } from './configuration.ts';

/* Short identifiers for the checker: node A, child c0, handover h0. The kernel never looks inside one. */
export const nodeId = (index: number): NodeId => nodeNames[index] as NodeId;
export const childId = (index: number): ChildId => `c${index}` as ChildId;
export const handoverId = (index: number): Uuid => `h${index}` as Uuid;
export const indexOfNode = (node: NodeId): number => nodeNames.indexOf(node);
export const indexOf = (identifier: ChildId | Uuid): number => Number.parseInt(identifier.slice(1), 10);
