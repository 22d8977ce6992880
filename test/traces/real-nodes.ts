import { Type } from 'typebox';
import { endpoint } from '#kernel/endpoint.ts';
import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import { succeed, valueOf } from '#kernel/result.ts';
import { UuidText } from '#kernel/text-types.ts';
import type { Verb } from '#platform/ledger/verb.ts';
import { receive } from '#rooms/case/index.ts';
import { accept, decline, deliver, grant, nodeStanding, offer, request, withdraw } from '#rooms/handover/index.ts';
import { rowsOf, type CustodyCommand, type CustodyState } from '#rooms/handover/rules.ts';
import { refuseRequested } from '#rooms/handover/service/answer.ts';
import { custodyVerb } from '#rooms/handover/service/step.ts';
import { loadCustody } from '#rooms/handover/store/load.ts';
import { createAgency, federate, type Agency } from '#test/support/agency.ts';
import type { TestDatabase } from '#test/support/database.ts';
import { courierRound, onLine } from '#test/support/on-the-line.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';
import { nodeNames, originOf, type Configuration } from '../model/configuration.ts';
import { childId, handoverId, indexOf, indexOfNode, nodeId } from '../model/identifiers.ts';
import { createHeldWire, type HeldMessage } from './held-wire.ts';

const plan = { place: 'Tapachula', at: '2026-03-10T15:00:00.000Z' };

/** The end of retention, for which no screen has a button: the same way as every step of the protocol. */
const purge = custodyVerb('handover.purge', endpoint({ method: 'POST', path: '/clock/purge', summary: 'Retention ends', input: Type.Object({ handoverId: UuidText }), output: Type.Object({}) }), {
  roles: [],
  ask: (_unit, input) => Promise.resolve(succeed({ command: { kind: 'purge', handoverId: input.handoverId } })),
});

interface Wanted {
  readonly inc: number; readonly ti: number; readonly h?: number; readonly hid?: number; readonly cs?: number[]; readonly e?: number[]; readonly c?: number;
  readonly forInc?: number; readonly done?: number; readonly info?: number[][];
}

/** The nodes of a trace as whole nodes, and the names that the trace has for what they hold. */
export class RealNodes {
  readonly agencies: readonly Agency[];
  readonly wire: ReturnType<typeof createHeldWire>;
  readonly clock: ReturnType<typeof createVirtualClock>;
  readonly children = new Map<ChildId, ChildId>();
  readonly handovers = new Map<Uuid, Uuid>();
  /** The origins of the children whom a device received there. */
  private readonly devices = new Map<ChildId, number>();
  /** By node, the real incarnation of each that the trace counts. */
  private incarnations: number[][] = [];
  private backups: TestDatabase[] = [];

  private constructor(agencies: readonly Agency[], wire: ReturnType<typeof createHeldWire>, clock: ReturnType<typeof createVirtualClock>) {
    this.agencies = agencies;
    this.wire = wire;
    this.clock = clock;
  }

  static async start(count: number): Promise<RealNodes> {
    const clock = createVirtualClock();
    const wire = createHeldWire();
    const agencies = await Promise.all(Array.from({ length: count }, (_, index) => createAgency({
      name: nodeNames[index]!, seed: index + 1, clock, ...onLine(wire),
    })));
    for (const { services } of agencies) wire.readWith(services.settings.publicAddress, services.vault);
    await federate(agencies);
    const nodes = new RealNodes(agencies, wire, clock);
    await nodes.openLine(() => nodes.round(1));
    return nodes;
  }

  async close(): Promise<void> {
    await this.forgetBackups();
    await Promise.all(this.agencies.map((agency) => agency.close()));
  }

  /** Begins a trace: its children are received at their origins, the names of the last trace are forgotten. */
  async begin(configuration: Configuration): Promise<void> {
    this.children.clear();
    this.handovers.clear();
    this.devices.clear();
    await this.forgetBackups();
    this.incarnations = await Promise.all(this.agencies.map(async (agency) => [(await agency.within(nodeStanding)).incarnation]));
    if (!configuration.registers) for (let child = 0; child < configuration.children; child++) await this.receiveChild(originOf(configuration, child), child);
    // in the model each registration is witnessed and nothing is under way
    await this.openLine(async () => {
      for (let round = 0; round < 2; round++) await this.round();
    });
    if (configuration.restores > 0) this.backups = await Promise.all(this.agencies.map((agency) => agency.backUp()));
  }

