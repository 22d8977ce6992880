import type { ChildId, Uuid } from '#kernel/identifier.ts';
import { createEventLog } from '../event-log.ts';
import type { CampaignRun } from '../campaign.ts';
import { noFaultsYet } from '../faults.ts';
import { isSound, type Verdict } from '../judge.ts';
import { divergentChains, judgeEnd, judgeInstant } from './judge.ts';
import { lieTo } from './liar.ts';
import { answersAt, dropAcceptance, followUpAt, openingAt, register, splitGroup } from './people.ts';
import { Play } from './play.ts';
import type { Kind } from './temper.ts';
import { LightWorld, type LightOptions } from './world.ts';

export interface LightCampaign extends LightOptions {
  readonly handovers: number;
  readonly hasFaults: boolean;
  readonly onLine?: (line: string) => void;
  /** Events between two judgements. */
  readonly judgedEvery?: number;
}

/** One campaign over kernels and transport rules in memory: the same order of things as over whole nodes, thousands of times faster. */
export function runLightCampaign(options: LightCampaign): CampaignRun {
  return new Campaign(options).run();
}

class Campaign {
  private readonly options: LightCampaign;
  private readonly world: LightWorld;
  private readonly log;
  private readonly faults = noFaultsYet();
  private readonly confirmed = new Set<ChildId>();
  private readonly onDevices = new Set<ChildId>();
  private readonly absent: ChildId[];
  private readonly ended: Uuid[][];
  private handovers = 0;
  private liesBelieved = 0;
  private broken: Verdict | null = null;
  private trouble: string[] = [];

  constructor(options: LightCampaign) {
    this.options = options;
    this.world = new LightWorld(options);
    this.log = createEventLog(options.onLine);
    this.absent = this.world.groups.flat();
    this.ended = this.world.nodes.map(() => []);
  }

  run(): CampaignRun {
    const { world, options, log } = this;
    const startedAt = world.milliseconds;
    // where there are more children, more happens in an hour
    const longestStep = 600_000 * Math.min(1, 200 / options.children);
    try {
      for (let child = Math.ceil(this.absent.length * world.temper.registered); child > 0; child--) this.intake();
      for (let round = 0; round < 4; round++) this.peace();
      world.isTroubled = options.hasFaults;
      for (let step = 1; this.handovers < options.handovers && step < options.handovers * 120 && !this.broken; step++) {
        world.milliseconds += Math.floor(world.draw() * 4) * longestStep / world.nodes.length;
        this.step(Math.floor(world.draw() * world.nodes.length));
        if (step % (options.judgedEvery ?? 20) === 0) this.judge();
      }
      this.recover();
    } catch (error) {
      // whatever a node throws is a thing that must not happen
      this.trouble.push((error as Error).message);
    }
    const verdict = this.broken ?? judgeEnd(world, this.confirmed);
    const chains = this.broken ? 0 : divergentChains(world, this.confirmed);
    if (!isSound(verdict) || chains + this.liesBelieved > 0 || this.trouble.length > 0) this.trouble.push(...log.tail);
    const failures = this.trouble.length > 0 && isSound(verdict) && chains + this.liesBelieved === 0 ? 1 : 0;
    return {
      ...verdict, lost: verdict.lost + failures, handovers: this.handovers, divergentChains: chains, leakedFields: 0, liesBelieved: this.liesBelieved, faults: { ...this.faults, ...world.counts },
      events: log.count, hash: log.hash, simulatedHours: Math.round((world.milliseconds - startedAt) / 3_600_000), trouble: this.trouble,
    };
  }

  private step(index: number): void {
    const { options, world, log } = this;
    const { shares, cascade } = world.temper;
    const restores = shares.restore * (cascade > 1 && world.nodes.some(({ database }) => database.frame().mode === 'recovering') ? cascade : 1);
    const weight = (kind: Kind): number => (kind === 'restore' ? restores : shares[kind]);
    const kinds = (Object.keys(shares) as Kind[]).filter((kind) => options.hasFaults || ['act', 'round', 'intake', 'followUp'].includes(kind));
    let at = world.draw() * kinds.reduce((sum, kind) => sum + weight(kind), 0);
    const kind = kinds.find((one) => (at -= weight(one)) < 0) ?? 'round';
    log.write(`n${index} ${kind} ${this[kind](index)}`);
  }

