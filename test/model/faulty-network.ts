import { outboxOf, type Message } from '#rooms/handover/rules.ts';
import { indexOfNode } from './identifiers.ts';
import type { Simulation } from './simulation.ts';

interface Letter {
  readonly message: Message;
  /** The key of the outbox entry; null for an immediate answer. */
  readonly key: string | null;
}

const mostUnderWay = 400;
const mostRemembered = 200;

/** A network that loses, repeats, delays and reorders, under the delivery table of each node. */
export class FaultyNetwork {
  readonly #simulation: Simulation;
  readonly #draw: () => number;
  readonly #underWay: Letter[] = [];
  readonly #past: Message[] = [];
  readonly #receipted = new Set<string>();
  /** A node that nothing reaches and that reaches nobody, or -1. */
  cutOff = -1;
  lost = 0;
  repeated = 0;

  constructor(simulation: Simulation, draw: () => number) {
    this.#simulation = simulation;
    this.#draw = draw;
  }

  /** One round of the courier: what is owed and not receipted goes out, each with the given chance. */
  send(node: number, chance: number): void {
    const state = this.#simulation.nodes[node]!;
    for (const { key, resentUntil, message } of outboxOf(state)) {
      const isEnded = resentUntil === 'receipt' && this.#receipted.has(`${state.self} ${key}`);
      // the same letter twice under way is rare, else the copies would crowd out everything new
      const isUnderWay = this.#underWay.some((letter) => letter.key === key && letter.message.from === state.self);
      if (!isEnded && this.#draw() < (isUnderWay ? chance / 10 : chance)) this.#post({ message, key });
    }
  }

  /** Something arrives, is lost, or arrives and stays to arrive once more; sometimes an old message comes back. */
  deliverSomething(): void {
    if (this.#past.length > 0 && this.#draw() < 0.05) this.#simulation.deliver(this.#past[Math.floor(this.#draw() * this.#past.length)]!);
    if (this.#underWay.length === 0) return;
    const at = Math.floor(this.#draw() * this.#underWay.length);
    const letter = this.#underWay[at]!;
    const fate = this.#draw();
    const isCut = this.cutOff >= 0 && [letter.message.from, letter.message.to].some((node) => indexOfNode(node) === this.cutOff);
    if (fate >= 0.15 && fate < 0.3) this.repeated++;
    else this.#underWay.splice(at, 1);
    if (isCut || fate < 0.15) this.lost++;
    else this.#deliver(letter, this.#draw() < 0.8);
  }

  /** Everything arrives, in order, until nothing is under way. */
  deliverEverything(): void {
    for (let letter = this.#underWay.shift(); letter; letter = this.#underWay.shift()) this.#deliver(letter, true);
  }

  #post(letter: Letter): void {
    if (this.#underWay.length < mostUnderWay) this.#underWay.push(letter);
  }

  #deliver({ message, key }: Letter, receiptArrives: boolean): void {
    const reception = this.#simulation.deliver(message);
    this.#past.push(message);
    if (this.#past.length > mostRemembered) this.#past.shift();
    if (reception.outcome !== 'applied') return;
    for (const answer of reception.answers) this.#post({ message: answer, key: null });
    if (key !== null && receiptArrives) this.#receipted.add(`${message.from} ${key}`);
  }
}
