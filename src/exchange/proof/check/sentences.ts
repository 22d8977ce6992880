import type { Instant } from '#kernel/instant.ts';
import type { Fault, Party, ProvenTenure, Verdict } from './verdict.ts';

/** Fills the blanks of a text of `locales/<language>/proof.json`. */
export type Say = (key: string, blanks?: Readonly<Record<string, string | number>>) => string;

/** An instant as people read it and as nobody can misread it: in UTC. */
export const instantText = (instant: Instant): string => `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;

/** An agency in words: its name by its card, and always the identifier, which is the hash of its root key. */
export const partyText = ({ name, country, nodeId }: Party, say: Say): string => (name === null ? say('proof.party.unknown', { node: nodeId }) : say('proof.party', { name, country: country ?? '', node: nodeId }));

export const faultText = ({ code, where }: Fault, say: Say): string => {
  const reason = typeof where['reason'] === 'string' ? say(`proof.reason.${where['reason'].replace(/^acceptance-(?!other)/, '')}`) : '';
  const chain = typeof where['chain'] === 'string' ? say(`proof.chain.${where['chain']}`) : '';
  const part = typeof where['part'] === 'string' ? say(`proof.chain.${where['part']}`) : '';
  return say(`proof.fault.${code}`, { ...where, reason, chain, part });
};

/** Who held the child from when to when, in one sentence. */
export function tenureText(tenure: ProvenTenure, say: Say): string {
  const { holder, from, until, epoch } = tenure;
  return say(until === null ? 'proof.tenure.since' : 'proof.tenure.span', { number: epoch, holder: partyText(holder, say), from: instantText(from), until: until === null ? '' : instantText(until) });
}

/** By whose signatures a tenure is proven. */
export function signaturesText({ kind, releasedBy, acceptedBy, acceptedAt, takenAt }: ProvenTenure, say: Say): string {
  const by = releasedBy.name ?? releasedBy.nodeId;
  if (kind === 'genesis') return say('proof.signed.genesis', { by });
  if (kind === 'merge' || !acceptedBy || !acceptedAt) return say('proof.signed.merge', { by });
  const to = acceptedBy.name ?? acceptedBy.nodeId;
  const shared = { by, to, accepted: instantText(acceptedAt) };
  return takenAt === null ? say('proof.signed.handover', shared) : say('proof.signed.taken', { ...shared, taken: instantText(takenAt) });
}

/** The verdict in one sentence. */
export const gradeText = (verdict: Verdict, say: Say): string => say(`proof.grade.${verdict.kind === 'unreadable' ? 'unreadable' : verdict.grade}`);

/** Everything for a terminal: the verdict, what the file is and proves, who was responsible when, and what is wrong. */
export const sentencesOf = (verdict: Verdict, say: Say): string[] => [
  gradeText(verdict, say), ...factsOf(verdict, say),
  ...(verdict.kind === 'custody' ? verdict.tenures.flatMap((tenure) => [tenureText(tenure, say), `    ${signaturesText(tenure, say)}`]) : []),
  ...verdict.faults.map((fault) => `- ${faultText(fault, say)}`), say('proof.caveat'),
];

/** What a file is, by whom and when it was made, and what it says beside the times of responsibility. */
export function factsOf(verdict: Verdict, say: Say): string[] {
  if (verdict.kind === 'unreadable') return [];
  const made = say('proof.made', { by: partyText(verdict.exportedBy, say), at: instantText(verdict.exportedAt) });
  switch (verdict.kind) {
    case 'custody': return [
      say('proof.custody.title', { cid: verdict.cid }), made,
      ...verdict.endings.map((ending) => say(`proof.ending.${ending.kind}`, { by: partyText(ending.by, say), at: instantText(ending.at) })),
      ...(verdict.witnesses.length > 0 ? [say('proof.witnesses', { names: verdict.witnesses.map((party) => partyText(party, say)).join('; ') })] : []),
      say('proof.receipts', { count: verdict.receipts }),
    ];
    case 'equivocation': return [
      say('proof.equivocation.title', { cid: verdict.cid, epoch: verdict.epoch }), made,
      ...(verdict.grade === 'sound' && verdict.signer ? [say('proof.equivocation.proven', { signer: partyText(verdict.signer, say), first: partyText(verdict.successors[0]!, say), second: partyText(verdict.successors[1]!, say) })] : []),
    ];
    case 'audit': return [
      say('proof.audit.title', { from: instantText(verdict.from), until: instantText(verdict.until) }), made,
      say('proof.audit.counts', { operations: verdict.operations, access: verdict.access, receipts: verdict.receipts }), say('proof.audit.people', { requested: verdict.requestedBy, released: verdict.releasedBy }),
    ];
  }
}
