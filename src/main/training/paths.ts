import { accept, decline, deliver, hoursBetween, liveOn, offer, withdraw, wordOf, type Draft } from './chronicle.ts';
import { escalationHours } from './nodes.ts';
import type { Random } from './random.ts';
import type { NodeKey, Offered } from './story.ts';
import { protectionNotes } from './wording.ts';

/** When the open offer of a story falls due, if it has one. */
export type Due = 'overdue' | 'today' | 'later';

/** Begins a story: the children are written down at a node at an hour. */
type Start = (node: NodeKey, hour: number) => Draft;
export type Path = (random: Random, start: Start, due: Due) => Draft;

const homeNodes: Readonly<Record<string, NodeKey>> = { GT: 'gt-pgn', SV: 'sv-conapina', HN: 'hn-senaf' };
const homeOf = (draft: Draft): NodeKey => homeNodes[draft.identities[0]!.family.country]!;

const notes: Readonly<Record<string, string>> = {
  channelling: 'Se solicita recepción con base en el acta de canalización.',
  shelter_place: 'Se solicita lugar por saturación del albergue.',
  assisted_return: 'El plan de restitución indica retorno. La familia fue verificada por la autoridad de origen.',
  court_ordered_return: 'Retorno ordenado por juzgado de niñez; se adjunta resolución.',
};

