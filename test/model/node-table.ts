import { outboxOf, receiveMessage, type CustodyState, type Message } from '#rooms/handover/rules.ts';
import type { Configuration } from './configuration.ts';
import { isDead } from './dead-messages.ts';
import { messageText, stateText } from './fingerprint.ts';
import { nodeId } from './identifiers.ts';
import { PairMap, Register, SetRegister } from './integer-tables.ts';

/** What a message does to a node: the node afterwards, its immediate answers, and which owed messages are owed anew. */
export interface Effect {
  readonly node: number;
  readonly answers: number;
  readonly isApplied: boolean;
  readonly renewed: number;
  /** Nothing at all changes, except perhaps that the sender gets a receipt. */
  readonly isIdle: boolean;
}

/**
 * Node states, messages and sets of messages by number, with everything about a single node computed once: the same
 * node state occurs in very many states of the whole system.
 */
export class NodeTable {
  readonly sets = new SetRegister();
  readonly #nodes = new Register<CustodyState>();
  readonly #messages = new Register<Message>();
  readonly #owed: number[][] = [];
  readonly #receiptable: number[] = [];
  readonly #effects: Effect[] = [];
  readonly #effectOf = new PairMap();
  readonly #aliveOf = new PairMap();
  readonly #sites = new PairMap();
  #siteCount = 0;
  readonly #configuration: Configuration;
  readonly #prunes: boolean;

  constructor(configuration: Configuration) {
    this.#configuration = configuration;
    const { rules, flaw, prunes } = configuration;
    this.#prunes = prunes && rules.olderSenderIsVoid && rules.olderAddresseeIsVoid && rules.restoredNodeWaits && rules.trackingMovesForward && flaw !== 'sent-from-memory';
  }

  numberOf(state: CustodyState): number {
    return this.#nodes.numberOf(stateText(state), () => state);
  }
  node(number: number): CustodyState {
    return this.#nodes.things[number]!;
  }
  message(number: number): Message {
    return this.#messages.things[number]!;
  }

  /** The set of messages that a node owes to the node of that index. */
  owed(number: number, addressee: number): number {
    return (this.#owed[number] ??= this.#deriveOwed(number))[addressee]!;
  }
  /** Those of what a node owes that are owed only until a receipt. */
  owedUntilReceipt(number: number): number {
    this.owed(number, 0);
    return this.#receiptable[number]!;
  }
  #deriveOwed(number: number): number[] {
    const entries = outboxOf(this.node(number), this.#configuration.rules);
    this.#receiptable[number] = this.sets.of(entries.filter((entry) => entry.resentUntil === 'receipt').map((entry) => this.#messageNumber(entry.message)));
    return Array.from({ length: this.#configuration.nodes }, (_, index) =>
      this.sets.of(entries.filter((entry) => entry.message.to === nodeId(index)).map((entry) => this.#messageNumber(entry.message))));
  }
  #messageNumber(message: Message): number {
    return this.#messages.numberOf(messageText(message), () => message);
  }

  effect(node: number, message: number): Effect {
    return this.#effects[this.#effectOf.get(node, message, () => this.#effects.push(this.#receive(node, message)) - 1)]!;
  }
  #receive(number: number, message: number): Effect {
    const before = this.node(number);
    const reception = receiveMessage(before, this.message(message), this.#configuration.rules);
    const isApplied = reception.outcome === 'applied';
    const answers = isApplied ? this.sets.of(reception.answers.map((answer) => this.#messageNumber(answer))) : 0;
    const node = this.numberOf(reception.state);
    const renewed = this.renewedBetween(before, reception.state);
    return { node, answers, isApplied, renewed, isIdle: node === number && answers === 0 && renewed === 0 };
  }

  /** Messages that read the same before and after, but under a new key: a receipt for the old one no longer counts. */
  renewedBetween(before: CustodyState, after: CustodyState): number {
    const { delivery, flaw } = this.#configuration;
    if (delivery === 'any' || flaw === 'receipt-for-ever' || before === after) return 0;
    const keys = new Map(outboxOf(before, this.#configuration.rules).map(({ key, message }) => [this.#messageNumber(message), key]));
    return this.sets.of(outboxOf(after, this.#configuration.rules).flatMap(({ key, message }) => {
      const known = keys.get(this.#messageNumber(message));
      return known !== undefined && known !== key ? [this.#messageNumber(message)] : [];
    }));
  }

  /** Those of a set of messages that can still do something at their addressee or at its twin (-1 when there is none). */
  alive(set: number, node: number, twin: number): number {
    if (!this.#prunes || set === 0) return set;
    const site = this.#sites.get(node, twin, () => this.#siteCount++);
    return this.#aliveOf.get(set, site, () => this.sets.of(this.sets.members(set).filter((message) =>
      !isDead(this.message(message), this.node(node)) || (twin >= 0 && !isDead(this.message(message), this.node(twin))))));
  }
}
