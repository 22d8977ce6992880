import type { TSchema } from 'typebox';
import type { Endpoint, InputOf } from '#kernel/endpoint.ts';
import type { Uuid } from '#kernel/identifier.ts';
import type { Decision, NewOperation } from '#kernel/operation.ts';
import { succeed, type Result } from '#kernel/result.ts';
import { custodyRoles, type Role } from '#kernel/role.ts';
import { command, type Facts } from '#platform/ledger/command.ts';
import type { Verb } from '#platform/ledger/verb.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { decideCustody, operationsOfStep, seedsOf, type CustodyCommand, type CustodyState, type StepDetails } from '../rules.ts';
import { modeOf } from '../rules/track-mode.ts';
import type { TrackingSet } from '../schema.ts';
import { loadCustody } from '../store/load.ts';
import { trackingsOf } from '../store/tracking.ts';

export interface HandoverAnswer {
  handoverId: Uuid;
  status: string;
}

/** The commands that are about one handover. */
export type HandoverCommand = Extract<CustodyCommand, { readonly handoverId: Uuid }>;

/** What a verb adds to a step of the protocol: the command it asks for, and what people said with it. */
export interface Step<I> {
  readonly roles?: readonly Role[];
  /** Checks before anything is loaded or locked: may this worker, may this flow. */
  allow?(unit: UnitOfWork, input: I): Promise<Result<unknown>>;
  ask(unit: UnitOfWork, input: I): Promise<Result<{ command: HandoverCommand; details?: StepDetails }>>;
}

interface Loaded {
  readonly custody: CustodyState;
  readonly command: HandoverCommand;
  readonly details: StepDetails;
  /** With a release: whose way stays hidden, put into each file before it leaves. */
  readonly hidden: readonly NewOperation[];
}

/** The next custodian must keep silent too, also where the agreement holds back why. */
async function hiddenWays(unit: UnitOfWork, { kind, handoverId }: HandoverCommand, custody: CustodyState): Promise<NewOperation[]> {
  if (kind !== 'commit' && kind !== 'grant') return [];
  const trackings = await trackingsOf(unit, (custody.outgoing[handoverId]?.group ?? []).map(({ childId }) => childId));
  return [...trackings].filter(([, tracking]) => modeOf(tracking) !== 'direct').map(([childId, tracking]) => (
    { kind: 'handover.tracking-set', childId, body: { mode: modeOf(tracking), steward: tracking.steward, reason: 'protection' } satisfies TrackingSet }));
}

/** Decides one command of the kernel and says what to record. */
function decideStep({ custody, command: asked, details, hidden }: Loaded, facts: Pick<Facts, 'now'>): Result<Decision<HandoverAnswer>> {
  const after = decideCustody(custody, asked);
  if (!after.ok) return after;
  const handoverId = 'newHandoverId' in asked ? asked.newHandoverId : asked.handoverId;
  const status = after.value.outgoing[handoverId]?.status ?? after.value.incoming[handoverId]?.status ?? '';
  return succeed({ operations: [...hidden, ...operationsOfStep(custody, after.value, facts.now, details)], output: { handoverId, status } });
}

/** A verb that is one step of the protocol: allowed, loaded and locked, decided by the kernel, recorded. */
export const custodyVerb = <I extends TSchema, O extends TSchema>(name: string, endpoint: Endpoint<I, O>, step: Step<InputOf<Endpoint<I, O>>>): Verb<I, HandoverAnswer> =>
  command({
    name,
    input: endpoint.input,
    scope: { roles: step.roles ?? custodyRoles, allowsNode: true },
    load: async (unit, raw): Promise<Result<Loaded>> => {
      const input = raw as InputOf<Endpoint<I, O>>;
      const allowed = await step.allow?.(unit, input);
      if (allowed && !allowed.ok) return allowed;
      const asked = await step.ask(unit, input);
      if (!asked.ok) return asked;
      const custody = await loadCustody(unit, seedsOf(asked.value.command));
      return succeed({ custody, command: asked.value.command, details: asked.value.details ?? {}, hidden: await hiddenWays(unit, asked.value.command, custody) });
    },
    decide: (state, _input, facts) => decideStep(state, facts),
  });
