import { Check } from 'typebox/value';
import { breakBetween, countersigned } from '#exchange/federation/envelope/block-form.ts';
import { receiptSchema, type Receipt } from '#exchange/federation/envelope/receipt-form.ts';
import type { NodeId } from '#kernel/identifier.ts';
import { faultOf, openBlock, type ProvenBlock } from './blocks.ts';
import type { CustodyProof } from './document.ts';
import type { Parties } from './parties.ts';
import { openDetached, openSigned } from './signed-text.ts';
import { gradeOf, type Ending, type Fault, type Party, type ProvenTenure, type Verdict } from './verdict.ts';

/** Something that is of no link which the file proves: foreign, unless a link that could not be proven may be the one it belongs to. */
const foreignOr = (code: string, part: string, place: number, isWhole: boolean): Fault =>
  (isWhole ? { code, grade: 'broken', where: { place } } : { code: 'unplaced', grade: 'missing', where: { part, place } });

/** Proves the chain of one child and everything that was signed beside it. @param found faults of the file as a whole */
export async function judgeCustody(proof: CustodyProof, parties: Parties, found: readonly Fault[]): Promise<Verdict> {
  const chain = await readChain(proof, parties);
  const endings = await readEndings(proof, parties, chain);
  const takings = await readTakings(proof, parties, chain);
  const witnesses = await readWitnesses(proof, parties, chain.blocks);
  const receipts = await readReceipts(proof, parties, chain);
  const faults = [...found, ...chain.faults, ...endings.faults, ...takings.faults, ...witnesses.faults, ...receipts];
  return {
    kind: 'custody', cid: proof.cid, exportedBy: parties.party(proof.exportedBy), exportedAt: proof.exportedAt, grade: gradeOf(faults), faults,
    tenures: tenuresOf(chain.blocks, takings.at, parties), endings: endings.endings, witnesses: witnesses.nodes, receipts: proof.receipts.length - receipts.length,
  };
}

interface Chain {
  readonly blocks: readonly ProvenBlock[];
  readonly faults: readonly Fault[];
  /** Every link is there and proven. */
  readonly isWhole: boolean;
}

/** The blocks that prove, in the order of the file; a link that is not there is missing, one that does not follow is broken. */
async function readChain({ cid, blocks: signed }: CustodyProof, parties: Parties): Promise<Chain> {
  const blocks: ProvenBlock[] = [];
  const faults: Fault[] = [];
  if (signed.length === 0) faults.push({ code: 'chain-empty', grade: 'missing', where: {} });
  for (const [index, each] of signed.entries()) {
    const opened = await openBlock(each, parties);
    if (!opened.ok) {
      faults.push(faultOf('block', opened.reason, { place: index + 1 }));
      continue;
    }
    const { block } = opened.value;
    const expected = (blocks.at(-1)?.block.epoch ?? -1) + 1;
    // a link that did not prove stands between: it is reported already, and the next one cannot be held against it
    const isAfterGap = block.epoch > expected;
    if (block.cid !== cid) faults.push({ code: 'other-child', grade: 'broken', where: { epoch: block.epoch } });
    const reason = isAfterGap ? undefined : breakBetween(blocks.at(-1), block, expected);
    if (reason) faults.push({ code: reason, grade: 'broken', where: { epoch: block.epoch } });
    for (let epoch = expected; epoch < block.epoch; epoch++) faults.push({ code: 'gap', grade: 'missing', where: { epoch } });
    // whoever follows a lost node is appointed by the root of its country: that it is the root cannot be told from the file
    if (block.mode === 'succession' && !reason) faults.push({ code: 'succession', grade: 'missing', where: { epoch: block.epoch, node: block.from } });
    if (!reason) blocks.push(opened.value);
  }
  return { blocks, faults, isWhole: faults.every(({ code, grade }) => grade !== 'missing' || code === 'succession') };
}

async function readEndings({ cid, endings: signed }: CustodyProof, parties: Parties, { blocks, isWhole }: Chain): Promise<{ readonly endings: readonly Ending[]; readonly faults: readonly Fault[] }> {
  const endings: Ending[] = [];
  const faults: Fault[] = [];
  for (const [index, release] of signed.entries()) {
    const opened = await openBlock({ release, acceptance: null }, parties);
    const block = opened.ok ? opened.value.block : null;
    const previous = blocks.find(({ block: { epoch } }) => epoch === (block?.epoch ?? 0) - 1);
    const isOfChain = block && block.cid === cid && (block.kind === 'close' || block.kind === 'merge') && block.prevHash === previous?.hash && block.from === previous.block.to;
    if (!opened.ok) faults.push(faultOf('ending', opened.reason, { place: index + 1 }));
    else if (!isOfChain) faults.push(foreignOr('ending-foreign', 'ending', index + 1, isWhole));
    else endings.push({ kind: block.kind as Ending['kind'], by: parties.party(block.from), at: block.committedAt, epoch: block.epoch });
  }
  return { endings, faults };
}