  private async receiveChild(node: number, child: number): Promise<void> {
    const origin = this.agencies[node]!;
    const received = valueOf(await origin.run(receive as never, {
      searchedFirst: { candidatesShown: 0 }, source: 'child', found: { by: 'shelter' }, teamId: origin.team,
      profile: { givenNames: `Niña ${child}`, firstSurname: 'Prueba', birth: { precision: 'year', year: 2014 }, sex: 'F', nationalities: ['HN'], company: 'alone' },
    })) as { childId: ChildId };
    this.children.set(childId(child), received.childId);
    this.devices.set(childId(child), node);
  }

  /** A child who was lost with a database before any peer had heard of her: the device that received her still has her, and sends her again (R12). */
  async sendFromDevicesAgain(): Promise<void> {
    const states = await Promise.all(this.agencies.map((_, node) => this.stateOf(node)));
    for (const [name, origin] of this.devices) if (states.every(({ custody }) => !custody[name])) await this.receiveChild(origin, indexOf(name));
  }

  async backUp(node: number): Promise<true> {
    const before = this.backups[node]!;
    this.backups[node] = await this.agencies[node]!.backUp();
    await before.drop();
    return true;
  }

  /** The machine is lost: a new process starts on the older database, and notices it before it does anything. */
  async restore(node: number): Promise<true> {
    const agency = this.agencies[node]!;
    await agency.restore(this.backups[node]!);
    await agency.federation.alignIncarnation();
    this.incarnations[node]!.push((await agency.within(nodeStanding)).incarnation);
    return true;
  }

  private forgetBackups = async (): Promise<void> => void (await Promise.all(this.backups.splice(0).map((backup) => backup.drop())));

  /** While `work` runs, what is sent arrives at once. */
  async openLine(work: () => Promise<void>): Promise<void> {
    this.wire.isOpen = true;
    await work();
    this.wire.isOpen = false;
  }

  /** Every courier makes its round: what is newly owed is on the line. After seven hours also what rested. */
  async round(hoursLater = 0): Promise<void> {
    this.clock.advanceHours(hoursLater);
    await courierRound(this.agencies);
  }

  /** Puts a command of the model to the verb that a worker or a clock uses. @returns whether it was done */
  async command(node: number, command: CustodyCommand): Promise<boolean> {
    const agency = this.agencies[node]!;
    const run = async (verb: unknown, input: object) => (await agency.run(verb as Verb<never, unknown>, input)).ok;
    const open = async (verb: unknown, name: Uuid, input: object) => {
      const answer = await agency.run(verb as Verb<never, { handoverId: Uuid }>, input);
      if (answer.ok) this.handovers.set(name, answer.value.handoverId);
      return answer.ok;
    };
    const real = 'handoverId' in command ? { handoverId: this.handovers.get(command.handoverId)! } : {};
    const childIds = 'childIds' in command ? command.childIds.map((child) => this.children.get(child)!) : [];
    switch (command.kind) {
      case 'register':
        if (this.children.has(command.childId)) return false;
        await this.receiveChild(node, indexOf(command.childId));
        return true;
      case 'offer':
        return open(offer, command.handoverId, { childIds, to: this.realNode(command.to), reason: 'care', urgency: 'planned', plan, consentOverride: { reason: 'imminent_harm', note: 'prueba' } });
      case 'request': return open(request, command.handoverId, { childIds, to: this.realNode(command.to), evidence: 'present', plan });
      case 'accept': return run(accept, { ...real, plan, teamId: agency.team });
      case 'decline': return run(decline, { ...real, reason: command.reason });
      case 'withdraw': return run(withdraw, real);
      case 'commit': return run(deliver, { ...real, delivery: { at: this.clock.now(), place: 'Tapachula', deliveredBy: 'Ana', receivedBy: 'Luz', condition: 'bien' } });
      case 'grant': return run(grant, real);
      case 'refuse': return run(refuseRequested, real);
      case 'purge': return (await purge.run(agency.services, agency.caller, real)).ok;
      default: throw new Error(`no trace without a restore asks for ${command.kind}`);
    }
  }

