import type { NodeId } from '#kernel/identifier.ts';
import type { WireRequest } from '#exchange/federation/index.ts';
import { openMessage } from '#exchange/federation/line.ts';
import type { Verb } from '#platform/ledger/verb.ts';
import type { OldMachine } from '#test/support/agency.ts';
import { ProcessEnded } from '#test/support/mortal-database.ts';
import { canary } from './canary.ts';
import { divergentChains } from './chains.ts';
import { createEventLog, type EventLog } from './event-log.ts';
import { backUp, heal, noFaultsYet, restore, restoreBesideOld, troubledLine, type FaultCounts } from './faults.ts';
import type { CampaignFederation } from './federation.ts';
import { isSound, judgeEnd, judgeInstant, openIn, type Verdict } from './judge.ts';
import { lie, payloadOf, type Overheard } from './liar.ts';
import { answersAt, openingAt, type Act } from './people.ts';

export interface CampaignRun extends Verdict {
  readonly handovers: number;
  readonly divergentChains: number;
  readonly leakedFields: number;
  readonly liesBelieved: number;
  readonly faults: FaultCounts & CampaignFederation['wire']['counts'];
  readonly events: number;
  readonly hash: string;
  readonly simulatedHours: number;
  /** What was open at the end, and the last events, when something is wrong. */
  readonly trouble: readonly string[];
}

export interface CampaignOptions {
  readonly handovers: number;
  readonly hasFaults: boolean;
  readonly draw: () => number;
  readonly onLine?: (line: string) => void;
}

/** One campaign over whole nodes: people, couriers and faults in an order that `draw` decides, then peace, then the judgement. */
export async function runCampaign(federation: CampaignFederation, options: CampaignOptions): Promise<CampaignRun> {
  const campaign = new Campaign(federation, options);
  return campaign.run();
}

/** Of a hundred events, so many are of each kind. */
const shares = { act: 50, round: 32, release: 6, crash: 4, backup: 2, restore: 0.9, partition: 1.6, skew: 1, disk: 0.8, rotate: 0.3, lie: 1.4 };

class Campaign {
  private readonly federation: CampaignFederation;
  private readonly options: CampaignOptions;
  private readonly log: EventLog;
  private readonly faults = noFaultsYet();
  private readonly overheard: Overheard[] = [];
  private leakedFields = 0;
  private liesBelieved = 0;
  private broken: Verdict | null = null;

  constructor(federation: CampaignFederation, options: CampaignOptions) {
    this.federation = federation;
    this.options = options;
    this.log = createEventLog(options.onLine);
    federation.wire.watch = (to, request) => this.watch(to, request);
  }

  async run(): Promise<CampaignRun> {
    const { federation, options, log } = this;
    const [startedAt, sentBefore] = [federation.clock.milliseconds(), federation.wire.counts.sent];
    if (options.hasFaults) federation.wire.faults = troubledLine;
    let handovers = 0;
    for (let step = 0; handovers < options.handovers && step < options.handovers * 60 && !this.broken; step++) {
      federation.clock.advanceHours(Math.floor(options.draw() * 4) / 6);
      await this.step(this.draw(federation.agencies.length));
      if (step % 10 === 9) await this.judge();
      if (step % 10 === 9) handovers = await this.taken();
    }
    await this.recover();
    const states = await federation.states();
    const verdict = this.broken ?? judgeEnd(states, federation.groups, federation.origins);
    const divergent = await divergentChains(federation, states);
    const { groups: _, ...ended } = { ...verdict, groups: 0 };
    const isWell = isSound(verdict) && divergent + this.leakedFields + this.liesBelieved === 0;
    return {
      ...ended, handovers: await this.taken(), divergentChains: divergent, leakedFields: this.leakedFields, liesBelieved: this.liesBelieved,
      faults: { ...this.faults, ...federation.wire.counts, sent: federation.wire.counts.sent - sentBefore }, events: log.count, hash: log.hash,
      simulatedHours: Math.round((federation.clock.milliseconds() - startedAt) / 3_600_000),
      trouble: isWell ? [] : [...states.flatMap(openIn), ...log.tail],
    };
  }

  private draw = (below: number): number => Math.floor(this.options.draw() * below);
  private others = (index: number): NodeId[] => this.federation.agencies.filter((_, other) => other !== index).map(({ nodeId }) => nodeId);
  private nameOf = (index: number): string => this.federation.agencies[index]!.name;

  private async taken(): Promise<number> {
    const states = await this.federation.states();
    return states.reduce((sum, { outgoing }) => sum + Object.values<{ status: string }>(outgoing).filter(({ status }) => status === 'acknowledged').length, 0);
  }

