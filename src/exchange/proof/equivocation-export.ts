import { refuse, succeed } from '#kernel/result.ts';
import { query } from '#platform/ledger/query.ts';
import { disputesOf } from '#rooms/handover/index.ts';
import type { EquivocationProof } from './check/document.ts';
import { exportEquivocation } from './schema.ts';
import { sealed } from './seal.ts';

/** The two contradicting blocks of a child's newest dispute as a file that proves itself. Refuses `not-found` (child, or no dispute). */
export const exportEquivocationVerb = query({
  name: 'proof.export-equivocation',
  input: exportEquivocation.input,
  scope: { roles: ['supervisor', 'lawyer', 'coordinator'], allowsNode: true, needsStepUp: true },
  child: ({ childId }) => childId,
  read: async (unit, { childId }) => {
    const [dispute] = await disputesOf(unit, childId);
    if (!dispute) return refuse('not-found', { what: 'dispute' });
    const { epoch, signer, first, second } = dispute;
    const proof = { typ: 'amparo-equivocation-proof/1' as const, cid: childId, epoch, blocks: [first, second].map(({ release, acceptance }) => ({ release, acceptance })) };
    return succeed({ fileName: `doble-entrega-${childId.slice(0, 8)}.json`, content: await sealed<EquivocationProof>(unit, proof, [signer, first.to, second.to]) });
  },
});