  private draw = (below: number): number => Math.floor(this.world.draw() * below);

  private act(index: number): string {
    const { world, options } = this;
    const node = world.nodes[index]!;
    return world.alive(index, () => {
      if (options.flaw === 'acceptance-expires' && world.draw() < 0.05) node.force(dropAcceptance);
      if (options.flaw === 'group-split' && world.draw() < 0.2) node.force((state) => splitGroup(state, world.rules));
      const answers = answersAt(world, node, false);
      const command = answers.length > 0 && world.draw() < 0.85 ? answers[this.draw(answers.length)]! : openingAt(world, node);
      if (!command) return 'nothing';
      const isDone = node.command(command);
      if (isDone && (command.kind === 'commit' || command.kind === 'grant')) this.handovers++;
      if (isDone && 'handoverId' in command && ['commit', 'grant', 'withdraw'].includes(command.kind)) this.ended[index]!.push(command.handoverId);
      return `${command.kind} ${'handoverId' in command ? command.handoverId : ''} ${isDone}`;
    });
  }

  private round = (index: number): string => this.world.alive(index, () => this.world.nodes[index]!.round());
  private release = (): string => String(this.world.release());

  /** Something that was sent long ago arrives once more. */
  private replay(): string {
    const { world } = this;
    const isFromBefore = world.temper.fromBefore > 0 && world.draw() < world.temper.fromBefore;
    const letters = isFromBefore ? world.overheard.filter(world.isFromBefore) : world.overheard;
    const letter = letters[this.draw(letters.length)];
    return letter ? `${letter.message.type} ${world.arrive(letter).kind}` : 'nothing';
  }

  private crash(index: number): string {
    this.faults.crashes++;
    const { mortality } = this.world.nodes[index]!.database.store;
    mortality.pointsLeft = this.draw(40);
    const said = this.world.draw() < 0.6 ? this.round(index) : this.act(index);
    mortality.pointsLeft = Number.POSITIVE_INFINITY;
    return said;
  }

  private disk(index: number): string {
    this.faults.diskFull++;
    const { mortality } = this.world.nodes[index]!.database.store;
    mortality.isDiskFull = true;
    const said = this.world.draw() < 0.6 ? this.round(index) : this.act(index);
    mortality.isDiskFull = false;
    return said;
  }

  private backup(index: number): string {
    if (this.world.nodes[index]!.database.frame().mode !== 'up') return 'not up';
    this.world.backUp(index);
    return 'made';
  }

  /** Two nodes with a release between them that is not acknowledged, if there are such and restores are aimed; else the one that was drawn and the next. */
  private aim(drawn: number): readonly [number, number] {
    const { temper, nodes, draw, indexOf } = this.world;
    const next = (drawn + 1) % nodes.length;
    if (temper.aimed === 0 || draw() >= temper.aimed) return [drawn, next];
    for (const place of nodes.keys()) {
      const index = (drawn + place) % nodes.length;
      const { openSince, outgoing, incoming } = nodes[index]!.database;
      for (const handoverId of openSince.keys()) {
        const [sent, taken] = [outgoing.get(handoverId), incoming.get(handoverId)];
        if (sent?.status === 'committed') return [index, indexOf(sent.to)];
        if (taken?.status === 'accepted') return [index, indexOf(taken.from)];
      }
    }
    return [drawn, next];
  }

  private restore(drawn: number): string {
    const { world, faults } = this;
    const [index, other] = this.aim(drawn);
    const fate = world.draw();
    // every child is known to three nodes at least: what all of them forget at once nobody can give back
    const recovering = world.nodes.filter(({ database }, place) => place !== index && database.frame().mode !== 'up').length;
    if (recovering > 1) return 'two recover already';
    const leavesOld = fate < 0.2 && world.oldMachines.length < 2;
    faults.restores++;
    if (leavesOld) faults.oldMachines++;
    world.restore(index, leavesOld);
    if (fate <= 1 - world.temper.together || recovering > 0) return leavesOld ? 'beside the old machine' : 'alone';
    faults.restores++;
    faults.restoresAtOnce++;
    world.restore(other, false);
    return 'with another';
  }

