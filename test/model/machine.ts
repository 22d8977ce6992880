import { isIntakeSafe, restoreNode } from '#rooms/handover/rules.ts';
import { nodeNames, originOf, type Configuration } from './configuration.ts';
import { acceptanceBit, pack, registrationOf, unpack, withRegistration, type Counters } from './counters.ts';
import { childId, indexOfNode } from './identifiers.ts';
import { PairMap } from './integer-tables.ts';
import { Judge, type Verdict } from './judge.ts';
import { NodeTable, type Effect } from './node-table.ts';
import { stepsOf } from './steps.ts';
import { startingNodes } from './world.ts';
import type { Step } from './wrong-designs.ts';

/* The columns of one node in a state vector; the last integer of the vector holds the packed counters. */
const NODE = 0, INBOX = 1, SNAPSHOT = 2, TWIN = 3, RECEIPTED = 4, COLUMNS = 5;

/** Called for every successor, which stands in `machine.next`. */
export type Visit = (isProgress: boolean, describe: () => string) => void;

/** A step with the numbers of the node that it leads to, and of the owed messages that it renews. */
interface NumberedStep extends Step {
  readonly node: number;
  readonly renewed: number;
}

/**
 * The whole system as a transition relation over integer vectors. The network is, per addressee, the set of all
 * messages ever sent that can still do something: any of them may be delivered at any time, in any order, any number
 * of times, or never. A crash at any point is included, since a handler is one atomic step and the outbox is derived
 * from saved state; every timer may fire at any moment.
 */
export class Machine {
  readonly configuration: Configuration;
  readonly width: number;
  readonly next: Int32Array;
  readonly #table: NodeTable;
  readonly #stepsOf = new PairMap();
  readonly #steps: NumberedStep[][] = [];
  readonly #restoredOf = new PairMap();
  readonly #judge: Judge;
  readonly #numbers: number[] = [];
  readonly #keepsReceipts: boolean;

  constructor(configuration: Configuration) {
    this.configuration = configuration;
    this.width = configuration.nodes * COLUMNS + 1;
    this.next = new Int32Array(this.width);
    this.#table = new NodeTable(configuration);
    this.#judge = new Judge(configuration);
    this.#keepsReceipts = configuration.delivery === 'receipts';
  }

  initial(): Int32Array {
    const { backups, children, pulls, registers, restores } = this.configuration;
    const vector = new Int32Array(this.width);
    const numbers = startingNodes(this.configuration).map((state) => this.#table.numberOf(state));
    for (const [index, number] of numbers.entries()) {
      vector[index * COLUMNS + NODE] = number;
      vector[index * COLUMNS + SNAPSHOT] = restores > 0 ? number : 0;
      vector[index * COLUMNS + TWIN] = -1;
    }
    let registrations = 0;
    for (let child = 0; child < children; child++) if (!registers) registrations = withRegistration(registrations, child, 'confirmed');
    vector[this.width - 1] = pack({ handovers: 0, restores, backups, pulls, registrations, acceptances: 0 });
    this.next.set(vector);
    for (let index = 0; index < numbers.length; index++) this.#send(index, numbers[index]!, 0);
    return this.next.slice();
  }

  /** Everything that can happen in a state, always in the same order. */
  visitSuccessors(state: Int32Array, visit: Visit): void {
    const counters = unpack(state[this.width - 1]!);
    for (let index = 0; index < this.configuration.nodes; index++) {
      this.#visitSteps(state, counters, index, false, visit);
      this.#visitDevices(state, counters, index, visit);
      this.#visitBackupAndRestore(state, counters, index, visit);
      if (state[index * COLUMNS + TWIN]! >= 0) this.#visitTwin(state, counters, index, visit);
    }
    for (let index = 0; index < this.configuration.nodes; index++) this.#visitDeliveries(state, index, false, visit);
  }

  #visitSteps(state: Int32Array, counters: Counters, index: number, isTwin: boolean, visit: Visit): void {
    const number = state[index * COLUMNS + (isTwin ? TWIN : NODE)]!;
    for (const step of this.#stepsAt(number, counters)) {
      if (step.child >= 0 && registrationOf(counters.registrations, step.child) === 'confirmed') continue;
      const opens = step.kind === 'offer' || step.kind === 'request';
      let { registrations } = counters;
      if (step.child >= 0) registrations = withRegistration(registrations, step.child, 'on-device');
      const packed = pack({
        ...counters, registrations,
        handovers: counters.handovers + (opens ? 1 : 0),
        pulls: counters.pulls - (step.kind === 'request' ? 1 : 0),
        acceptances: step.accepts < 0 ? counters.acceptances : counters.acceptances | acceptanceBit(this.configuration.nodes, step.accepts, index),
      });
      this.#visitChange(state, index, isTwin, { node: step.node, answers: 0, renewed: step.renewed }, packed, !isTwin, visit, () => (isTwin ? `old ${step.label}` : step.label));
    }
  }

