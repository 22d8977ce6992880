import type { ChildId, Uuid } from '#kernel/identifier.ts';
import { decideCustody, includesChild, nextReceiver, rowsOf, witnessesFor, type CustodyCommand, type CustodyState, type Outgoing } from '#rooms/handover/rules.ts';
import type { LightNode } from './node.ts';
import { nodeName, type LightWorld } from './world.ts';

const answerHours = 24;

/** The most willing answers to all that is open at a node; with faults on, sometimes less willing ones. */
export function answersAt(world: LightWorld, { database, self }: LightNode, isWilling: boolean): CustodyCommand[] {
  const rare = (share: number) => !isWilling && world.draw() < share;
  const commands: CustodyCommand[] = [];
  for (const [handoverId, since] of database.openSince.entries()) {
    const outgoing = database.outgoing.get(handoverId);
    const incoming = database.incoming.get(handoverId);
    const isLate = world.now(self) - since > answerHours * 3_600_000;
    if (outgoing?.status === 'agreed') commands.push(rare(0.08) ? { kind: 'withdraw', handoverId, reason: 'withdrawn' } : { kind: 'commit', handoverId });
    if (outgoing?.status === 'requested') commands.push(rare(world.temper.refusals) ? { kind: 'refuse', handoverId } : { kind: 'grant', handoverId }, { kind: 'refuse', handoverId });
    if (outgoing?.status === 'offered' && !isWilling && (isLate || rare(0.05))) commands.push({ kind: 'withdraw', handoverId, reason: isLate ? 'expired' : 'withdrawn' });
    if (incoming?.status === 'proposed') {
      commands.push(rare(world.temper.declines) ? { kind: 'decline', handoverId, reason: incoming.mode === 'forced' ? 'not_in_territory' : 'no_capacity', redirect: null, canTake: [] } : { kind: 'accept', handoverId });
    }
    if (incoming?.status === 'accepted' && rare(0.03)) commands.push({ kind: 'retract', handoverId });
  }
  return commands;
}

/** An offer of a whole group that is held here, or a request for one that is not. */
export function openingAt(world: LightWorld, { database, self }: LightNode): CustodyCommand | null {
  const peers = world.nodes.map((_, index) => nodeName(index)).filter((node) => node !== self);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(world.draw() * all.length)]!;
  const isPull = world.draw() < world.temper.pulls;
  for (let attempt = 0; attempt < 12; attempt++) {
    const childIds = pick(world.groups);
    const records = childIds.map((childId) => database.custody.get(childId));
    const isHeld = records.every((record) => record?.status === 'hold');
    if (isPull ? records.some((record) => record?.status === 'hold') || !records.some(Boolean) : !isHeld) continue;
    const handoverId = world.newHandover();
    if (isPull) return { kind: 'request', handoverId, childIds, to: world.draw() < 0.8 ? records.find(Boolean)!.pointer : pick(peers) };
    const fate = world.draw();
    return { kind: 'offer', handoverId, childIds, to: pick(peers), mode: fate < 0.1 ? 'forced' : 'push', parallel: fate >= 0.1 && fate < 0.35, thenTo: fate > 0.7 ? [pick(peers)] : [] };
  }
  return null;
}

/** What follows from an offer that ended: the next receiver is asked, or data whose time is over is forgotten. */
export function followUpAt(world: LightWorld, { database }: LightNode, handoverId: Uuid): CustodyCommand | null {
  const row = database.outgoing.get(handoverId);
  if (row?.status === 'acknowledged') return { kind: 'purge', handoverId };
  // a button on a screen that was opened before
  if (row?.status === 'withdrawn' && world.draw() < 0.4) return { kind: 'commit', handoverId };
  if (!row || !['declined', 'withdrawn'].includes(row.status)) return null;
  return nextReceiver(database.frame(), row) ? { kind: 'offer-next', handoverId, newHandoverId: world.newHandover() } : null;
}

/** A worker registers a child; the device says it again until enough nodes hold it. */
export function register(node: LightNode, childId: ChildId): void {
  const state = node.database.frame();
  if (node.database.custody.has(childId)) for (const witness of witnessesFor(state, childId)) node.command({ kind: 'ask-witness', childId, witness });
  else node.command({ kind: 'register', childId, witnesses: witnessesFor(state, childId) });
}

/** R11 missing: one member of an agreed group alone. */
export function splitGroup(state: CustodyState, rules: LightWorld['rules']): CustodyState {
  for (const [handoverId, row] of rowsOf<Uuid, Outgoing>(state.outgoing)) {
    if (row.status !== 'agreed' || row.group.length < 2) continue;
    const [alone] = row.group;
    const custody = Object.fromEntries(rowsOf(state.custody).map(([childId, record]) => [childId, childId !== alone!.childId && includesChild(row.group, childId) ? { ...record, encumberedBy: null } : record]));
    const decided = decideCustody({ ...state, custody, outgoing: { ...state.outgoing, [handoverId]: { ...row, group: [alone!] } } }, { kind: 'commit', handoverId }, rules);
    if (decided.ok) return decided.value;
  }
  return state;
}

/** R5 missing: a receiver drops an acceptance by its own clock. */
export function dropAcceptance(state: CustodyState): CustodyState {
  const open = rowsOf(state.incoming).find(([, { status }]) => status === 'accepted');
  return open ? { ...state, incoming: { ...state.incoming, [open[0]]: { ...open[1], status: 'withdrawn' as const } } } : state;
}

