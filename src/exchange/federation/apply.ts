import type { Operation } from '#kernel/operation.ts';
import type { Problem } from '#kernel/problem.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { nodeMode } from '#rooms/handover/index.ts';
import { takeCaseFiles, takeFileCopy } from './case-file/take.ts';
import { cardPort } from './card-port.ts';
import { custodyPort } from './custody/port.ts';
import type { Envelope, VerifiedBlock } from './envelope/index.ts';
import type { DueMessage, FederationParts, Reception } from './ports.ts';
import { proveContents } from './proofs.ts';
import { inSavepoint, isPassing } from './store.ts';

export interface Applied {
  /** No receipt, with this cause; what the room wrote stays. */
  readonly refusal: Problem | null;
  /** Why the message, or the file that came with it, must be parked. */
  readonly problem: Problem | null;
  readonly recorded: readonly Operation[];
  readonly answers: readonly DueMessage[];
}

/** Undoes what the room wrote and says what becomes of the message instead. */
class Undone extends Error {
  readonly outcome: Pick<Applied, 'refusal' | 'problem'>;
  constructor(outcome: Pick<Applied, 'refusal' | 'problem'>) {
    super('undone');
    this.outcome = outcome;
  }
}

const nothing = { refusal: null, problem: null, recorded: [], answers: [] };

/**
 * Gives a message to the room that it concerns, and takes up the case files of a COMMIT. Whatever the room wrote before it
 * failed is undone; the message itself is never lost by that. Throws only on failures that may pass.
 */
export async function apply(parts: FederationParts, unit: UnitOfWork, envelope: Envelope, jws: string): Promise<Applied> {
  const port = parts.ports.find(({ types }) => types.includes(envelope.typ));
  if (!port) return { ...nothing, problem: { code: 'message-malformed', details: { reason: 'type-not-handled', type: envelope.typ } } };
  const mode = await nodeMode(unit);
  // custody decides by itself what a node in recovery hears; everything else comes again when it is over
  if (mode !== 'up' && !custodyPort.types.includes(envelope.typ) && !(mode === 'recovering' && cardPort.types.includes(envelope.typ))) {
    return { ...nothing, refusal: { code: mode, details: { of: 'receiver' } } };
  }
  const blocks = await proveContents(unit, envelope);
  if (!blocks.ok) return { ...nothing, refusal: blocks.problem };
  try {
    return await inSavepoint(unit.transaction, async () => {
      const reception = await port.receive(unit, { envelope, jws, blocks: blocks.value });
      return outcomeOf(parts, unit, envelope, blocks.value, reception);
    });
  } catch (error) {
    if (error instanceof Undone) return { ...nothing, ...error.outcome };
    if (isPassing(error)) throw error;
    return { ...nothing, problem: { code: 'conflict', details: { reason: 'failed', type: envelope.typ } } };
  }
}

async function outcomeOf(parts: FederationParts, unit: UnitOfWork, envelope: Envelope, blocks: readonly VerifiedBlock[], reception: Reception): Promise<Applied> {
  if (reception.outcome === 'parked') throw new Undone({ refusal: null, problem: reception.problem });
  if (reception.outcome === 'refused') return { ...nothing, refusal: reception.problem, recorded: reception.recorded };
  // custody locks itself on such a message; no other room may act on it either
  const own = parts.incarnation.current();
  if (envelope.tinc > own) throw new Undone({ refusal: { code: 'superseded', details: { of: 'receiver', incarnation: own } }, problem: null });
  const { recorded, answers, taken, afterFiles } = reception;
  const file = envelope.typ === 'COMMIT' ? await takeCaseFiles(parts, unit, envelope, blocks, taken)
    : envelope.typ === 'FILE_COPY' ? await takeFileCopy(parts, unit, envelope) : { recorded: [], problem: null };
  const arrived = (await afterFiles?.()) ?? [];
  return { refusal: null, problem: file.problem, recorded: [...recorded, ...file.recorded, ...arrived], answers };
}
