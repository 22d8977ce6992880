import type { UnitOfWork } from '#platform/services.ts';
import { sha256Of } from '#platform/vault/index.ts';
import { returning } from '#rooms/handover/index.ts';
import type { ReturnAct } from '#rooms/handover/schema.ts';
import type { BodyOf } from './envelope/index.ts';
import type { DueMessage, MessagePort, Reception } from './ports.ts';

/** Reasons are told as codes; notes stay with the sender. */
const actOf = ({ note: _note, ...act }: ReturnAct): BodyOf<'RETURN'>['acts'][number] => act;
const actFrom = (act: BodyOf<'RETURN'>['acts'][number]): ReturnAct => ({ ...act, reason: act.reason as ReturnAct['reason'], note: null });

const taken = (recorded: Awaited<ReturnType<typeof returning.takeReturn>>): Reception => (recorded
  ? { outcome: 'applied', recorded, answers: [], taken: [] } : { outcome: 'parked', problem: { code: 'not-found', details: { what: 'return' } } });

/** Returns of three: the sender tells receiver and consulate how it stands, the consulate what it confirms. No word of a file. */
export const returnPort: MessagePort = {
  types: ['RETURN', 'RETURN_ACT'],
  dueMessages: async (unit: UnitOfWork, childIds) => {
    if (childIds?.length === 0) return [];
    const states = (await returning.owedReturns(unit, childIds)).map(({ to, state }): DueMessage => {
      const body = { ...state, acts: state.acts.map(actOf), chain: [...state.chain] };
      return { key: `RETURN ${state.handoverId} ${sha256Of(JSON.stringify(body))}`, resentUntil: 'receipt', to, typ: 'RETURN', body, childIds: [] };
    });
    const confirmations = (await returning.owedConfirmations(unit)).map(({ to, handoverId, act }): DueMessage => (
      { key: `RETURN_ACT ${handoverId} ${act.what}`, resentUntil: 'receipt', to, typ: 'RETURN_ACT', body: { handoverId, act: actOf(act) }, childIds: [] }));
    return [...states, ...confirmations];
  },
  receive: async (unit, { envelope }) => {
    if (envelope.typ === 'RETURN') return taken(await returning.takeReturn(unit, envelope.from, { ...envelope.body, acts: envelope.body.acts.map(actFrom) }));
    if (envelope.typ !== 'RETURN_ACT') throw new Error(`not a message about a return: ${envelope.typ}`);
    return taken(await returning.takeConfirmation(unit, envelope.from, envelope.body.handoverId, actFrom(envelope.body.act)));
  },
};
