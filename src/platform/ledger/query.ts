import type { Static, TSchema } from 'typebox';
import type { ChildId } from '#kernel/identifier.ts';
import { refuse, type Result } from '#kernel/result.ts';
import { isChildVisible } from '../access/store/grants.ts';
import { transact } from '../db/transact.ts';
import { rowScopeOf, type Caller, type NodeServices, type UnitOfWork } from '../services.ts';
import { logAccess, logLook } from './access-log.ts';
import { authorise, parse, unitOf, type Scope, type Verb } from './verb.ts';

export interface QueryDefinition<I extends TSchema, Output> {
  readonly name: string;
  readonly input: I;
  readonly scope: Scope;
  /** The child whose file is read, when it is one child's: must be within reach, and the reading is logged in the same transaction. */
  child?(input: Static<I>): ChildId;
  /** The children of whom an answer tells particulars, where it is not one child's file: a look at each is logged. */
  childrenIn?(answer: Output): readonly ChildId[];
  /** The children whom a list shows by initials, name or facts: one entry for all of them. */
  shows?(answer: Output): readonly ChildId[];
  /** What a search asked for: logged also when nobody was found, as a token under the node's key, never in words. */
  asks?(input: Static<I>): string;
  read(unit: UnitOfWork, input: Static<I>): Promise<Result<Output>>;
}

/**
 * The one way to read: authorise, parse, open the transaction under the caller's row scope, read, and log the access
 * when it was a child's file or a list of children. What row-level security hides is `not-found`: nobody learns that it exists.
 */
export function query<I extends TSchema, Output>(definition: QueryDefinition<I, Output>): Verb<I, Output> {
  const { name, input: schema, scope } = definition;
  const ask = async (node: NodeServices, caller: Caller, raw: unknown): Promise<Result<Output>> => {
    const allowed = authorise(scope, caller);
    if (!allowed.ok) return allowed;
    const input = parse(schema, raw);
    if (!input.ok) return input;
    return transact(node.database, rowScopeOf(caller, node.clock.now()), async (transaction) => {
      const unit = unitOf(node, transaction, caller);
      if (definition.child && caller.kind === 'worker' && !(await isChildVisible(transaction, definition.child(input.value)))) return refuse('not-found');
      const answer = await definition.read(unit, input.value);
      if (answer.ok) await logLooks(unit, definition, input.value, answer.value);
      return answer;
    }, { durable: false });
  };
  return { name, kind: 'query', input: schema, scope, run: ask };
}

async function logLooks<I extends TSchema, Output>({ transaction, caller, node, now }: UnitOfWork, definition: QueryDefinition<I, Output>, input: Static<I>, answer: Output): Promise<void> {
  const { name, child, childrenIn, shows, asks } = definition;
  for (const childId of [...(child ? [child(input)] : []), ...(childrenIn?.(answer) ?? [])]) await logAccess(transaction, caller, childId, name, now);
  const shown = [...new Set(shows?.(answer) ?? [])];
  const asked = asks === undefined ? null : (node.vault.searchToken('question', asks(input)) ?? '');
  if (shown.length > 0 || asked !== null) await logLook(transaction, caller, { child_id: null, shown, asked }, name, now);
}
