import type { CustodyFact, CustodyParty, CustodyState, CustodyView as CustodyLineView } from '#web/kit/custody-line.tsx';
import { formatInstant } from '#web/kit/dates.ts';
import { text } from '#web/kit/text.tsx';
import { phoneText } from '#web/kit/phone-text.ts';
import type { AgencyView, CustodyPhase, CustodyView } from '../schema.ts';

/** How each phase looks on the line. An offer counts as answered only when the answer is here. */
const stateOf: Readonly<Record<CustodyPhase, CustodyState>> = {
  held: 'held', offered: 'waiting', agreed: 'accepted', requested: 'waiting', released: 'under-way', past: 'past', proposed: 'waiting', accepted: 'accepted', retracting: 'accepted',
};
const receiverIsUs: readonly CustodyPhase[] = ['proposed', 'accepted', 'retracting'];
const receiverIsPeer: readonly CustodyPhase[] = ['offered', 'agreed', 'requested'];

const partyOf = (agency: AgencyView): CustodyParty => ({
  name: agency.shortName, isUs: agency.isThisNode, ...(agency.name === agency.shortName ? {} : { detail: agency.name }), ...(agency.dutyPhone === '' ? {} : { phone: phoneText(agency.dutyPhone) }),
});

/** What is known beside custody, gravest first. */
function besideOf({ contact, care, tracking }: CustodyView): CustodyFact[] {
  const facts: CustodyFact[] = [];
  if (contact) {
    facts.push({
      icon: 'alert', tone: 'danger', title: text(`handover-search.contact.${contact.state}`),
      text: text(contact.isSearchOpen ? 'handover-search.line.searching' : 'handover-search.line.contact', { at: formatInstant(contact.since) }),
    });
  }
  if (care) {
    const name = [care.agency?.shortName ?? care.name, care.place, care.agency?.dutyPhone ?? care.phone].filter(Boolean).join(', ');
    facts.push({ icon: 'home', tone: care.isOverdue ? 'danger' : 'warn', title: text('handover-care.line', { name }), text: text(care.isOverdue ? 'handover-care.line.overdue' : 'handover-care.line.until', { until: formatInstant(care.until) }) });
  }
  if (tracking.mode !== 'direct') facts.push({ icon: 'lock', tone: 'info', title: text(`handover-tracking.${tracking.mode}`), text: text(`handover-tracking.${tracking.mode}.text`) });
  return facts;
}

/** What is waited for. A paper says that somebody has signed; it moves nothing. */
const pendingText = (phase: CustodyPhase, { isOnPaper, peer }: CustodyView['pending'][number]): string => {
  const name = peer.shortName;
  if (isOnPaper && phase === 'offered') return text('handover-paper.line', { name });
  return isOnPaper && phase === 'proposed' ? text('handover-paper.lineIncoming', { name }) : text(`handover-ui.pending.${phase}`, { name });
};

/** Custody as the line of the kit shows it: who is responsible now, to whom it may go, and what is waited for. */
export function custodyLineOf(custody: CustodyView, us: CustodyParty): CustodyLineView | null {
  const { phase, custodian, since, pending } = custody;
  if (since === null) return null;
  const handover = pending[0];
  const peer = handover && partyOf(handover.peer);
  const receiver = receiverIsUs.includes(phase) ? us : receiverIsPeer.includes(phase) ? peer : undefined;
  return {
    state: stateOf[phase],
    holder: partyOf(custodian),
    since,
    beside: besideOf(custody),
    ...(receiver ? { receiver } : {}),
    ...(phase === 'released' ? { sender: us } : {}),
    ...(handover ? { pending: pendingText(phase, handover) } : {}),
    ...(handover?.decideBy && (phase === 'offered' || phase === 'proposed') ? { deadline: { at: handover.decideBy, label: text('handover-ui.decideBy') } } : {}),
  };
}
