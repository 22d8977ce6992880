import { usersAt } from './users.ts';
import { escalationHours, nodeOf } from './nodes.ts';
import { overrideFor } from './consent.ts';
import type { Random } from './random.ts';
import type { Bond, NodeKey, Offered, TrainingChild, TrainingEvent, TrainingUser } from './story.ts';
import { belongings, careNotes, conditions, healthNotes, interviewNotes, legalNotes, papers, smallChildAge, smallChildNotes, wordingOf, type Wording } from './wording.ts';
import type { Identity } from './children.ts';

/** A story while it is being written: who holds the children, in which team, at what hour. */
export interface Draft {
  readonly key: string;
  readonly bond: Bond;
  readonly random: Random;
  readonly children: readonly TrainingChild[];
  readonly identities: readonly Identity[];
  readonly events: TrainingEvent[];
  node: NodeKey;
  team: string;
  worker: TrainingUser;
  handovers: number;
}

/** The team in which each node receives, and the one it may pass a file to later. */
const firstTeams: Readonly<Record<NodeKey, string>> = { 'mx-inm': 'tapachula', 'mx-dif': 'recepcion', 'mx-albergue': 'acogida', 'gt-pgn': 'occidente', 'sv-conapina': 'recepcion', 'hn-senaf': 'belen' };
const laterTeams: Readonly<Partial<Record<NodeKey, string>>> = { 'mx-dif': 'restitucion', 'gt-pgn': 'familia', 'hn-senaf': 'regional' };

/** Between `least` and `most` hours, in quarters. */
export const hoursBetween = (random: Random, least: number, most: number): number => random.integer(Math.ceil(least * 4), Math.floor(most * 4)) / 4;

/** Writes the children down at a node: each with her own intake, one after the other. */
export function receive(draft: Draft, hour: number): void {
  for (const child of draft.children) draft.events.push({ kind: 'received', hour, node: draft.node, user: draft.worker.userName, child: child.key, team: draft.team });
}

/** What happens while a node holds the children, between two moments: notes, services, a change of team half way. */
export function liveOn(draft: Draft, from: number, until: number): void {
  const movesTeam = until - from > 24 * 8 && laterTeams[draft.node] !== undefined && draft.team !== laterTeams[draft.node] && draft.random.chance(0.5);
  if (!movesTeam) return passTime(draft, from, until);
  const half = (from + until) / 2;
  passTime(draft, from, half);
  moveTeam(draft, half);
  passTime(draft, half, until);
}

/** Every act by someone of the team that has the file then: a later team could not have known, an earlier one no longer may. */
function passTime(draft: Draft, from: number, until: number): void {
  const { random } = draft;
  const span = until - from;
  if (span < 4) return;
  for (let left = Math.min(3, Math.ceil(span / 240) + random.integer(0, 1)); left > 0; left--) writeNote(draft, hoursBetween(random, from + 1, until - 1));
  if (span > 36 && random.chance(0.16)) refer(draft, hoursBetween(random, from + 2, until - 30));
}

/** Offers the children to another node; returns the handover's key. */
export function offer(draft: Draft, hour: number, terms: Pick<Offered, 'to' | 'reason' | 'purpose' | 'urgency' | 'note'> & { readonly planHour: number }): string {
  const { random } = draft;
  const { planHour, ...rest } = terms;
  const handover = `${draft.key}-h${++draft.handovers}`;
  const escort = `${draft.worker.displayName}, ${nodeOf(draft.node).shortName}`;
  draft.events.push({
    kind: 'offered', hour, node: draft.node, user: draft.worker.userName, handover, children: draft.children.map((child) => child.key), ...rest,
    decideByHour: hour + escalationHours[terms.urgency],
    plan: { place: meetingPlace(draft.node, terms.to), hour: planHour, ...(random.chance(0.7) ? { escort } : {}) },
    consentOverride: overrideFor(draft.children.map((child) => child.intake.consent)),
  });
  return handover;
}

export function decline(draft: Draft, handover: string, to: NodeKey, hour: number, reason: string): void {
  draft.events.push({ kind: 'declined', hour, node: to, user: decider(draft, to).userName, handover, reason });
}

export function withdraw(draft: Draft, handover: string, hour: number, reason: string): void {
  draft.events.push({ kind: 'withdrawn', hour, node: draft.node, user: draft.worker.userName, handover, reason });
}

export function accept(draft: Draft, handover: string, to: NodeKey, hour: number, planHour: number): void {
  const receiver = draft.random.pick(usersAt(to, 'case_worker', firstTeams[to]));
  draft.events.push({ kind: 'accepted', hour, node: to, user: decider(draft, to).userName, handover, team: firstTeams[to], plan: { place: meetingPlace(draft.node, to), hour: planHour, receivedBy: receiver.displayName } });
}

