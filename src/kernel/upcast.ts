import { operationSchemaVersion, type Operation } from './operation.ts';

/** How a body that was written in one version becomes one of the next: by its kind and the version it comes from. */
export type Upcasters = Readonly<Record<string, Readonly<Record<number, (body: never) => unknown>>>>;

/** The body of a kind as version `to` writes it. A version in which that kind did not change needs no step. */
export function upcast(upcasters: Upcasters, kind: string, body: unknown, from: number, to: number): unknown {
  let current = body;
  for (let version = from; version < to; version++) {
    const step = Object.hasOwn(upcasters, kind) ? (upcasters[kind]![version] as ((body: unknown) => unknown) | undefined) : undefined;
    if (step) current = step(current);
  }
  return current;
}

/** Of what stands in the log: one step for each kind whose body changed since a release, with a stored sample as its test. */
const operationUpcasters: Upcasters = {};

/** An operation as this release reads it; the log keeps what was written. */
export function readOperation(operation: Operation, { upcasters, newest }: { readonly upcasters: Upcasters; readonly newest: number } = { upcasters: operationUpcasters, newest: operationSchemaVersion }): Operation {
  if (operation.schemaVersion >= newest) return operation;
  return { ...operation, schemaVersion: newest, body: upcast(upcasters, operation.kind, operation.body, operation.schemaVersion, newest) };
}
