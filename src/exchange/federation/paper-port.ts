import type { UnitOfWork } from '#platform/services.ts';
import { owedPapers, takePaper } from '#rooms/handover/index.ts';
import type { DueMessage, MessagePort } from './ports.ts';

/** Acceptances on paper: whoever entered one tells the other node, so that it signs, or says no. The picture stays where it was entered. */
export const paperPort: MessagePort = {
  types: ['PAPER'],
  dueMessages: async (unit: UnitOfWork, childIds) => (await owedPapers(unit, childIds)).map(({ paper, peer }): DueMessage => ({
    key: `PAPER ${paper.paper_id}`, resentUntil: 'receipt', to: peer, typ: 'PAPER', childIds: [paper.child_id],
    body: { paperId: paper.paper_id, handoverId: paper.handover_id, signedBy: paper.signedBy, role: paper.role, place: paper.place, signedAt: paper.signed_at, cids: [paper.child_id] },
  })),
  receive: async (unit, { envelope }) => {
    if (envelope.typ !== 'PAPER') throw new Error(`not a message about a paper: ${envelope.typ}`);
    const { cids: _cids, ...told } = envelope.body;
    const recorded = await takePaper(unit, envelope.from, told);
    return recorded ? { outcome: 'applied', recorded, answers: [], taken: [] } : { outcome: 'parked', problem: { code: 'not-found', details: { what: 'handover' } } };
  },
};