  private async step(index: number): Promise<void> {
    const { hasFaults } = this.options;
    const kinds = Object.entries(shares).filter(([kind]) => hasFaults || ['act', 'round'].includes(kind)) as [keyof typeof shares, number][];
    let at = this.options.draw() * kinds.reduce((sum, [, share]) => sum + share, 0);
    const [kind] = kinds.find(([, share]) => (at -= share) < 0) ?? kinds[0]!;
    const said = await this[kind](index);
    this.log.write(`${this.nameOf(index)} ${kind} ${said}`);
  }

  /** Runs something at a node whose process may end meanwhile; then a new one starts. @returns what came of it */
  private async alive(index: number, work: () => Promise<string>): Promise<string> {
    const agency = this.federation.agencies[index]!;
    const said = await work().catch((error: unknown) => {
      if (error instanceof ProcessEnded || agency.mortal.isDead) return 'process ended';
      return `failed ${(error as { code?: string }).code ?? (error as Error).message}`;
    });
    await agency.quiet().catch((error: unknown) => {
      if (!agency.mortal.isDead && !said.includes('53100')) throw error;
    });
    if (!agency.mortal.isDead) return said;
    await agency.mortal.end();
    agency.restart();
    await agency.federation.alignIncarnation();
    return said;
  }

  /** Somebody acts, mostly where something waits for an answer; mostly the courier is woken by it, as in production. */
  private async act(drawn: number): Promise<string> {
    const index = this.options.draw() < 0.7 ? await this.waitingFrom(drawn) : drawn;
    const said = await this.actAt(index);
    return `${this.nameOf(index)} ${said} ${this.options.draw() < 0.6 ? await this.round(index) : ''}`;
  }

  /** The first node, counted from one of them, where something is open that people can answer. */
  private async waitingFrom(first: number): Promise<number> {
    const { agencies, clock } = this.federation;
    for (const place of agencies.keys()) {
      const index = (first + place) % agencies.length;
      const state = await this.federation.stateOf(index);
      if (state.mode === 'up' && answersAt(state, clock.now(), agencies[index]!.team).length > 0) return index;
    }
    return first;
  }

  private actAt = (index: number): Promise<string> => this.alive(index, async () => {
    const { agencies, groups, clock } = this.federation;
    const agency = agencies[index]!;
    const state = await this.federation.stateOf(index);
    const answers = answersAt(state, clock.now(), agency.team, this.options.draw);
    const opening = openingAt(state, groups, this.others(index), this.options.draw);
    const chosen = answers.length > 0 && this.options.draw() < 0.75 ? answers[this.draw(answers.length)]! : opening;
    return chosen ? this.perform(index, chosen) : 'nothing';
  });

  private async perform(index: number, { name, verb, input }: Act): Promise<string> {
    const answer = await this.federation.agencies[index]!.run(verb as Verb<never, { status: string }>, input);
    return `${name} ${answer.ok ? answer.value.status : answer.problem.code}`;
  }

  private round = (index: number): Promise<string> => this.alive(index, async () => {
    const { delivered } = await this.federation.agencies[index]!.federation.courier.round();
    return String(delivered);
  });

  private release = async (): Promise<string> => String(await this.federation.wire.release(this.options.draw));

  /** The process ends at some statement of what it does next: before it is run, or after it. */
  private async crash(index: number): Promise<string> {
    this.faults.crashes++;
    this.federation.agencies[index]!.mortal.dieAfter(this.draw(90), this.options.draw() < 0.5);
    const said = this.options.draw() < 0.6 ? await this.round(index) : await this.actAt(index);
    this.federation.agencies[index]!.mortal.dieAfter(Number.POSITIVE_INFINITY, false);
    return said;
  }

  private async backup(index: number): Promise<string> {
    if ((await this.federation.stateOf(index)).mode !== 'up') return 'not up';
    await backUp(this.federation, index);
    return 'made';
  }

  private async restore(index: number): Promise<string> {
    const { agencies, oldMachines } = this.federation;
    const fate = this.options.draw();
    // every child is known to three nodes at least: what all of them forget at once nobody can give back
    const recovering = (await this.federation.states()).filter(({ mode }, other) => other !== index && mode !== 'up').length;
    if (recovering > 1) return 'two recover already';
    this.faults.restores++;
    if (fate < 0.2 && oldMachines.length < 2) {
      this.faults.oldMachines++;
      await restoreBesideOld(this.federation, index);
      return 'beside the old machine';
    }
    await restore(this.federation, index);
    if (fate > 0.7 && recovering === 0) {
      const other = (index + 1) % agencies.length;
      this.faults.restores++;
      this.faults.restoresAtOnce++;
      await restore(this.federation, other);
      return `with ${this.nameOf(other)}`;
    }
    return 'alone';
  }