/** Every way a story may go, from first contact to today. Each leaves exactly one node responsible at every step. */
export const paths = {
  'inm-new': (random, start) => {
    const hour = -hoursBetween(random, 1, 20);
    const draft = start('mx-inm', hour);
    liveOn(draft, hour, 0);
    return draft;
  },
  'inm-offer-open': (random, start, due) => {
    const { hour, urgency } = openOfferAt(random, due, 30);
    const draft = start('mx-inm', hour - hoursBetween(random, 1, 3));
    offer(draft, hour, { to: 'mx-dif', reason: 'channelling', purpose: 'custody_transfer', urgency, planHour: Math.max(hour + 4, 2), note: notes['channelling']! });
    return draft;
  },
  'inm-agreed': (random, start) => agreedBetween(random, start('mx-inm', -hoursBetween(random, 10, 22)), 'mx-dif', 'channelling'),
  'dif-held': (random, start) => heldAtDif(random, start),
  'dif-held-after-decline': (random, start) => {
    const hour = -hoursBetween(random, 150, 1800);
    const draft = start('mx-inm', hour);
    const first = offer(draft, hour + 1, { to: 'mx-dif', reason: 'channelling', purpose: 'custody_transfer', urgency: 'emergency', planHour: hour + 4, note: notes['channelling']! });
    decline(draft, first, 'mx-dif', hour + 2.5, random.pick(['no_capacity', 'information_missing', 'split_group'].slice(0, draft.children.length > 1 ? 3 : 2)));
    const arrived = transfer(random, draft, 'mx-dif', hour + 5, 'channelling');
    liveOn(draft, arrived, -1);
    return draft;
  },
  'dif-held-after-withdrawal': (random, start) => {
    const draft = heldAtDif(random, start, { least: 700, most: 1500, until: -220 });
    const returning = offer(draft, -200, { to: homeOf(draft), reason: 'assisted_return', purpose: 'assisted_return', urgency: 'planned', planHour: -60, note: notes['assisted_return']! });
    draft.children.forEach((child, index) => {
      draft.events.push({ kind: 'note-written', hour: -180, node: draft.node, user: draft.worker.userName, child: child.key, noteKind: 'interview', text: random.pick(protectionNotes)(wordOf(draft, index)) });
    });
    withdraw(draft, returning, -178, 'asylum_wish');
    draft.children.forEach((child) => {
      draft.events.push({ kind: 'concerns-recorded', hour: -177.5, node: draft.node, user: draft.worker.userName, child: child.key, concerns: [{ code: 'P01', severity: 2, source: 'child', period: 'origin' }] });
      draft.events.push({ kind: 'urgency-changed', hour: -177, node: draft.node, user: draft.worker.userName, child: child.key, urgency: 'emergency', reason: 'Teme por su vida si vuelve' });
    });
    liveOn(draft, -170, -1);
    return draft;
  },
  'dif-direct': (random, start) => {
    const hour = -hoursBetween(random, 30, 900);
    const draft = start('mx-dif', hour);
    liveOn(draft, hour, -1);
    return draft;
  },
  'dif-offer-open': (random, start, due) => {
    const { hour, urgency } = openOfferAt(random, due);
    const draft = heldAtDif(random, start, { least: 480, most: 1100, until: hour - 1 });
    offer(draft, hour, { to: homeOf(draft), reason: 'assisted_return', purpose: 'assisted_return', urgency, planHour: 24 * random.integer(2, 8), note: notes['assisted_return']! });
    return draft;
  },
  'dif-agreed': (random, start) => {
    const draft = heldAtDif(random, start, { least: 480, most: 1100, until: -100 });
    return agreedBetween(random, draft, homeOf(draft), 'assisted_return', -hoursBetween(random, 60, 96));
  },
  'returned': (random, start) => {
    const offered = -hoursBetween(random, 120, 1500);
    const draft = heldAtDif(random, start, { least: 360, most: 1000, until: offered - 1 });
    const arrived = transfer(random, draft, homeOf(draft), offered, 'assisted_return');
    liveOn(draft, arrived, -1);
    return draft;
  },
  'returned-after-decline': (random, start) => {
    const offered = -hoursBetween(random, 400, 1200);
    const draft = heldAtDif(random, start, { least: 360, most: 900, until: offered - 1 });
    const home = homeOf(draft);
    const first = offer(draft, offered, { to: home, reason: 'assisted_return', purpose: 'assisted_return', urgency: 'planned', planHour: offered + 140, note: notes['assisted_return']! });
    decline(draft, first, home, offered + hoursBetween(random, 20, 90), random.pick(['receiver_not_verified', 'best_interests_pending', 'information_missing']));
    const arrived = transfer(random, draft, home, offered + 150, 'assisted_return');
    liveOn(draft, arrived, -1);
    return draft;
  },
  'shelter-held': (random, start) => {
    const hour = -hoursBetween(random, 20, 1400);
    const draft = start('mx-albergue', hour);
    liveOn(draft, hour, -1);
    return draft;
  },
  'shelter-offer-open': (random, start, due) => {
    const { hour, urgency } = openOfferAt(random, due);
    const received = hour - hoursBetween(random, 8, 60);
    const draft = start('mx-albergue', received);
    liveOn(draft, received, hour);
    offer(draft, hour, { to: 'mx-dif', reason: 'channelling', purpose: 'custody_transfer', urgency, planHour: Math.max(hour + 6, 3), note: notes['channelling']! });
    return draft;
  },
  'shelter-to-dif': (random, start) => {
    const hour = -hoursBetween(random, 200, 1500);
    const draft = start('mx-albergue', hour);
    const arrived = transfer(random, draft, 'mx-dif', hour + hoursBetween(random, 6, 40), 'channelling');
    liveOn(draft, arrived, -1);
    return draft;
  },
  'dif-to-shelter': (random, start) => {
    const offered = -hoursBetween(random, 130, 900);
    const draft = heldAtDif(random, start, { least: 100, most: 500, until: offered - 1 });
    const arrived = transfer(random, draft, 'mx-albergue', offered, 'shelter_place');
    liveOn(draft, arrived, -1);
    return draft;
  },
  'dif-to-shelter-open': (random, start, due) => {
    const { hour, urgency } = openOfferAt(random, due);
    const draft = heldAtDif(random, start, { least: 100, most: 500, until: hour - 1 });
    offer(draft, hour, { to: 'mx-albergue', reason: 'shelter_place', purpose: 'custody_transfer', urgency, planHour: Math.max(hour + 8, 5), note: notes['shelter_place']! });
    return draft;
  },
  'arrival-gt': (random, start) => arrivedAt(random, start, 'gt-pgn'),
  'arrival-sv': (random, start) => arrivedAt(random, start, 'sv-conapina'),
  'arrival-hn': (random, start) => arrivedAt(random, start, 'hn-senaf'),
  'foreign-in-guatemala': (random, start) => arrivedAt(random, start, 'gt-pgn'),
  'foreign-in-guatemala-open': (random, start, due) => {
    const { hour, urgency } = openOfferAt(random, due);
    const received = hour - hoursBetween(random, 200, 700);
    const draft = start('gt-pgn', received);
    liveOn(draft, received, hour);
    offer(draft, hour, { to: homeOf(draft), reason: 'court_ordered_return', purpose: 'assisted_return', urgency, planHour: 24 * random.integer(2, 6), note: notes['court_ordered_return']! });
    return draft;
  },
  'foreign-returned-from-guatemala': (random, start) => {
    const received = -hoursBetween(random, 500, 1800);
    const draft = start('gt-pgn', received);
    const offered = received + hoursBetween(random, 120, 250);
    liveOn(draft, received, offered);
    const arrived = transfer(random, draft, homeOf(draft), offered, 'court_ordered_return');
    liveOn(draft, arrived, -1);
    return draft;
  },
} as const satisfies Readonly<Record<string, Path>>;

