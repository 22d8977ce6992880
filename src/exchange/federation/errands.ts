import type { TSchema, Static } from 'typebox';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { agencyWideRoles } from '#kernel/role.ts';
import { logAccess } from '#platform/ledger/access-log.ts';
import { authorise, parse, type Scope, type Verb } from '#platform/ledger/verb.ts';
import type { Caller } from '#platform/services.ts';
import { lookAround } from './conscience/look.ts';
import type { Courier } from './courier.ts';
import { findCustodian } from './find-custodian.ts';
import { questionIn } from './custodian.ts';
import { deskBytes, exportMail, importMail } from './carry.ts';
import { startComparison } from './comparison/ask.ts';
import { answerInvitation } from './invitations.ts';
import { retryParked } from './parked.ts';
import type { CustodianQuestion, Engine } from './ports.ts';
import * as schema from './schema.ts';
import { startComparison as beginComparison } from '#rooms/tracing/schema.ts';
import { inNodeTransaction } from './signers.ts';
import { tryAgain } from './store.ts';

/**
 * A verb that speaks with peers: authorised and parsed like any other, but not in one transaction, because nobody may hold
 * one open while waiting for a line. What it changes, it changes as the node.
 */
const errand = <I extends TSchema, Output>(kind: Verb['kind'], name: string, input: I, scope: Scope, act: (input: Static<I>, caller: Caller) => Promise<Result<Output>>): Verb<I, Output> => ({
  name, kind, input, scope,
  async run(_node, caller, raw) {
    const allowed = authorise(scope, caller);
    if (!allowed.ok) return allowed;
    const parsed = parse(input, raw);
    return parsed.ok ? act(parsed.value, caller) : parsed;
  },
});

const finders = { roles: ['case_worker', 'supervisor', 'lawyer', 'consular_officer', 'shelter_staff', 'coordinator'], allowsNode: true } as const;
const keepers = { roles: ['supervisor', 'coordinator', 'administrator'], allowsNode: true } as const;
/** A file with all that waits for a peer is an export. */
const carriers = { roles: ['supervisor', 'coordinator', 'administrator'], needsStepUp: true } as const;

/** Who is responsible for a child says where she is: whoever learns it has looked at her file. */
const noteQuestion = (engine: Engine, caller: Caller, question: CustodianQuestion): Promise<void> =>
  inNodeTransaction(engine, async (unit) => {
    const pointer = await engine.pointers.findPointer(unit, question);
    if (pointer) await logAccess(unit.transaction, caller, pointer.childId, 'federation.find-custodian', unit.now);
  });

/** The verbs of one node's federation that go over the line. */
export const errandsOf = (engine: Engine, courier: Courier) => ({
  findCustodian: errand('query', 'federation.find-custodian', schema.findCustodian.input, finders, async (asked, caller) => {
    const question = questionIn(asked);
    if (!question) return refuse('input-invalid', { fields: ['/childId: required'] });
    const found = await findCustodian(engine, question);
    if (found.ok) await noteQuestion(engine, caller, question);
    return found;
  }),
  retryPeer: errand('command', 'federation.retry-peer', schema.retryPeer.input, keepers, async ({ nodeId }) => {
    await inNodeTransaction(engine, (unit) => tryAgain(unit.transaction, nodeId, unit.now));
    return succeed({ delivered: (await courier.round()).delivered });
  }),
  retryParked: errand('command', 'federation.retry-parked', schema.retryParkedMessages.input, keepers, async () => succeed({ settled: await retryParked(engine, true) })),
  lookAround: errand('command', 'federation.look-around', schema.lookAround.input, { roles: agencyWideRoles, allowsNode: true } as const, async () => succeed({ raised: await lookAround(engine) })),
  /** Goes on after the answer: its run says how it ended. */
  startComparison: errand('command', 'federation.start-comparison', beginComparison.input, { roles: ['coordinator'], allowsNode: true } as const, async (wanted, caller) => {
    const started = await startComparison(engine, wanted, caller);
    if (!started.ok) return started;
    started.value.done.catch(engine.onFailure);
    return succeed({ runId: started.value.runId });
  }),
  exportMail: errand('command', 'federation.export-mail', schema.exportMail.input, carriers, ({ nodeId }) => exportMail(engine, nodeId, deskBytes)),
  answerInvitation: errand('command', 'federation.answer-invitation', schema.answerInvitation.input, { roles: ['administrator'], needsStepUp: true } as const, ({ invitation }) => answerInvitation(engine, invitation)),
  importMail: errand('command', 'federation.import-mail', schema.importMail.input, carriers, async ({ content }) => {
    const taken = await importMail(engine, content);
    if (!taken.ok) return taken;
    const { answered: _answered, ...counts } = taken.value;
    return succeed({ ...counts, refused: counts.refused.map(({ code, details }) => ({ code, details: { ...details } })) });
  }),
});
