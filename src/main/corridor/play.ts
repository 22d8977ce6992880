import type { ChildId, Uuid } from '#kernel/identifier.ts';
import { addHours } from '#kernel/instant.ts';
import { valueOf } from '#kernel/result.ts';
import type { Caller } from '#platform/services.ts';
import type { Verb } from '#platform/ledger/verb.ts';
import { addConcerns, move, receive, setUrgency, write } from '#rooms/case/index.ts';
import { accept, answerReferral, arrive, decline, deliver, offer, refer, returning, withdraw } from '#rooms/handover/index.ts';
import { isCrossBorderReturn } from '#rooms/handover/rules.ts';
import { returnNeeds } from '#rooms/handover/schema.ts';
import type { AtHour, TrainingCorridor, TrainingEvent } from '../training/story.ts';
import type { Stage } from './stage.ts';
import { traceFamilies } from './trace-families.ts';

/** Events after which another node has to hear of it before the story goes on. */
const spoken: ReadonlySet<TrainingEvent['kind']> = new Set(['offered', 'accepted', 'declined', 'withdrawn', 'delivered', 'referred', 'referral-answered']);

/** Plays all stories through the verbs that the desk uses, in the order in which they happened. */
export async function playStories(stage: Stage, corridor: TrainingCorridor): Promise<void> {
  const { stories } = corridor;
  const player = new Player(stage);
  const intakes = new Map(stories.flatMap(({ children }) => children.map((child) => [child.key, child.intake])));
  const events = stories.flatMap((story) => story.events).toSorted((one, other) => one.hour - other.hour);
  let done = 0;
  for (const event of events) {
    stage.setClock(addHours(stage.today, event.hour));
    await player.play(event, intakes);
    if (spoken.has(event.kind)) await stage.settle(stage.nodes.find(({ training }) => training.key === event.node)!);
    stage.progress((done += 1), events.length);
  }
  await traceFamilies(stage, corridor);
}

class Player {
  private readonly children = new Map<string, ChildId>();
  private readonly handovers = new Map<string, Uuid>();
  private readonly referrals = new Map<string, Uuid>();
  /** The countries to which handovers take children back. */
  private readonly returns = new Map<string, string>();
  private readonly stage: Stage;

  constructor(stage: Stage) {
    this.stage = stage;
  }

  private node = (key: string) => this.stage.nodes.find(({ training }) => training.key === key)!.running.services;
  private team = (event: TrainingEvent & { team: string }) => this.stage.staff.teams.get(`${event.node}/${event.team}`)!;
  private at = <T extends AtHour<object>>({ hour, ...rest }: T & { hour: number }) => ({ ...rest, at: addHours(this.stage.today, hour) });

  private async act<Output>(event: TrainingEvent, verb: Verb<never, Output>, input: unknown): Promise<Output> {
    const caller: Caller = this.stage.staff.callers.get(event.user)!;
    const answer = await verb.run(this.node(event.node), caller, input);
    if (!answer.ok) throw new Error(`${event.kind} by ${event.user} at hour ${event.hour}: ${answer.problem.code} ${JSON.stringify(answer.problem.details)}`);
    return valueOf(answer);
  }

  async play(event: TrainingEvent, intakes: ReadonlyMap<string, unknown>): Promise<void> {
    const childId = 'child' in event ? this.children.get(event.child) : undefined;
    const handoverId = 'handover' in event ? this.handovers.get(event.handover) : undefined;
    switch (event.kind) {
      case 'received': {
        const made = await this.act(event, receive as never, { ...(intakes.get(event.child) as object), teamId: this.team(event) });
        this.children.set(event.child, (made as { childId: ChildId }).childId);
        return;
      }
      case 'note-written': return void (await this.act(event, write as never, { childId, kind: event.noteKind, text: event.text }));
      case 'concerns-recorded': return void (await this.act(event, addConcerns as never, { childId, concerns: event.concerns }));
      case 'urgency-changed': return void (await this.act(event, setUrgency as never, { childId, urgency: event.urgency, reason: event.reason }));
      case 'team-moved': return void (await this.act(event, move as never, { childId, teamId: this.team(event), reason: event.reason }));
      case 'referred': return this.refer(event, childId!);
      case 'referral-answered':
        return void (await this.act(event, answerReferral as never, { referralId: this.referrals.get(event.referral), answer: event.answer, reason: event.reason }));
      case 'offered': return this.offer(event);
      case 'accepted': return void (await this.act(event, accept as never, { handoverId, plan: this.at(event.plan), teamId: this.team(event) }));
      case 'declined': return void (await this.act(event, decline as never, { handoverId, reason: event.reason }));
      case 'withdrawn': return void (await this.act(event, withdraw as never, { handoverId, reason: event.reason }));
      case 'delivered':
        await this.completeReturn(event, handoverId!);
        return void (await this.act(event, deliver as never, { handoverId, delivery: this.at(event.delivery) }));
      case 'arrived': return void (await this.act(event, arrive as never, { handoverId, condition: event.condition, at: addHours(this.stage.today, event.hour) }));
    }
  }

  /** Across a border nobody leaves before the consulate has spoken: here by telephone, as a consulate without a node does. */
  private async completeReturn(event: Extract<TrainingEvent, { kind: 'delivered' }>, handoverId: Uuid): Promise<void> {
    const country = this.returns.get(event.handover);
    if (country === undefined) return;
    await this.act(event, returning.name as never, { handoverId, outside: { name: 'Consulado (ficticio, capacitación)', phone: '+52 000 000 0700' }, country });
    const confirmed = { handoverId, by: 'Cónsul de práctica', at: addHours(this.stage.today, event.hour) };
    for (const [index, what] of returnNeeds.entries()) await this.act(event, returning.confirm as never, { ...confirmed, what, reference: `CAP-${index + 1}` });
  }

  private async refer(event: Extract<TrainingEvent, { kind: 'referred' }>, childId: ChildId): Promise<void> {
    const receiver = event.to === null ? { outside: { name: event.outside! } } : { to: this.node(event.to).nodeId };
    const override = event.consentOverride ? { consentOverride: event.consentOverride } : {};
    const made = await this.act(event, refer as never, { childId, ...receiver, service: event.service, urgency: event.urgency, reason: event.reason, ...override });
    this.referrals.set(event.referral, (made as { referralId: Uuid }).referralId);
  }

  private async offer(event: Extract<TrainingEvent, { kind: 'offered' }>): Promise<void> {
    const override = event.consentOverride ? { consentOverride: event.consentOverride } : {};
    const made = await this.act(event, offer as never, {
      childIds: event.children.map((child) => this.children.get(child)!), to: this.node(event.to).nodeId, purpose: event.purpose, reason: event.reason, urgency: event.urgency,
      plan: this.at(event.plan), note: event.note, ...override,
    });
    this.handovers.set(event.handover, (made as { handoverId: Uuid }).handoverId);
    const [from, to] = [this.node(event.node).settings.country, this.node(event.to).settings.country];
    if (isCrossBorderReturn({ purpose: event.purpose, reason: event.reason, from, to })) this.returns.set(event.handover, to);
  }
}