  private async partition(index: number): Promise<string> {
    const { wire, agencies } = this.federation;
    wire.heal();
    if (this.options.draw() < 0.4) return 'healed';
    this.faults.partitions++;
    const side = agencies.filter((_, other) => other === index || this.options.draw() < 0.3);
    for (const one of side) for (const other of agencies.filter((agency) => !side.includes(agency))) wire.part(one.address, other.address);
    return side.map(({ name }) => name).join();
  }

  private async skew(index: number): Promise<string> {
    this.faults.skews++;
    this.federation.skews[index] = this.options.draw() < 0.3 ? 0 : this.draw(49) - 24;
    return String(this.federation.skews[index]);
  }

  private async disk(index: number): Promise<string> {
    const { mortal } = this.federation.agencies[index]!;
    this.faults.diskFull++;
    mortal.fillDisk(true);
    const said = this.options.draw() < 0.6 ? await this.round(index) : await this.actAt(index);
    mortal.fillDisk(false);
    return said;
  }

  private async rotate(index: number): Promise<string> {
    if ((await this.federation.stateOf(index)).mode !== 'up') return 'not up';
    this.faults.keyRotations++;
    await this.federation.agencies[index]!.rotateKeys();
    await this.federation.agencies[index]!.federation.alignIncarnation();
    return 'done';
  }

  /** The last node has two faces: it also says what is not so. Otherwise an old machine acts, if there is one. */
  private async lie(index: number): Promise<string> {
    const { agencies, wire, groups, oldMachines } = this.federation;
    const old = oldMachines[this.draw(oldMachines.length)];
    if (old && this.options.draw() < 0.7) return `old machine ${await this.oldMachineActs(old)}`;
    const [liar, victim] = [agencies.at(-1)!, agencies[index]!];
    const overheard = this.overheard[this.draw(this.overheard.length)];
    if (victim === liar || !overheard) return 'silent';
    this.faults.lies++;
    const all = groups.flat();
    const { said, isBelieved } = await lie(wire, liar, victim, all[this.draw(all.length)]!, overheard, this.options.draw);
    if (isBelieved) this.liesBelieved++;
    return `${said} ${isBelieved ? 'believed' : 'refused'}`;
  }

  /** A worker at the machine that was given up goes on, and its courier as well. */
  private async oldMachineActs(old: OldMachine): Promise<string> {
    const index = this.federation.agencies.findIndex(({ nodeId }) => nodeId === old.services.nodeId);
    const opening = openingAt(await this.federation.stateOf(index), this.federation.groups, this.others(index), this.options.draw);
    if (opening) await old.run(opening.verb as Verb<never, unknown>, opening.input).catch(() => undefined);
    return String((await old.federation.courier.round().catch(() => ({ delivered: -1 }))).delivered);
  }

  /** Reads along as the addressee could: a name may be neither on the line nor in any message but the sealed file of a release. */
  private async watch(to: string, request: WireRequest): Promise<void> {
    if (request.body.includes(canary)) this.leakedFields++;
    if (request.path !== '/fed/1/inbox') return;
    const { vault } = this.federation.agencies.find(({ address }) => address === to)!.services;
    const opened = await openMessage(vault, request.headers['idempotency-key']!, request.body);
    if (!opened.ok) return;
    if (payloadOf(opened.value).includes(canary)) this.leakedFields++;
    this.overheard.push({ to, jws: opened.value });
    if (this.overheard.length > 200) this.overheard.shift();
  }

  private async judge(): Promise<void> {
    const verdict = judgeInstant(await this.federation.states(), this.federation.groups);
    if (!isSound(verdict)) this.broken ??= verdict;
  }

  /** The faults stop and everybody answers; returns when nothing is open any more, or when that takes too long. */
  private async recover(): Promise<void> {
    const { federation, options } = this;
    await heal(federation);
    for (let round = 0; round < 40 && !this.broken; round++) {
      await federation.wire.release(options.draw);
      federation.clock.advanceHours(7);
      for (const [index, agency] of federation.agencies.entries()) {
        await this.round(index);
        for (const act of answersAt(await federation.stateOf(index), federation.clock.now(), agency.team)) this.log.write(`${agency.name} ${await this.perform(index, act)}`);
        await agency.quiet();
      }
      await this.judge();
      if (round > 1 && isSound(judgeEnd(await federation.states(), federation.groups, federation.origins))) return;
    }
  }
}
