import type { Static, TSchema } from 'typebox';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Decision } from '#kernel/operation.ts';
import type { Result } from '#kernel/result.ts';
import { refuse, succeed } from '#kernel/result.ts';
import type { Role } from '#kernel/role.ts';
import { transact, unlessDeadlocked } from '../db/transact.ts';
import { rowScopeOf, type Caller, type NodeServices, type UnitOfWork } from '../services.ts';
import { rememberedAnswer, rememberAnswer } from './request-answer.ts';
import { record } from './record.ts';
import { authorise, parse, unitOf, type Scope, type Verb } from './verb.ts';

/** What a pure `decide` may know besides the state: the moment, who acts, and new identifiers. */
export interface Facts {
  readonly now: Instant;
  readonly actor: string;
  readonly workerId: Uuid | null;
  readonly roles: readonly Role[];
  readonly teamIds: readonly Uuid[];
  readonly newIdentifier: () => Uuid;
  readonly newChildId: () => ChildId;
}

export interface CommandDefinition<I extends TSchema, State, Output> {
  /** `<room>.<verb>`, e.g. `case.receive-child`. */
  readonly name: string;
  readonly input: I;
  readonly scope: Scope;
  /** Reads what the decision needs; locks what must not change under it. Refuses with `not-found`. */
  load(unit: UnitOfWork, input: Static<I>): Promise<Result<State>>;
  /** Pure: refuses, or says what to record and what to answer. */
  decide(state: State, input: Static<I>, facts: Facts): Result<Decision<Output>>;
  /** Only for what is not derived from the log (a stored file, a session). The room's tables are written by its projector. */
  save?(unit: UnitOfWork, decision: Decision<Output>, state: State, input: Static<I>): Promise<void>;
}

class Refusal extends Error {
  readonly result: Result<never>;
  constructor(result: Result<never>) {
    super('refused');
    this.result = result;
  }
}

/**
 * The one way to write. In this order, fail-closed: authorise, parse, open the transaction under the caller's row
 * scope, ask whether the node may act as it stands, load, decide, append the operations to the ledger and project them, save. A refusal at any point leaves
 * nothing behind. A request sent twice with the same request id acts once and gets the same answer.
 */
export function command<I extends TSchema, State, Output>(definition: CommandDefinition<I, State, Output>): Verb<I, Output> {
  const { name, input: schema, scope } = definition;
  const act = async (node: NodeServices, caller: Caller, raw: unknown): Promise<Result<Output>> => {
    const allowed = authorise(scope, caller);
    if (!allowed.ok) return allowed;
    const input = parse(schema, raw);
    if (!input.ok) return input;
    const once = () => transact(node.database, rowScopeOf(caller, node.clock.now()), async (transaction) => {
      const unit = unitOf(node, transaction, caller);
      const answered = await rememberedAnswer(unit, name);
      if (answered) return { output: answered.answer as Output, recorded: [] };
      const forbidden = caller.kind === 'worker' ? await node.whyNotNow(unit, name) : null;
      if (forbidden) throw new Refusal({ ok: false, problem: forbidden });
      const state = await definition.load(unit, input.value);
      if (!state.ok) throw new Refusal(state);
      const decision = definition.decide(state.value, input.value, factsOf(unit));
      if (!decision.ok) throw new Refusal(decision);
      const recorded = await record(unit, decision.value.operations);
      await definition.save?.(unit, decision.value, state.value, input.value);
      await rememberAnswer(unit, name, decision.value.output);
      return { output: decision.value.output, recorded };
    });
    try {
      const { output, recorded } = await unlessDeadlocked(once);
      if (recorded.length > 0) node.onRecorded(recorded);
      return succeed(output);
    } catch (error) {
      if (error instanceof Refusal) return error.result;
      const expected = expectedProblem(error);
      if (expected) return expected;
      throw error;
    }
  };
  return { name, kind: 'command', input: schema, scope, run: act };
}

export const factsOf = (unit: UnitOfWork): Facts => ({
  now: unit.now,
  actor: unit.caller.actor,
  workerId: unit.caller.workerId,
  roles: unit.caller.roles,
  teamIds: unit.caller.teamIds,
  newIdentifier: unit.newIdentifier,
  newChildId: unit.newChildId,
});

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code;

/** Failures of the database that a person can do something about. */
function expectedProblem(error: unknown): Result<never> | null {
  const code = codeOf(error);
  if (code === '53100' || code === 'ENOSPC') return refuse('disk-full');
  if (code === '40001' || code === '40P01' || code === '23P01') return refuse('state-changed');
  return null;
}
