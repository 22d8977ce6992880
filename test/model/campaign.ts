import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import { declineReasons, rowsOf, witnessesWanted, type CustodyCommand, type CustodyState } from '#rooms/handover/rules.ts';
import { configure, originOf, witnessesOf, type Configuration } from './configuration.ts';
import { FaultyNetwork } from './faulty-network.ts';
import { childId, handoverId, indexOfNode, nodeId } from './identifiers.ts';
import { Simulation } from './simulation.ts';
import { answersOf } from './steps.ts';

/** Five nodes and six children, two of them siblings: far beyond what can be explored exhaustively. */
export const campaignBounds: Configuration = configure('campaign', {
  nodes: 5, children: 6, groups: [[0, 1], [2], [3], [4], [5]], registers: true, witnesses: witnessesWanted, purges: true, retracts: true,
});

/** Few nodes, children in groups that overlap, several offers at a time: much that touches the same rows. */
export const crowdedBounds: Configuration = configure('crowded campaign', {
  ...campaignBounds, nodes: 3, children: 4, groups: [[0, 1], [1, 2], [0, 1, 2], [0], [1], [2], [3]],
});

interface CampaignOptions {
  readonly bounds?: Configuration;
  readonly observe?: Simulation['observe'];
}

/** What happened in a run. `broken` names the promise that broke, or that custody did not settle after healing. */
export interface CampaignRun {
  events: number;
  offers: number;
  releases: number;
  restores: number;
  lost: number;
  repeated: number;
  broken: string | null;
}

/** A stream of numbers from 0 (included) to 1, the same for the same seed. */
export function drawsFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
  };
}

/**
 * One run: people, timers and faults in an order that `draw` decides; then the faults stop, people answer what is open,
 * and custody must settle, although what was receipted is not sent again.
 */
export function runCampaign(draw: () => number, events: number, { bounds = campaignBounds, observe }: CampaignOptions = {}): CampaignRun {
  const simulation = new Simulation(bounds);
  if (observe) simulation.observe = observe;
  const network = new FaultyNetwork(simulation, draw);
  const run: CampaignRun = { events: 0, offers: 0, releases: 0, restores: 0, lost: 0, repeated: 0, broken: null };
  let nextHandover = 0;
  const act = (node: number): void => {
    const commands = thinkableCommands(bounds, simulation.nodes[node]!, nextHandover, draw);
    let command: CustodyCommand | undefined;
    for (let attempt = 0; attempt < 4 && commands.length > 0; attempt++) {
      command = commands[Math.floor(draw() * commands.length)]!;
      if (simulation.command(node, command)) break;
      command = undefined;
    }
    if (!command) return;
    if (['offer', 'request', 'offer-next'].includes(command.kind)) nextHandover++;
    if (command.kind === 'offer') run.offers++;
    if (command.kind === 'commit' || command.kind === 'grant') run.releases++;
  };
  for (; run.events < events && run.broken === null; run.events++) {
    const node = Math.floor(draw() * bounds.nodes);
    const event = draw();
    if (event < 0.28) act(node);
    else if (event < 0.45) network.send(node, 0.35);
    else if (event < 0.9) network.deliverSomething();
    else if (event < 0.93) simulation.backup(node);
    else if (event < 0.9325) { simulation.restore(node); run.restores++; }
    else if (event < 0.94) network.cutOff = draw() < 0.5 ? node : -1;
    else for (let child = 0; child < bounds.children; child++) simulation.dropDeviceCopy(child);
    run.broken = simulation.broken();
  }
  run.broken ??= heal(simulation, network, bounds.nodes);
  [run.lost, run.repeated] = [network.lost, network.repeated];
  return run;
}

function heal(simulation: Simulation, network: FaultyNetwork, nodes: number): string | null {
  network.cutOff = -1;
  for (let round = 0; round < 200; round++) {
    for (let node = 0; node < nodes; node++) {
      simulation.answerEverything(node);
      network.send(node, 1);
      network.deliverEverything();
      const broken = simulation.broken();
      if (broken) return broken;
    }
    if (simulation.isSettled()) return null;
  }
  return 'L1 custody has not settled after healing';
}

/** What people and timers at a node may think of: what the explorer tries, and the rest of the commands. */
function thinkableCommands(bounds: Configuration, state: CustodyState, nextHandover: number, draw: () => number): CustodyCommand[] {
  const self = indexOfNode(state.self);
  const next = handoverId(nextHandover);
  const another = (): NodeId => nodeId((self + 1 + Math.floor(draw() * (bounds.nodes - 1))) % bounds.nodes);
  const isRare = (chance: number): boolean => draw() < chance;
  const commands: CustodyCommand[] = [];
  for (let child = 0; child < bounds.children; child++) {
    if (originOf(bounds, child) === self) commands.push({ kind: 'register', childId: childId(child), witnesses: witnessesOf(bounds, child).map(nodeId) });
    if (isRare(0.02)) commands.push({ kind: isRare(0.3) ? 'close' : 'reopen', childId: childId(child) });
  }
  for (const group of bounds.groups) {
    const opening = { handoverId: next, childIds: group.map(childId), to: another() };
    commands.push({ kind: 'offer', ...opening, mode: isRare(0.2) ? 'forced' : 'push', parallel: isRare(0.5), thenTo: [another()] });
    if (isRare(0.05)) commands.push({ kind: 'request', ...opening });
  }
  for (const [id, { status }] of rowsOf(state.outgoing)) {
    if (['declined', 'withdrawn'].includes(status) && isRare(0.1)) commands.push({ kind: 'offer-next', handoverId: id, newHandoverId: next });
  }
  for (const [id, { status, group }] of rowsOf(state.incoming)) if (status === 'proposed') commands.push(counterProposal(id, group, draw, another));
  const answers = answersOf(bounds, state).filter(({ kind }) => !['withdraw', 'purge', 'retract', 'refuse', 'decline'].includes(kind) || isRare(0.15));
  return answers.length > 0 && draw() < 0.7 ? answers : commands;
}

function counterProposal(id: Uuid, group: readonly { readonly childId: ChildId }[], draw: () => number, another: () => NodeId): CustodyCommand {
  const reason = declineReasons[Math.floor(draw() * declineReasons.length)]!;
  const canTake = draw() < 0.5 ? group.slice(1).map((member) => member.childId) : [];
  return { kind: 'decline', handoverId: id, reason, redirect: reason === 'redirect' ? another() : null, canTake };
}
