import type { InputOf, OutputOf } from '#kernel/endpoint.ts';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import type { NewOperation } from '#kernel/operation.ts';
import type { openImport, undoImport } from '../schema.ts';

/** A child's row: which batch, which row; `timelineValues` is what her timeline shows of it. */
export interface RowAct {
  readonly batchId: Uuid;
  readonly row: number;
  readonly timelineValues: { readonly row: number };
}

/** The bodies of what is recorded here, by what follows `interchange.` in their kind. They stay at this node. */
export interface ImportBodies {
  'batch-opened': InputOf<typeof openImport> & { readonly batchId: Uuid };
  'batch-undone': { readonly batchId: Uuid };
  'row-imported': RowAct;
  'row-annulled': RowAct;
}

export type Undone = OutputOf<typeof undoImport>;

export const happened = <What extends keyof ImportBodies>(childId: ChildId | null, what: What, body: ImportBodies[What]): NewOperation => ({ kind: `interchange.${what}`, childId, body });