export type PathName = keyof typeof paths;

/** Found by migration and channelled to the child-protection office within hours; there until `until`. */
function heldAtDif(random: Random, start: Start, span: { least: number; most: number; until: number } = { least: 40, most: 2000, until: -1 }): Draft {
  const received = span.until - hoursBetween(random, span.least, span.most);
  const draft = start('mx-inm', received);
  const arrived = transfer(random, draft, 'mx-dif', received + hoursBetween(random, 0.5, 2), 'channelling');
  if (draft.children[0]!.needsInternationalProtection) recordProtection(random, draft, arrived + 20);
  liveOn(draft, arrived, span.until);
  return draft;
}

function arrivedAt(random: Random, start: Start, node: NodeKey): Draft {
  const hour = -hoursBetween(random, 6, 1300);
  const draft = start(node, hour);
  liveOn(draft, hour, -1);
  return draft;
}

function recordProtection(random: Random, draft: Draft, hour: number): void {
  draft.children.forEach((child, index) => {
    draft.events.push({ kind: 'note-written', hour, node: draft.node, user: draft.worker.userName, child: child.key, noteKind: 'interview', text: random.pick(protectionNotes)(wordOf(draft, index)) });
  });
}

/** Offered, accepted, delivered, received. Returns the hour from which the receiver has them. */
function transfer(random: Random, draft: Draft, to: NodeKey, offered: number, reason: string): number {
  const isNear = reason === 'channelling';
  const accepted = offered + (isNear ? hoursBetween(random, 0.5, 3) : hoursBetween(random, 3, 80));
  const delivered = accepted + (isNear ? hoursBetween(random, 1, 4) : hoursBetween(random, 8, 30));
  const handover = offer(draft, offered, { to, reason, purpose: purposeOf(reason), urgency: isNear ? 'emergency' : 'planned', planHour: delivered, note: notes[reason]! });
  accept(draft, handover, to, accepted, delivered);
  deliver(draft, handover, to, delivered);
  return delivered + 0.5;
}

/** Accepted, and on the way or soon to be: the sender is still responsible. */
function agreedBetween(random: Random, draft: Draft, to: NodeKey, reason: string, offered = -hoursBetween(random, 6, 9)): Draft {
  const planHour = random.integer(1, 40);
  const urgency = reason === 'channelling' ? 'emergency' : 'planned';
  const handover = offer(draft, offered, { to, reason, purpose: purposeOf(reason), urgency, planHour, note: notes[reason]! });
  accept(draft, handover, to, offered + hoursBetween(random, 1, urgency === 'emergency' ? 3.5 : 50), planHour);
  return draft;
}

const purposeOf = (reason: string): Offered['purpose'] => (reason.endsWith('return') ? 'assisted_return' : 'custody_transfer');

/** When an offer that is still open was made, so that it falls due as wanted; `longestWait` hours ago for those due later. */
function openOfferAt(random: Random, due: Due, longestWait = 94): { hour: number; urgency: 'emergency' | 'planned' } {
  const urgency = due === 'later' || random.chance(0.5) ? 'planned' : 'emergency';
  const answerHours = escalationHours[urgency];
  const dueIn = { overdue: () => -hoursBetween(random, 0.5, 4), today: () => hoursBetween(random, 0.5, Math.min(23, answerHours - 0.5)), later: () => hoursBetween(random, answerHours - longestWait, answerHours - 2) }[due]();
  return { hour: dueIn - answerHours, urgency };
}
