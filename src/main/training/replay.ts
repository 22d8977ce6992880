import { agencyWideRoles, custodyRoles, fileRoles, type Role } from '#kernel/role.ts';
import type { FlowPurpose } from '#rooms/governance/schema.ts';
import { escalationHours } from './nodes.ts';
import type { NodeKey, Offered, TrainingCorridor, TrainingEvent, TrainingStory } from './story.ts';

/** Where a story has come to: what the nodes must show once it was played. */
export interface Outcome {
  /** The one node that holds each child, and the team there. */
  readonly holders: ReadonlyMap<string, { readonly node: NodeKey; readonly team: string }>;
  /** Offers without an answer. */
  readonly open: readonly Offered[];
  /** Accepted, not yet delivered. */
  readonly agreed: readonly Offered[];
  /** Empty when every step was one that the rules of custody, agreements and roles allow. */
  readonly problems: readonly string[];
}

type HandoverState = { readonly offer: Offered; state: 'open' | 'agreed' | 'ended' | 'delivered' | 'arrived'; team: string };

/** Walks through a story as the nodes would, and notes every step that they would refuse. */
export function replay(story: TrainingStory, corridor: Pick<TrainingCorridor, 'agreements' | 'users'>): Outcome {
  const holders = new Map<string, { node: NodeKey; team: string }>();
  const handovers = new Map<string, HandoverState>();
  const problems: string[] = [];
  let lastHour = -Infinity;
  const usersByName = new Map(corridor.users.map((user) => [user.userName, user]));
  const expect = (isTrue: boolean, event: TrainingEvent, what: string) => {
    if (!isTrue) problems.push(`${story.key} ${event.kind} at ${event.hour}: ${what}`);
  };
  const isCovered = (one: NodeKey, other: NodeKey, purpose: FlowPurpose) =>
    corridor.agreements.some((agreement) => agreement.parties.includes(one) && agreement.parties.includes(other) && one !== other && agreement.purposes.includes(purpose));
  const hasRole = (event: TrainingEvent, roles: readonly Role[]) => Boolean(usersByName.get(event.user)?.roles.some((role) => roles.includes(role)));
  const isInTeam = (event: TrainingEvent, team: string | undefined) => Boolean(usersByName.get(event.user)?.teams.includes(team ?? '')) || hasRole(event, agencyWideRoles);
  const expectOwnFile = (event: TrainingEvent & { readonly child: string }) => {
    expect(holders.get(event.child)?.node === event.node, event, 'by a node that does not hold');
    expect(isInTeam(event, holders.get(event.child)?.team), event, 'by another team');
  };
  const isBusy = (child: string) => [...handovers.values()].some(({ offer, state }) => offer.children.includes(child) && (state === 'open' || state === 'agreed'));

  for (const event of story.events) {
    expect(event.hour >= lastHour && event.hour <= 0, event, 'out of order or in the future');
    lastHour = event.hour;
    expect(usersByName.get(event.user)?.node === event.node && hasRole(event, fileRoles), event, 'by someone who does not work on files there');
    const handover = 'handover' in event ? handovers.get(event.handover) : undefined;
    switch (event.kind) {
      case 'received':
        expect(!holders.has(event.child), event, 'received twice');
        expect(isInTeam(event, event.team), event, 'into a team that is not theirs');
        holders.set(event.child, { node: event.node, team: event.team });
        break;
      case 'offered':
        for (const child of event.children) {
          expect(holders.get(child)?.node === event.node, event, 'by a node that does not hold');
          expect(isInTeam(event, holders.get(child)?.team), event, 'by another team');
          expect(!isBusy(child), event, 'while another handover is open');
        }
        expect(hasRole(event, custodyRoles), event, 'by a role without custody');
        expect(isCovered(event.node, event.to, event.purpose), event, 'without an agreement');
        expect(event.decideByHour === event.hour + escalationHours[event.urgency], event, 'with another term than agreed');
        handovers.set(event.handover, { offer: event, state: 'open', team: '' });
        break;
      case 'accepted':
      case 'declined':
        expect(handover?.state === 'open' && handover.offer.to === event.node, event, 'without an open offer to this node');
        expect(handover !== undefined && event.hour < handover.offer.decideByHour, event, 'too late');
        expect(hasRole(event, custodyRoles), event, 'by a role without custody');
        if (handover) handover.state = event.kind === 'accepted' ? 'agreed' : 'ended';
        if (handover && event.kind === 'accepted') handover.team = event.team;
        break;
      case 'withdrawn':
        expect((handover?.state === 'open' || handover?.state === 'agreed') && handover.offer.node === event.node, event, 'without a live offer of this node');
        if (handover) handover.state = 'ended';
        break;
      case 'delivered':
        expect(handover?.state === 'agreed' && handover.offer.node === event.node, event, 'without an acceptance');
        if (!handover) break;
        handover.state = 'delivered';
        for (const child of handover.offer.children) holders.set(child, { node: handover.offer.to, team: handover.team });
        break;
      case 'arrived':
        expect(handover?.state === 'delivered' && handover.offer.to === event.node, event, 'before the delivery');
        if (handover) handover.state = 'arrived';
        break;
      case 'referral-answered':
        expect(story.events.some((other) => other.kind === 'referred' && other.referral === event.referral && other.hour <= event.hour && (other.to ?? other.node) === event.node), event, 'without a referral to this node');
        break;
      case 'referred':
        expect(event.to === null || isCovered(event.node, event.to, 'referral'), event, 'without an agreement');
        expect((event.to === null) !== (event.outside === null), event, 'to nobody or to two');
        expectOwnFile(event);
        break;
      default:
        expectOwnFile(event);
        if (event.kind === 'team-moved') holders.set(event.child, { node: event.node, team: event.team });
    }
  }
  const inState = (wanted: HandoverState['state']) => [...handovers.values()].filter(({ state }) => state === wanted).map(({ offer }) => offer);
  return { holders, open: inState('open'), agreed: inState('agreed'), problems };
}
