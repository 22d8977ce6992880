import { nextHybridTime, type HybridTime } from '#kernel/hybrid-clock.ts';
import { operationSchemaVersion, roomOf, type NewOperation, type Operation } from '#kernel/operation.ts';
import { readOperation } from '#kernel/upcast.ts';
import type { NodeServices, UnitOfWork } from '../services.ts';
import { append } from './operations.ts';

const lastTimes = new WeakMap<NodeServices, HybridTime>();

/** Fills in who, where and when. */
function complete(unit: UnitOfWork, operation: NewOperation): Operation {
  const madeAt = nextHybridTime(lastTimes.get(unit.node), unit.node.clock.milliseconds(), unit.caller.deviceId);
  lastTimes.set(unit.node, madeAt);
  return {
    id: unit.newIdentifier(),
    kind: operation.kind,
    childId: operation.childId,
    actor: unit.caller.actor,
    actorLabel: `${unit.caller.displayName}, ${unit.node.settings.shortName}`,
    device: unit.caller.deviceId,
    node: unit.node.nodeId,
    madeAt,
    base: operation.base ?? {},
    schemaVersion: operationSchemaVersion,
    body: operation.body,
  };
}

/** The operations cut into runs: what follows on each other of one room and one child. */
function* runsOf(operations: readonly Operation[]): Generator<readonly [Operation, ...Operation[]]> {
  let run: [Operation, ...Operation[]] | null = null;
  for (const operation of operations) {
    if (run && run[0].childId === operation.childId && roomOf(run[0].kind) === roomOf(operation.kind)) {
      run.push(operation);
      continue;
    }
    if (run) yield run;
    run = [operation];
  }
  if (run) yield run;
}

/** Writes the tables of the room that owns each operation. */
export async function project(unit: Pick<UnitOfWork, 'node' | 'transaction'>, operations: readonly Operation[]): Promise<void> {
  for (const run of runsOf(operations)) {
    const projector = unit.node.projectors[roomOf(run[0].kind)];
    if (!projector) throw new Error(`no room projects ${run[0].kind}`);
    await projector(unit, run);
  }
}

/** Records acts of this caller: appends them to the log and writes the tables derived from it, in one transaction. */
export async function record(unit: UnitOfWork, operations: readonly NewOperation[]): Promise<Operation[]> {
  return recordCompleted(unit, operations.map((operation) => complete(unit, operation)));
}

/** Records operations made elsewhere (a file that was handed over): those known already are passed over. */
export async function recordCompleted(unit: UnitOfWork, operations: readonly Operation[]): Promise<Operation[]> {
  for (const childId of new Set(operations.flatMap((operation) => operation.childId ?? []))) {
    await unit.node.vault.ensureChildKey(unit.transaction, childId);
  }
  const fresh = await append(unit.node, unit.transaction, operations);
  await project(unit, fresh.map((operation) => readOperation(operation)));
  return fresh;
}