  private realNode = (node: NodeId): NodeId => this.agencies[indexOfNode(node)]!.nodeId;

  /** The message that a step delivers, if it was ever sent. */
  findMessage(step: string): HeldMessage | undefined {
    const [, type, from, to, facts] = /^deliver (\w+) (\w)->(\w) (.*)$/.exec(step)!;
    const wanted = JSON.parse(facts!) as Wanted;
    const [fromNode, toNode] = [nodeNames.indexOf(from!), nodeNames.indexOf(to!)];
    const handover = wanted.h ?? wanted.hid;
    const group = wanted.cs?.map((child, index) => `${this.children.get(childId(child))}@${wanted.e?.[index] ?? 0}`).toSorted().join();
    return [...this.wire.messages.values()].findLast(({ from: sender, to: receiver, envelope }) => {
      const members = (envelope.body.group ?? envelope.body.members ?? []).map(({ cid, epoch }) => `${cid}@${epoch}`).toSorted().join();
      const isOnLine = sender === this.agencies[fromNode]?.address && receiver === this.agencies[toNode]?.address
        && envelope.inc === this.incarnations[fromNode]![wanted.inc] && envelope.tinc === this.incarnations[toNode]![wanted.ti];
      return envelope.typ === type && isOnLine && this.saysWhatIsWanted(envelope.body, wanted, toNode)
        && (handover === undefined || envelope.hid === this.handovers.get(handoverId(handover))) && (group === undefined || members === group);
    });
  }

  private saysWhatIsWanted({ cid, forInc, done, facts }: HeldMessage['envelope']['body'], wanted: Wanted, asker: number): boolean {
    if (wanted.c !== undefined && cid !== this.children.get(childId(wanted.c))) return false;
    if (wanted.info === undefined) return true;
    const nameOf = (node: string) => this.agencies.findIndex((agency) => agency.nodeId === node);
    const handoverOf = (real: string | null) => (real === null ? -1 : indexOf([...this.handovers].find(([, known]) => known === real)?.[0] ?? ('h99' as Uuid)));
    const said = [...this.children].flatMap(([name, real]) => (facts ?? []).filter((fact) => fact.cid === real && fact.epoch > 0)
      .map((fact) => [indexOf(name), fact.epoch, nameOf(fact.holder), nameOf(fact.prev), handoverOf(fact.hid)]));
    const isSame = JSON.stringify(said) === JSON.stringify(wanted.info.filter(([, epoch]) => epoch! > 0));
    return isSame && forInc === this.incarnations[asker]![wanted.forInc!] && done === (wanted.done === 1);
  }

  /** What a node holds about this trace, in the words of the model; without witnesses, which only a restore needs. */
  async stateOf(node: number): Promise<CustodyState> {
    const agency = this.agencies[node]!;
    const whole = await agency.within((unit) => loadCustody(unit, { scope: 'whole' }));
    const names = new Map<string, string>([
      ...this.agencies.map((one, index) => [one.nodeId, nodeId(index)] as const),
      ...[...this.children].map(([name, real]) => [real, name] as const), ...[...this.handovers].map(([name, real]) => [real, name] as const),
    ]);
    const named = [...names].reduce((text, [real, name]) => text.replaceAll(real, name), JSON.stringify(whole));
    const state = JSON.parse(named) as CustodyState;
    const ofTrace = <Row>(rows: Readonly<Record<string, Row>>) => Object.fromEntries(Object.entries(rows).filter(([name]) => /^[ch]\d$/.test(name)));
    const counted = (index: number, real: number) => this.incarnations[index]!.indexOf(real);
    const peers = Object.fromEntries(rowsOf(state.peers).map(([name, peer]) => [name, { ...peer, fence: counted(indexOfNode(name), peer.fence) }]));
    return { ...state, incarnation: counted(node, state.incarnation), peers, custody: ofTrace(state.custody), outgoing: ofTrace(state.outgoing), incoming: ofTrace(state.incoming), intakes: {}, witnessed: {} };
  }
}
