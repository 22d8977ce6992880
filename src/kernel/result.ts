import type { Problem, ProblemCode } from './problem.ts';

/** The outcome of anything that is expected to fail at times. Bugs throw; refusals are values. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

/** A success carrying `value`. */
export const succeed = <T>(value: T): Result<T> => ({ ok: true, value });

/**
 * A refusal from the catalogue in `problem.ts`.
 * @param code which problem
 * @param details facts for the text shown to the person; never a name, place or free text about a child
 */
export const refuse = (code: ProblemCode, details: Problem['details'] = {}): { readonly ok: false; readonly problem: Problem } => ({
  ok: false,
  problem: { code, details },
});

/** The value of a success; throws on a refusal. For tests and for places where a refusal would be a bug. */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`unexpected refusal ${result.problem.code} ${JSON.stringify(result.problem.details)}`);
  return result.value;
}