  private partition(index: number): string {
    const { world, faults } = this;
    world.healLines();
    if (world.draw() < 0.4) return 'healed';
    faults.partitions++;
    const side = world.nodes.map((_, other) => other === index || world.draw() < 0.3);
    for (const [one, isHere] of side.entries()) for (const [other, isThere] of side.entries()) if (isHere && !isThere) world.part(one, other);
    return side.join();
  }

  private skew(index: number): string {
    this.faults.skews++;
    this.world.skews[index] = this.world.draw() < 0.3 ? 0 : this.draw(49) - 24;
    return String(this.world.skews[index]);
  }

  private lie(index: number): string {
    const { world } = this;
    const told = lieTo(world, index);
    if (!told) return 'silent';
    this.faults.lies++;
    if (told.isBelieved) this.liesBelieved++;
    return `${told.said} ${told.isBelieved ? 'believed' : 'refused'}`;
  }

  /** A worker and the courier at a machine that was given up go on. */
  private oldMachine(): string {
    const { world } = this;
    const old = world.oldMachines[this.draw(world.oldMachines.length)];
    if (!old) return 'none';
    if (world.draw() < 0.1) world.oldMachines.splice(world.oldMachines.indexOf(old), 1);
    const command = openingAt(world, old) ?? answersAt(world, old, true)[0];
    if (command) old.command(command);
    return String(old.round());
  }

  /** A sequence in which some rule matters, between nodes that were at peace. */
  private play(): string {
    const { world } = this;
    this.quieten();
    for (let round = 0; round < 3; round++) this.peace();
    const play = Play.find(world);
    play?.perform((isRelease) => {
      if (isRelease) this.handovers++;
      this.judge();
    });
    world.isTroubled = true;
    return play?.name ?? 'no cast';
  }

  private followUp(index: number): string {
    const ended = this.ended[index]!;
    const handoverId = ended.splice(this.draw(ended.length), 1)[0];
    const command = handoverId ? followUpAt(this.world, this.world.nodes[index]!, handoverId) : null;
    return command ? this.world.alive(index, () => `${command.kind} ${this.world.nodes[index]!.command(command)}`) : 'nothing';
  }

  /** A child comes, or a device says again what may have been lost, or drops what is safe. */
  private intake(): string {
    const { world } = this;
    const childId = this.absent.shift();
    if (childId) this.onDevices.add(childId);
    for (const one of childId ? [childId] : this.onDevices) {
      const index = world.origins.get(one)!;
      world.alive(index, () => {
        if (world.nodes[index]!.isSafe(one)) this.dropFromDevice(one);
        else register(world.nodes[index]!, one);
      });
    }
    return childId ?? String(this.onDevices.size);
  }

  private dropFromDevice(childId: ChildId): void {
    this.onDevices.delete(childId);
    this.confirmed.add(childId);
  }

  private judge(): void {
    const verdict = judgeInstant(this.world, this.confirmed);
    if (!isSound(verdict)) this.broken ??= verdict;
  }

  /** Nothing fails any more. */
  private quieten(): void {
    const { world } = this;
    world.isTroubled = false;
    world.healLines();
    world.skews.fill(0);
    world.oldMachines.length = 0;
    world.release();
  }

  private recover(): void {
    const { world } = this;
    this.quieten();
    for (let round = 0; round < 60 && !this.broken; round++) {
      world.release();
      this.peace();
      this.judge();
      if (this.onDevices.size === 0 && isSound(judgeEnd(world, this.confirmed))) return;
    }
    if (this.onDevices.size > 0) this.trouble.push(`${this.onDevices.size} intakes are not safe`);
  }

  /** Seven hours without a fault: everything is answered, devices are heard. */
  private peace(): void {
    const { world } = this;
    world.milliseconds += 7 * 3_600_000;
    for (const [index, node] of world.nodes.entries()) {
      world.alive(index, () => node.round());
      for (const command of answersAt(world, node, true)) if (node.command(command) && ['commit', 'grant'].includes(command.kind)) this.handovers++;
    }
    const waiting = this.absent.splice(0);
    this.intake();
    this.absent.push(...waiting);
  }
}
