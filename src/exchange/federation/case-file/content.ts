import { Type, type Static } from 'typebox';
import { Check } from 'typebox/value';
import type { ChildId, NodeId } from '#kernel/identifier.ts';
import type { HybridTime } from '#kernel/hybrid-clock.ts';
import { operationSchemaVersion, type Operation } from '#kernel/operation.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { ChildIdText, closed, NodeIdText, UuidText } from '#kernel/text-types.ts';
import { factWithheldKind, isWithheld, type OperationShapes } from '#rooms/governance/rules.ts';

const hybridTimePattern = '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z/[0-9a-z]{4}/.{1,80}$';
const OperationText = Type.Object(
  {
    id: UuidText,
    kind: Type.String({ pattern: '^[a-z]+\\.[a-z0-9-]{1,60}$' }),
    childId: ChildIdText,
    actor: Type.String({ minLength: 1, maxLength: 80 }),
    actorLabel: Type.String({ maxLength: 300 }),
    device: Type.String({ minLength: 1, maxLength: 80 }),
    node: NodeIdText,
    madeAt: Type.Unsafe<HybridTime>(Type.String({ pattern: hybridTimePattern, maxLength: 120 })),
    base: Type.Record(Type.String({ maxLength: 120 }), Type.String({ maxLength: 80 })),
    schemaVersion: Type.Integer({ minimum: 1, maximum: 1000 }),
    body: Type.Unknown(),
  },
  closed,
);

/** The file of one child as it travels: her operations as the agreement lets them leave, and what photos and documents they name. */
export const CaseFile = Type.Object(
  {
    v: Type.Literal(1),
    operations: Type.Array(OperationText, { maxItems: 100_000 }),
    files: Type.Array(
      Type.Object({ name: Type.String({ minLength: 1, maxLength: 120 }), hash: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }), size: Type.Integer({ minimum: 0, maximum: 2 ** 31 }) }, closed),
      { maxItems: 2000 },
    ),
    /** Why there is nothing in it, when the agreement does not cover it at all. */
    withheld: Type.Union([Type.String({ maxLength: 80 }), Type.Null()]),
  },
  closed,
);
export type CaseFile = Static<typeof CaseFile>;

/**
 * The operations of a received file that may be recorded here. Those said to be made at this node are left out: what
 * was made here is here already, and nobody else may add to it. A kind that no room here knows, or that never leaves a
 * node, becomes the note that something is missing. Refuses `message-malformed`, reason `case-file`.
 */
export function admissible(content: unknown, childId: ChildId, self: NodeId, shapes: OperationShapes): Result<CaseFile> {
  const read = readCaseFile(content, childId);
  if (!read.ok) return read;
  const operations = read.value.operations.filter(({ node }) => node !== self).map((operation) => known(operation, shapes));
  return succeed({ ...read.value, operations });
}

/** A file of this very child, as it is: only for one that this node has signed itself. Refuses `message-malformed`, reason `case-file`. */
export const readCaseFile = (content: unknown, childId: ChildId): Result<CaseFile> =>
  Check(CaseFile, content) && content.operations.every((operation) => operation.childId === childId) ? succeed(content) : refuse('message-malformed', { reason: 'case-file' });

type Travelling = CaseFile['operations'][number];

function known(operation: Travelling, shapes: OperationShapes): Travelling {
  const isNote = operation.kind === factWithheldKind && isWithheld(operation.body);
  const shape = Object.hasOwn(shapes, operation.kind) ? shapes[operation.kind] : undefined;
  // the next release may write beside what is known; one after that may mean something else by it
  if (operation.schemaVersion > operationSchemaVersion + 1) return { ...operation, kind: factWithheldKind, body: { withheld: 'unknown-version' } };
  return isNote || (shape !== undefined && shape !== 'local') ? operation : { ...operation, kind: factWithheldKind, body: { withheld: 'unknown-kind' } };
}

/** Every text inside a value: by it a file is found that an operation names. */
export function textsIn(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value === 'string') found.add(value);
  else if (typeof value === 'object' && value !== null) for (const member of Object.values(value)) textsIn(member, found);
  return found;
}

export const travelling = (operations: readonly Operation[]): Travelling[] => operations.filter((operation): operation is Operation & { childId: ChildId } => operation.childId !== null)
  .map(({ base, ...operation }) => ({ ...operation, base: { ...base } }));
