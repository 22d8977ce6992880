import { faultOf, openBlock } from './blocks.ts';
import type { EquivocationProof } from './document.ts';
import type { Parties } from './parties.ts';
import { gradeOf, type Fault, type Verdict } from './verdict.ts';

/** Proves that one node signed two different successors of the same child at the same place of her chain (custody/1 section 10). */
export async function judgeEquivocation({ cid, epoch, exportedBy, exportedAt, blocks }: EquivocationProof, parties: Parties, found: readonly Fault[]): Promise<Verdict> {
  const opened = await Promise.all(blocks.map((signed) => openBlock(signed, parties)));
  const faults: Fault[] = [...found, ...opened.flatMap((one, index): Fault[] => (one.ok ? [] : [faultOf('block', one.reason, { place: index + 1 })]))];
  const proven = opened.flatMap((one) => (one.ok ? [one.value] : []));
  const [first, second] = proven;
  if (first && second) {
    const isOfOne = proven.every(({ block }) => block.cid === cid && block.epoch === epoch) && first.block.from === second.block.from;
    if (!isOfOne || first.hash === second.hash || first.block.to === second.block.to) faults.push({ code: 'no-contradiction', grade: 'broken', where: { epoch } });
  }
  return {
    kind: 'equivocation', cid, epoch, exportedBy: parties.party(exportedBy), exportedAt, grade: gradeOf(faults), faults,
    signer: first ? parties.party(first.block.from) : null, successors: proven.map(({ block }) => parties.party(block.to)),
  };
}
