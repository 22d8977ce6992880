import type { Static, TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import type { Result } from '#kernel/result.ts';
import { refuse, succeed } from '#kernel/result.ts';
import { childIdFrom, uuidFrom } from '#kernel/identifier.ts';
import type { Role } from '#kernel/role.ts';
import type { Transaction } from '../db/transact.ts';
import type { Caller, NodeServices, UnitOfWork } from '../services.ts';
import { mendable } from './input-errors.ts';

/** Who may use a verb. The node itself may use every verb that says so. */
export interface Scope {
  readonly roles: readonly Role[];
  readonly allowsNode?: boolean;
  /** Needs a second factor given within the last minutes. */
  readonly needsStepUp?: boolean;
}

/** One thing that can be done or asked. `run` authorises, parses and acts, in that order, fail-closed. */
export interface Verb<I extends TSchema = TSchema, Output = unknown> {
  readonly name: string;
  readonly kind: 'command' | 'query';
  readonly input: I;
  readonly scope: Scope;
  run(node: NodeServices, caller: Caller, input: unknown): Promise<Result<Output>>;
}

/** Refuses a caller whose role does not include the verb: `not-allowed`, `step-up-needed`. */
export function authorise(scope: Scope, caller: Caller): Result<true> {
  if (caller.kind === 'node') return scope.allowsNode ? succeed(true) : refuse('not-allowed');
  if (!scope.roles.some((role) => caller.roles.includes(role))) return refuse('not-allowed');
  if (scope.needsStepUp && !caller.hasSteppedUp) return refuse('step-up-needed');
  return succeed(true);
}

const compiled = new WeakMap<TSchema, Validator>();

const namesIn = new WeakMap<TSchema, ReadonlySet<string>>();

/** Every name of a property in a schema. */
function propertyNames(schema: TSchema): ReadonlySet<string> {
  const known = namesIn.get(schema);
  if (known) return known;
  const names = new Set<string>();
  const collect = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    for (const name of Object.keys((part as { properties?: object }).properties ?? {})) names.add(name);
    Object.values(part).forEach(collect);
  };
  collect(schema);
  namesIn.set(schema, names);
  return names;
}

/** A path as the schema knows it: what a caller made up as a name may be anything, also somebody's, and is not repeated. */
const knownPath = (path: string, names: ReadonlySet<string>): string =>
  path.split('/').map((segment) => (segment === '' || /^\d+$/.test(segment) || names.has(segment) ? segment : '?')).join('/');

/** Checks input against its schema: `input-invalid` with the path of the first fields that do not fit. */
export function parse<I extends TSchema>(schema: I, input: unknown): Result<Static<I>> {
  const validator = compiled.get(schema) ?? (Compile(schema) as Validator);
  compiled.set(schema, validator);
  if (validator.Check(input)) return succeed(input as Static<I>);
  const fields = mendable(validator.Errors(input)).slice(0, 10).map(({ path, keyword }) => `${knownPath(path, propertyNames(schema)) || '/'}: ${keyword}`);
  return refuse('input-invalid', { fields });
}

export function unitOf(node: NodeServices, transaction: Transaction, caller: Caller): UnitOfWork {
  return {
    node,
    transaction,
    caller,
    now: node.clock.now(),
    newIdentifier: () => uuidFrom(node.clock.milliseconds(), node.randomBytes(10)),
    newChildId: () => childIdFrom(node.randomBytes(16)),
  };
}
