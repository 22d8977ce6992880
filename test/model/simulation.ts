import type { NodeId } from '#kernel/identifier.ts';
import { decideCustody, isIntakeSafe, outboxOf, receiveMessage, restoreNode, type CustodyCommand, type CustodyState, type Message, type Reception } from '#rooms/handover/rules.ts';
import { originOf, siblingsOf, type Configuration } from './configuration.ts';
import { childId, indexOf, indexOfNode } from './identifiers.ts';
import { findBroken, isSettled, type Registration, type Situation } from './invariants.ts';
import { answersOf } from './steps.ts';
import { startingNodes } from './world.ts';

/** Several nodes in one process, and what the world remembers about them. The caller decides what happens when. */
export class Simulation {
  readonly configuration: Configuration;
  readonly nodes: CustodyState[];
  readonly registrations: Registration[];
  readonly #backups: CustodyState[];
  readonly #accepted = new Set<string>();
  readonly #situation: Situation;
  /** Called with every command and message that was put to a kernel, and the node's state before and after. */
  observe: (before: CustodyState, input: CustodyCommand | Message, after: CustodyState) => void = () => {};

  constructor(configuration: Configuration) {
    this.configuration = configuration;
    this.nodes = startingNodes(configuration);
    this.#backups = [...this.nodes];
    const children = Array.from({ length: configuration.children }, (_, child) => child);
    this.registrations = children.map(() => (configuration.registers ? 'absent' : 'confirmed'));
    this.#situation = {
      registrations: this.registrations,
      origins: children.map((child) => originOf(configuration, child)),
      siblings: siblingsOf(configuration),
      hasAccepted: (node, handover) => this.#accepted.has(`${node} ${handover}`),
    };
  }

  /** Carries out a command; false when the kernel refuses it, or when it would register a child twice. */
  command(node: number, command: CustodyCommand): boolean {
    const isLateRegistration = command.kind === 'register' && this.registrations[indexOf(command.childId)] === 'confirmed';
    const decided = decideCustody(this.nodes[node]!, command, this.configuration.rules);
    if (!decided.ok || isLateRegistration) return false;
    this.observe(this.nodes[node]!, command, decided.value);
    this.nodes[node] = decided.value;
    if (command.kind === 'register') this.registrations[indexOf(command.childId)] = 'on-device';
    if (command.kind === 'accept' || command.kind === 'request') this.#accepted.add(`${node} ${indexOf(command.handoverId)}`);
    return true;
  }

  deliver(message: Message): Reception {
    const node = indexOfNode(message.to);
    const reception = receiveMessage(this.nodes[node]!, message, this.configuration.rules);
    this.observe(this.nodes[node]!, message, reception.state);
    this.nodes[node] = reception.state;
    return reception;
  }

  backup(node: number): void {
    if (this.nodes[node]!.mode === 'up') this.#backups[node] = this.nodes[node]!;
  }
  restore(node: number): void {
    this.nodes[node] = restoreNode(this.#backups[node]!, this.nodes[node]!.incarnation + 1, this.configuration.rules);
  }

  /** The device drops its copy of a child once its node says that the child is witnessed. */
  dropDeviceCopy(child: number): void {
    const node = this.nodes[originOf(this.configuration, child)]!;
    if (this.registrations[child] === 'on-device' && isIntakeSafe(node, childId(child), this.configuration.witnesses)) this.registrations[child] = 'confirmed';
  }

  owed(node: number): Message[] {
    return outboxOf(this.nodes[node]!, this.configuration.rules).map((entry) => entry.message);
  }
  broken(): string | null {
    return findBroken(this.nodes, this.#situation);
  }
  isSettled(): boolean {
    return isSettled(this.nodes, this.#situation);
  }

  /** What people do when nothing new begins: bring back lost intakes, and give every open handover its most willing answer. */
  answerEverything(node: number): void {
    for (let child = 0; child < this.configuration.children; child++) {
      this.dropDeviceCopy(child);
      if (this.registrations[child] !== 'on-device' || originOf(this.configuration, child) !== node) continue;
      const peers = Object.keys(this.nodes[node]!.peers) as NodeId[];
      this.command(node, { kind: 'register', childId: childId(child), witnesses: peers.slice(0, this.configuration.witnesses) });
      for (const witness of peers.slice(0, this.configuration.witnesses)) this.command(node, { kind: 'ask-witness', childId: childId(child), witness });
    }
    for (const command of answersOf({ ...this.configuration, purges: false, retracts: false }, this.nodes[node]!)) this.command(node, command);
  }
}