  #stepsAt(number: number, { handovers, pulls }: Counters): readonly NumberedStep[] {
    const isSpent = handovers >= this.configuration.handovers;
    const allowance = isSpent ? 0 : handovers * 2 + (pulls > 0 ? 2 : 1);
    const list = this.#stepsOf.get(number, allowance, () => {
      const before = this.#table.node(number);
      const steps = stepsOf(this.configuration, before, { nextHandover: handovers, mayRequest: pulls > 0 });
      return this.#steps.push(steps.map((step) => ({
        ...step, node: this.#table.numberOf(step.after), renewed: this.#table.renewedBetween(before, step.after),
      }))) - 1;
    });
    return this.#steps[list]!;
  }

  /** A device drops its copy of a child as soon as its node says that the child is witnessed. */
  #visitDevices(state: Int32Array, counters: Counters, index: number, visit: Visit): void {
    if (!this.configuration.registers) return;
    const node = this.#table.node(state[index * COLUMNS + NODE]!);
    for (let child = 0; child < this.configuration.children; child++) {
      const isReady = registrationOf(counters.registrations, child) === 'on-device' && originOf(this.configuration, child) === index
        && isIntakeSafe(node, childId(child), this.configuration.witnesses);
      if (!isReady) continue;
      this.next.set(state);
      this.next[this.width - 1] = pack({ ...counters, registrations: withRegistration(counters.registrations, child, 'confirmed') });
      visit(true, () => `device drops its copy of child ${child}`);
    }
  }

  #visitBackupAndRestore(state: Int32Array, counters: Counters, index: number, visit: Visit): void {
    const at = index * COLUMNS;
    const number = state[at + NODE]!;
    const isUp = this.#table.node(number).mode === 'up';
    if (counters.backups > 0 && isUp && counters.restores > 0 && state[at + SNAPSHOT] !== number) {
      this.next.set(state);
      this.next[at + SNAPSHOT] = number;
      this.next[this.width - 1] = pack({ ...counters, backups: counters.backups - 1 });
      visit(false, () => `${nodeNames[index]}.backup`);
    }
    if (counters.restores === 0) return;
    const backup = state[at + SNAPSHOT]!;
    const { incarnation } = this.#table.node(number);
    const restored = this.#restoredOf.get(backup, incarnation, () =>
      this.#table.numberOf(restoreNode(this.#table.node(backup), incarnation + 1, this.configuration.rules)));
    const packed = pack({ ...counters, restores: counters.restores - 1 });
    for (const keepsOld of this.configuration.twins ? [false, true] : [false]) {
      const before = keepsOld ? Int32Array.from(state) : state;
      if (keepsOld) before[at + TWIN] = number;
      this.#visitChange(before, index, false, { node: restored, answers: 0, renewed: 0 }, packed, false, visit, () =>
        `${nodeNames[index]}.RESTORE ${keepsOld ? 'on a new machine, the old one keeps running' : 'from old backup'}`);
    }
  }

  #visitTwin(state: Int32Array, counters: Counters, index: number, visit: Visit): void {
    this.#visitSteps(state, counters, index, true, visit);
    this.#visitDeliveries(state, index, true, visit);
    this.next.set(state);
    this.#switchOffTwin(index);
    visit(true, () => `old ${nodeNames[index]} is switched off`);
  }

  #switchOffTwin(index: number): void {
    this.next[index * COLUMNS + TWIN] = -1;
    this.#prune(index);
  }

  #visitDeliveries(state: Int32Array, index: number, isTwin: boolean, visit: Visit): void {
    const number = state[index * COLUMNS + (isTwin ? TWIN : NODE)]!;
    for (const message of this.#table.sets.members(state[index * COLUMNS + INBOX]!)) {
      const effect = this.#table.effect(number, message);
      if (effect.isIdle && !this.#keepsReceipts) continue;
      const { type, from } = this.#table.message(message);
      const sender = indexOfNode(from);
      const describe = (): string => `deliver ${type} ${from}->${isTwin ? 'the old ' : ''}${nodeNames[index]} ${JSON.stringify(this.#table.message(message))}`;
      const packed = state[this.width - 1]!;
      const isOwed = type === 'SYNCR' || this.#isStillOwed(state, sender, index, message);
      if (!effect.isIdle) this.#visitChange(state, index, isTwin, effect, packed, isOwed, visit, describe);
      if (!this.#keepsReceipts || isTwin || !effect.isApplied || !isOwed) continue;
      const receipted = Int32Array.from(state);
      const added = this.#withReceipt(receipted, sender, message);
      if (added) this.#visitChange(receipted, index, isTwin, effect, packed, true, visit, () => `${describe()}, receipted`);
    }
  }

  /** Whether the sender would still send this message: it owes it, and no receipt has ended that. */
  #isStillOwed(state: Int32Array, sender: number, addressee: number, message: number): boolean {
    if (!this.#keepsReceipts) return true;
    const { sets } = this.#table;
    return sets.members(this.#table.owed(state[sender * COLUMNS + NODE]!, addressee)).includes(message)
      && !sets.members(state[sender * COLUMNS + RECEIPTED]!).includes(message);
  }

  #withReceipt(state: Int32Array, sender: number, message: number): boolean {
    const { sets } = this.#table;
    if (!sets.members(this.#table.owedUntilReceipt(state[sender * COLUMNS + NODE]!)).includes(message)) return false;
    state[sender * COLUMNS + RECEIPTED] = sets.union(state[sender * COLUMNS + RECEIPTED]!, sets.of([message]));
    return true;
  }

  /** Visits the state after one node (or its twin) changed and its outbox went out; without R13, also the one where it did not. */
  #visitChange(before: Int32Array, index: number, isTwin: boolean, { node, answers, renewed }: Pick<Effect, 'node' | 'answers' | 'renewed'>, packed: number, isProgress: boolean, visit: Visit, describe: () => string): void {
    const { sets } = this.#table;
    const at = index * COLUMNS + (isTwin ? TWIN : NODE);
    const previous = before[at]!;
    this.next.set(before);
    // a machine that has locked itself does nothing any more: as good as switched off
    this.next[at] = isTwin && this.#table.node(node).mode === 'superseded' ? -1 : node;
    this.next[this.width - 1] = packed;
    if (unpack(packed).restores === 0) for (let other = 0; other < this.configuration.nodes; other++) this.next[other * COLUMNS + SNAPSHOT] = 0;
    if (this.#keepsReceipts && !isTwin) {
      const owed = new Set(sets.members(this.#table.owedUntilReceipt(node)));
      for (const message of sets.members(renewed)) owed.delete(message);
      this.next[index * COLUMNS + RECEIPTED] = sets.of(sets.members(before[index * COLUMNS + RECEIPTED]!).filter((message) => owed.has(message)));
    }
    this.#prune(index);
    const isFlawed = this.configuration.flaw === 'sent-from-memory';
    if (isFlawed) {
      visit(isProgress, () => `${describe()}, then a crash before sending`);
      const isNew = sets.members(this.#allOwed(node)).some((message) => !sets.members(this.#allOwed(previous)).includes(message));
      if (!isNew) return;
    }
    this.#send(index, node, answers);
    visit(isProgress, describe);
  }

  #allOwed(node: number): number {
    let all = 0;
    for (let addressee = 0; addressee < this.configuration.nodes; addressee++) all = this.#table.sets.union(all, this.#table.owed(node, addressee));
    return all;
  }

  /** Adds to the network what the node owes and what it answers at once. */
  #send(index: number, node: number, answers: number): void {
    const { sets } = this.#table;
    for (let addressee = 0; addressee < this.configuration.nodes; addressee++) {
      if (addressee === index) continue;
      const at = addressee * COLUMNS;
      const answered = answers === 0 ? 0 : sets.of(sets.members(answers).filter((message) => indexOfNode(this.#table.message(message).to) === addressee));
      const sent = sets.union(this.#table.owed(node, addressee), answered);
      this.next[at + INBOX] = sets.union(this.next[at + INBOX]!, this.#table.alive(sent, this.next[at + NODE]!, this.next[at + TWIN]!));
    }
  }

  #prune(index: number): void {
    const at = index * COLUMNS;
    this.next[at + INBOX] = this.#table.alive(this.next[at + INBOX]!, this.next[at + NODE]!, this.next[at + TWIN]!);
  }

  get combinations(): number {
    return this.#judge.combinations;
  }

  /** Whether a promise is broken in `next`, and whether custody has settled there. */
  verdict(): Verdict {
    for (let index = 0; index < this.configuration.nodes; index++) this.#numbers[index] = this.next[index * COLUMNS + NODE]!;
    return this.#judge.verdict(this.#numbers, unpack(this.next[this.width - 1]!), (number) => this.#table.node(number));
  }
}
