import type { NodeId } from '#kernel/identifier.ts';
import type { CustodyCommand } from '#rooms/handover/rules.ts';
import { childId, handoverId, nodeId } from '../../model/identifiers.ts';
import { parseStep } from '../../model/notation.ts';
import { readTraces, type Trace } from '../../model/trace-replay.ts';
import type { Letter } from './letter.ts';
import { nodeName, type LightWorld } from './world.ts';

/* The explorer's counterexamples (`test/model/traces.json`) as they befall nodes in the middle of a campaign: the shortest sequences
   in which a rule matters, which chance alone seldom finds. */

/** What a letter must be to be the one that a step delivers: `inc` and `ti` count the incarnations of its two nodes since the play began. */
interface Wanted { readonly inc: number; readonly ti: number; readonly h?: number; readonly cs?: readonly number[] }

/** Without those that begin with a child whom nobody knows yet: devices say such a child again until she is safe. */
const known: readonly Trace[] = readTraces().filter(({ configuration }) => !configuration.registers);

/** One counterexample with its parts given to nodes, children and handovers of a campaign. Nothing arrives but what it says. */
export class Play {
  private readonly world: LightWorld;
  private readonly trace: Trace;
  /** Names in the trace, and who or what has that part here. */
  private readonly parts = new Map<string, string>();
  private readonly cast: ReadonlySet<NodeId>;
  private readonly incarnations = new Map<NodeId, number[]>();
  private readonly letters = new Map<string, Letter>();

  private constructor(world: LightWorld, trace: Trace, cast: readonly NodeId[], children: readonly string[]) {
    this.world = world;
    this.trace = trace;
    this.cast = new Set(cast.slice(0, trace.configuration.nodes));
    for (const [index, node] of cast.entries()) this.parts.set(nodeId(index), node);
    for (const [index, child] of children.entries()) this.parts.set(childId(index), child);
    for (const { self, database } of world.nodes) this.incarnations.set(self, [database.frame().incarnation]);
  }

  /** A play that can be given now: all nodes are up and somebody holds a group of its size. @returns null when there is none */
  static find(world: LightWorld): Play | null {
    const { nodes, draw } = world;
    if (nodes.some(({ database }) => database.frame().mode !== 'up')) return null;
    const fitting = known.filter((trace) => trace.configuration.nodes <= nodes.length);
    const trace = fitting[Math.floor(draw() * fitting.length)]!;
    const groups = world.groups.filter((group) => group.length === trace.configuration.children && world.holderOf(group) !== null);
    const group = groups[Math.floor(draw() * groups.length)];
    if (!group) return null;
    const first = world.holderOf(group)!;
    const others = nodes.map(({ self }) => self).filter((self) => self !== first).map((self) => ({ self, order: draw() })).toSorted((one, other) => one.order - other.order);
    return new Play(world, trace, [first, ...others.map(({ self }) => self)], group);
  }

  get name(): string {
    return this.trace.withoutRule;
  }

  /** @param afterStep told whether a release was made */
  perform(afterStep: (isRelease: boolean) => void): void {
    const { world, trace } = this;
    for (const index of world.nodes.keys()) world.backUp(index);
    for (const one of world.nodes.keys()) for (let other = 0; other < one; other++) world.part(one, other);
    for (const text of trace.steps) {
      afterStep(this.take(text));
      this.write();
      this.hearBystanders();
    }
    world.healLines();
  }

  /** On lines that are cut a round only writes what is owed. */
  private write(): void {
    const { world, letters } = this;
    for (const [index, node] of world.nodes.entries()) {
      world.alive(index, () => node.round());
      for (const { letter } of world.nodes[index]!.database.sent.values()) letters.set(letter.mid, letter);
    }
  }

  /** Nodes without a part are heard at once: nobody's recovery may wait for them. */
  private hearBystanders(): void {
    const { world, letters, cast } = this;
    const isBystander = (node: NodeId): boolean => !cast.has(node);
    for (let round = 0; round < 2 && cast.size < world.nodes.length; round++) {
      for (const letter of letters.values()) if (isBystander(letter.message.from) || isBystander(letter.message.to)) world.arrive(letter);
      this.write();
    }
  }

  private take(text: string): boolean {
    const { world, trace } = this;
    const step = parseStep(text, trace.configuration);
    if (step.kind === 'delivery') {
      const letter = this.letterFor(text);
      if (letter) world.arrive(letter);
    }
    if (!('node' in step)) return false;
    const index = world.indexOf(this.partOf(nodeId(step.node)) as NodeId);
    if (step.kind === 'backup') world.backUp(index);
    if (step.kind === 'restore') {
      world.restore(index, false);
      this.incarnations.get(nodeName(index))!.push(world.nodes[index]!.keeper);
    }
    if (step.kind !== 'command' || step.command === null) return false;
    const command = JSON.parse(JSON.stringify(step.command), (_, value: unknown) => (typeof value === 'string' ? this.partOf(value) : value)) as CustodyCommand;
    return world.nodes[index]!.command(command) && (command.kind === 'commit' || command.kind === 'grant');
  }

  private partOf(name: string): string {
    if (/^h\d$/.test(name) && !this.parts.has(name)) this.parts.set(name, this.world.newHandover());
    return this.parts.get(name) ?? name;
  }

  private letterFor(text: string): Letter | undefined {
    const [, type, sender, addressee, facts] = /^deliver (\w+) ([A-E])->([A-E]) (.*)$/.exec(text)!;
    const { inc, ti, h, cs } = JSON.parse(facts!) as Wanted;
    const [from, to] = [this.partOf(sender!) as NodeId, this.partOf(addressee!) as NodeId];
    const children = cs?.map((child) => this.partOf(childId(child))).toSorted().join();
    return [...this.letters.values()].findLast(({ message, childIds }) =>
      message.type === type && message.from === from && message.to === to && message.incarnation === this.incarnations.get(from)![inc] && message.addresseeIncarnation === this.incarnations.get(to)![ti]
      && (h === undefined || ('handoverId' in message && message.handoverId === this.partOf(handoverId(h)))) && (children === undefined || childIds.toSorted().join() === children));
  }
}
