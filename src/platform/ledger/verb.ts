import type { Static, TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import type { Result } from '#kernel/result.ts';
import { refuse, succeed } from '#kernel/result.ts';
import { childIdFrom, uuidFrom } from '#kernel/identifier.ts';
import type { Role } from '#kernel/role.ts';
import type { Transaction } from '../db/transact.ts';
import type { Caller, NodeServices, UnitOfWork } from '../services.ts';

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

/** Checks input against its schema: `input-invalid` with the path of the first fields that do not fit. */
export function parse<I extends TSchema>(schema: I, input: unknown): Result<Static<I>> {
  const validator = compiled.get(schema) ?? (Compile(schema) as Validator);
  compiled.set(schema, validator);
  if (validator.Check(input)) return succeed(input as Static<I>);
  const fields = validator.Errors(input).slice(0, 10).map((error) => `${error.instancePath || '/'}: ${error.keyword}`);
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