/** The delivery is confirmed: the children are now with `to`. */
export function deliver(draft: Draft, handover: string, to: NodeKey, hour: number): void {
  const { random } = draft;
  const receiver = random.pick(usersAt(to, 'case_worker', firstTeams[to]));
  const condition = random.pick(conditions)(wordOf(draft, 0));
  draft.events.push({
    kind: 'delivered', hour, node: draft.node, user: draft.worker.userName, handover,
    delivery: { place: meetingPlace(draft.node, to), hour, deliveredBy: draft.worker.displayName, receivedBy: receiver.displayName, condition, belongings: random.pick(belongings), papers: random.pick(papers) },
  });
  enter(draft, to, receiver);
  draft.events.push({ kind: 'arrived', hour: hour + 0.25, node: to, user: receiver.userName, handover, condition });
}

/** Puts the draft in the hands of a node: its first team, and a case worker of it. */
function enter(draft: Draft, node: NodeKey, worker?: TrainingUser): void {
  draft.node = node;
  draft.team = firstTeams[node];
  draft.worker = worker ?? draft.random.pick(usersAt(node, 'case_worker', draft.team));
}

/** A draft that stands at a node before anything happened. */
export function draftAt(node: NodeKey, about: Pick<Draft, 'key' | 'bond' | 'random' | 'children' | 'identities'>, team = firstTeams[node]): Draft {
  return { ...about, events: [], node, team, worker: about.random.pick(usersAt(node, 'case_worker', team)), handovers: 0 };
}

export const wordOf = (draft: Draft, index: number): Wording => wordingOf(draft.identities[index]!.sex, draft.identities[index]!.age);

const decider = (draft: Draft, node: NodeKey): TrainingUser =>
  draft.random.pick([...usersAt(node, 'coordinator'), ...usersAt(node, 'supervisor', firstTeams[node])]);

function writeNote(draft: Draft, hour: number): void {
  const { random } = draft;
  const index = random.integer(0, draft.children.length - 1);
  const chosen = random.weighted({ general: 0.62, interview: 0.14, health: 0.14, legal: 0.1 });
  const isSmall = draft.identities[index]!.age < smallChildAge;
  const noteKind = isSmall ? 'general' : chosen;
  const texts = { general: isSmall ? smallChildNotes : careNotes, interview: interviewNotes, health: healthNotes, legal: legalNotes }[noteKind].map((phrase) => phrase(wordOf(draft, index)));
  const unwritten = texts.filter((text) => !draft.events.some((event) => event.kind === 'note-written' && event.text === text));
  if (unwritten.length === 0) return;
  const specialists = noteKind === 'legal' ? usersAt(draft.node, 'lawyer', draft.team) : noteKind === 'health' ? usersAt(draft.node, 'shelter_staff', draft.team) : [];
  const writer = specialists.length > 0 ? random.pick(specialists) : draft.worker;
  draft.events.push({ kind: 'note-written', hour, node: draft.node, user: writer.userName, child: draft.children[index]!.key, noteKind, text: random.pick(unwritten) });
}

function refer(draft: Draft, hour: number): void {
  const { random, children } = draft;
  const referral = `${draft.key}-r${1 + draft.events.filter((event) => event.kind === 'referred').length}`;
  const common = { node: draft.node, user: draft.worker.userName, child: children[0]!.key, referral };
  const isToShelter = draft.node === 'mx-dif' && random.chance(0.4);
  const service = isToShelter ? 'N17' : random.pick(['N04', 'N05', 'N10']);
  draft.events.push({
    ...common, kind: 'referred', hour, service, urgency: 'planned',
    to: isToShelter ? 'mx-albergue' : null,
    outside: isToShelter ? null : service === 'N10' ? 'Escuela primaria Los Papalotes (ficticia)' : 'Centro de salud La Ceiba de Papel (ficticio)',
    reason: isToShelter ? 'Actividades de recreación por las tardes' : service === 'N10' ? 'Clases mientras dura su estancia' : 'Valoración y seguimiento de salud',
    consentOverride: overrideFor([children[0]!.intake.consent]),
  });
  if (random.chance(0.4)) return;
  const answering = isToShelter ? { node: 'mx-albergue' as const, user: random.pick(usersAt('mx-albergue', 'coordinator')).userName } : {};
  draft.events.push({ ...common, ...answering, kind: 'referral-answered', hour: hour + hoursBetween(random, 2, 20), answer: random.weighted({ accepted: 0.85, declined: 0.15 }), reason: 'Respuesta por teléfono' });
}

function moveTeam(draft: Draft, hour: number): void {
  const team = laterTeams[draft.node]!;
  const coordinator = draft.random.pick(usersAt(draft.node, 'coordinator'));
  for (const child of draft.children) draft.events.push({ kind: 'team-moved', hour, node: draft.node, user: coordinator.userName, child: child.key, team, reason: 'Terminó la evaluación inicial' });
  draft.team = team;
  draft.worker = draft.random.pick(usersAt(draft.node, 'case_worker', team));
}

/** Handovers across a border happen at the crossing or the reception centre, the others at the receiver's door. */
function meetingPlace(from: NodeKey, to: NodeKey): string {
  if (nodeOf(from).country === nodeOf(to).country) return `${nodeOf(to).shortName}, ${nodeOf(to).city}`;
  return { GT: 'Centro de recepción, Tecún Umán', HN: 'Centro Belén, San Pedro Sula', SV: 'Puesto fronterizo Las Chinamas', MX: 'Tapachula' }[nodeOf(to).country];
}
