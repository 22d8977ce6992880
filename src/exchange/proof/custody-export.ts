import { signedWordsAbout } from '#exchange/federation/index.ts';
import { refuse, succeed } from '#kernel/result.ts';
import { query } from '#platform/ledger/query.ts';
import { claimedIn } from '#platform/vault/index.ts';
import { readLinks, signedEndingsOf } from '#rooms/handover/index.ts';
import type { CustodyProof } from './check/document.ts';
import { exportCustody } from './schema.ts';
import { sealed } from './seal.ts';

/**
 * Everything signed about who was responsible for a child, as one file that proves itself: the chain, closings, the receivers' words
 * that they took her, witnesses of her registration, receipts, and the cards needed to check them. Opaque identifiers only.
 * Refuses `not-found` for a child out of reach, and `not-verified` while no link of her chain is signed.
 */
export const exportCustodyVerb = query({
  name: 'proof.export-custody',
  input: exportCustody.input,
  scope: { roles: ['supervisor', 'lawyer', 'coordinator'], allowsNode: true, needsStepUp: true },
  child: ({ childId }) => childId,
  read: async (unit, { childId }) => {
    const links = await readLinks(unit, childId);
    if (links.length === 0) return refuse('not-verified', { what: 'chain' });
    const { takings, witnesses, receipts } = await signedWordsAbout(unit, childId);
    const isOfChain = (hid: string) => links.some(({ handoverId }) => handoverId === hid);
    const hashes = new Set(links.map(({ blockHash }) => blockHash));
    const proof = {
      typ: 'amparo-custody-proof/1' as const, cid: childId, blocks: links.map(({ release, acceptance }) => ({ release, acceptance })), endings: await signedEndingsOf(unit, childId),
      // a block that had to be signed anew after a restore is not the one that was countersigned then
      takings: takings.filter(({ blocks }) => blocks.some((hash) => hashes.has(hash))).map((taking) => ({ ...taking, blocks: [...taking.blocks] })),
      witnesses: [...new Set(witnesses)], receipts: receipts.filter(({ hid }) => isOfChain(hid)),
    };
    const signers = [...links.flatMap(({ from, to }) => [from, to]), ...takings.map(({ by }) => by), ...witnesses.map((signed) => (claimedIn(signed) as { from: CustodyProof['exportedBy'] }).from)];
    return succeed({ fileName: `custodia-${childId.slice(0, 8)}.json`, content: await sealed<CustodyProof>(unit, proof, signers) });
  },
});