/** When the receiver of each handover signed that it took the children, by handover. */
async function readTakings({ takings }: CustodyProof, parties: Parties, { blocks, isWhole }: Chain): Promise<{ readonly at: ReadonlyMap<string, CustodyProof['takings'][number]>; readonly faults: readonly Fault[] }> {
  const at = new Map<string, CustodyProof['takings'][number]>();
  const faults: Fault[] = [];
  for (const [index, taking] of takings.entries()) {
    const link = blocks.find(({ block, hash }) => block.hid === taking.hid && block.to === taking.by && taking.blocks.includes(hash));
    const opened = link ? await openDetached('custody-countersignature', taking.signature, countersigned(taking.hid, taking.blocks), parties.keyFor(taking.by, taking.at)) : null;
    if (!opened) faults.push(foreignOr('taking-foreign', 'taking', index + 1, isWhole));
    else if (!opened.ok) faults.push(faultOf('taking', opened.reason, { place: index + 1 }));
    else at.set(taking.hid, taking);
  }
  return { at, faults };
}

async function readWitnesses({ cid, witnesses }: CustodyProof, parties: Parties, blocks: readonly ProvenBlock[]): Promise<{ readonly nodes: readonly Party[]; readonly faults: readonly Fault[] }> {
  const genesis = blocks.find(({ block }) => block.epoch === 0)?.hash;
  const nodes: Party[] = [];
  const faults: Fault[] = [];
  for (const [index, signed] of witnesses.entries()) {
    const opened = await openSigned('custody-witness', signed, (kid, claimed) => parties.keyFor(String((claimed as { from?: unknown } | null)?.from) as NodeId, null)(kid, claimed));
    const said = opened.ok ? (opened.payload as { readonly typ: string; readonly from: NodeId; readonly cid: string; readonly genesis: string | null }) : null;
    if (!opened.ok) faults.push(faultOf('witness', opened.reason, { place: index + 1 }));
    else if (said?.typ !== 'custody-witness/1' || said.cid !== cid || (genesis !== undefined && said.genesis !== genesis)) faults.push({ code: 'witness-foreign', grade: 'broken', where: { place: index + 1 } });
    else nodes.push(parties.party(said.from));
  }
  return { nodes, faults };
}

/** A receipt must be of a party to a handover of this chain, for a message of the other one, under the name that the file gives. */
async function readReceipts({ receipts }: CustodyProof, parties: Parties, { blocks, isWhole }: Chain): Promise<readonly Fault[]> {
  const faults: Fault[] = [];
  for (const [index, { hid, mid, signed }] of receipts.entries()) {
    const where = { place: index + 1 };
    const opened = await openSigned('receipt', signed, (kid, claimed) => (Check(receiptSchema, claimed) ? parties.keyFor(claimed.from, claimed.receivedAt)(kid, claimed) : { reason: 'form' }));
    const receipt = opened.ok ? (opened.payload as Receipt) : null;
    const link = blocks.find(({ block }) => block.hid === hid)?.block;
    const between = link && [link.from, link.to];
    if (!opened.ok) faults.push(faultOf('receipt', opened.reason, where));
    else if (!between) faults.push(foreignOr('receipt-foreign', 'receipt', index + 1, isWhole));
    else if (!receipt || !between.includes(receipt.from) || !between.includes(receipt.to) || receipt.from === receipt.to || receipt.mid !== mid) faults.push({ code: 'receipt-foreign', grade: 'broken', where });
  }
  return faults;
}

const tenuresOf = (blocks: readonly ProvenBlock[], takings: ReadonlyMap<string, CustodyProof['takings'][number]>, parties: Parties): ProvenTenure[] =>
  blocks.map(({ block, hash, acceptance }, index) => {
    const next = blocks[index + 1]?.block;
    const taking = block.hid === null ? undefined : takings.get(block.hid);
    return {
      epoch: block.epoch, kind: block.kind === 'close' ? 'merge' : block.kind, holder: parties.party(block.to), from: block.committedAt, until: next?.epoch === block.epoch + 1 ? next.committedAt : null,
      releasedBy: parties.party(block.from), acceptedBy: acceptance && parties.party(acceptance.to), acceptedAt: acceptance?.acceptedAt ?? null,
      takenAt: taking?.blocks.includes(hash) ? taking.at : null,
    };
  });
