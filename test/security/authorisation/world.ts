import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { childIdFrom, uuidFrom, type ChildId, type Uuid, type WorkerId } from '#kernel/identifier.ts';
import { addHours, type Instant } from '#kernel/instant.ts';
import { valueOf } from '#kernel/result.ts';
import { roles, type Role } from '#kernel/role.ts';
import { createNodeServer } from '#main/server.ts';
import { ensureAccount, ensureTeam } from '#platform/access/index.ts';
import type { Verb } from '#platform/ledger/verb.ts';
import { hashToken } from '#platform/vault/index.ts';
import { addConcerns, attach, receive, remind, remove } from '#rooms/case/index.ts';
import { issueOwnCard } from '#rooms/governance/index.ts';
import { accept, deliver, offer, refer, request } from '#rooms/handover/index.ts';
import { createAgency, federate, type Agency } from '#test/support/agency.ts';
import { createFaultyWire } from '#test/support/faulty-wire.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

/** Where a child stands to a worker of the first team. */
export const childRelations = [
  'own team', 'other team', 'granted', 'grant expired', 'break-glass', 'break-glass expired', 'past', 'past, granted', 'of another agency',
] as const;
export type ChildRelation = (typeof childRelations)[number];
export type Relation = ChildRelation | 'incoming' | 'mine' | "a colleague's" | 'nothing';

export const targetKinds = ['child', 'known child', 'offered', 'agreed', 'requested', 'proposed', 'accepted', 'taken', 'referral', 'referral sent', 'session'] as const;
export type TargetKind = (typeof targetKinds)[number];

export interface Target {
  readonly childId: ChildId;
  readonly attachmentId: Uuid;
  readonly removedId: Uuid;
  readonly deadlineId: Uuid;
  readonly operationId: Uuid;
  readonly handoverId: Uuid;
  readonly referralId: Uuid;
  readonly sessionId: Uuid;
}

/** Identifiers that inputs need whoever asks. */
export interface WorldFacts {
  readonly teamId: Uuid;
  readonly thirdTeamId: Uuid;
  readonly colleagueId: WorkerId;
  readonly peerId: string;
  readonly peerCard: string;
  readonly peerChildId: ChildId;
  readonly agreement: object;
  readonly agreementId: Uuid;
  readonly requestId: Uuid;
  readonly openingId: Uuid;
  readonly incomingReferralId: Uuid;
  readonly unknownUuid: Uuid;
  readonly noise: string;
  readonly pdf: string;
}

/** How somebody comes to the door. */
export const sessionStates = [
  'signed in', 'stepped up', 'step-up too old', 'page of another site', 'password to be changed', 'expired', 'idle too long', 'revoked', 'account disabled', 'token of another node',
] as const;
export type SessionState = (typeof sessionStates)[number];
export const closedStates: readonly SessionState[] = ['expired', 'idle too long', 'revoked', 'account disabled', 'token of another node'];

export interface AuthorisationWorld {
  readonly agency: Agency;
  readonly server: FastifyInstance;
  readonly routes: ReadonlySet<string>;
  readonly facts: WorldFacts;
  /** A name that is nobody else's, by the relation of the child who bears it. */
  readonly canaries: ReadonlyMap<ChildRelation, string>;
  /** All that stand in any relation to a reader. */
  readonly childIds: readonly ChildId[];
  targets(kind: TargetKind, role: Role): ReadonlyMap<Relation, Target>;
  headers(role: Role, state: SessionState): Record<string, string>;
  /** All that is stored, but for when sessions were last seen, table by table. */
  fingerprint(): Promise<Readonly<Record<string, string>>>;
  close(): Promise<void>;
}

const plan = { place: 'Puente', at: '2026-03-10T15:00:00.000Z' };
const pdf = Buffer.from('%PDF-1.7\n%%EOF\n').toString('base64');

export async function createAuthorisationWorld(): Promise<AuthorisationWorld> {
  const clock = createVirtualClock();
  const wire = createFaultyWire(7);
  const [agency, peer] = await Promise.all(['Aqui', 'Alla'].map((name, index) => createAgency({
    name, seed: index + 1, clock, wireAt: (address) => wire.endOf(address), connect: (address, federation) => wire.connect(address, (asked) => federation.handle(asked)),
  }))) as [Agency, Agency];
  await federate([agency, peer]);
  const exchange = async () => {
    for (let turn = 0; turn < 3; turn++) for (const one of [agency, peer]) await one.federation.courier.round().then(() => one.quiet());
  };
  await exchange();
  const run = async <T>(who: Agency, verb: unknown, input: object): Promise<T> => valueOf(await who.run(verb as Verb<never, T>, input));
  const newUuid = (): Uuid => uuidFrom(clock.milliseconds(), randomBytes(10));
  const thirdTeamId = await ensureTeam(agency.services, 'Tercera');

  let count = 0;
  const child = async (name: string, teamId: Uuid, who: Agency = agency): Promise<Target> => {
    const { childId } = await run<{ childId: ChildId }>(who, receive, {
      searchedFirst: { candidatesShown: 0 }, source: 'child', found: { by: 'shelter' }, teamId,
      profile: { givenNames: name, firstSurname: `Apellido${name}`, birth: { precision: 'year', year: 2014 }, sex: 'F', nationalities: ['HN'], company: 'alone' },
    });
    await run(who, addConcerns, { childId, concerns: [{ code: 'N08', severity: 2, source: 'child' }] });
    const { deadlineId } = await run<{ deadlineId: Uuid }>(who, remind, { childId, title: 'Llamar', dueAt: addHours(clock.now(), 100) });
    const [kept, removed] = [await run<{ attachmentId: Uuid }>(who, attach, { childId, kind: 'other', title: 'Medida', bytes: pdf }), await run<{ attachmentId: Uuid }>(who, attach, { childId, kind: 'other', title: 'Otra', bytes: pdf })];
    await run(who, remove, { childId, attachmentId: removed.attachmentId, reason: 'prueba' });
    const nothing = newUuid();
    return { childId, deadlineId, attachmentId: kept.attachmentId, removedId: removed.attachmentId, operationId: nothing, handoverId: nothing, referralId: nothing, sessionId: nothing };
  };
  const nameOf = (what: string) => `Canario${what.replaceAll(/[^a-z]/g, '')}${++count}`;
  const unknown: Target = {
    childId: childIdFrom(randomBytes(16)), deadlineId: newUuid(), attachmentId: newUuid(), removedId: newUuid(), operationId: newUuid(), handoverId: newUuid(), referralId: newUuid(), sessionId: newUuid(),
  };
  const offered = async (from: Agency, to: Agency, target: Target): Promise<Target> => {
    const { handoverId } = await run<{ handoverId: Uuid }>(from, offer, {
      childIds: [target.childId], to: to.nodeId, reason: 'care', urgency: 'planned', plan, consentOverride: { reason: 'imminent_harm', note: 'prueba' },
    });
    await exchange();
    return { ...target, handoverId };
  };
  const agreed = async (from: Agency, to: Agency, target: Target, teamId: Uuid): Promise<Target> => {
    const one = await offered(from, to, target);
    await run(to, accept, { handoverId: one.handoverId, plan, teamId });
    await exchange();
    return one;
  };
  const delivered = async (from: Agency, to: Agency, target: Target, teamId: Uuid): Promise<Target> => {
    const one = await agreed(from, to, target, teamId);
    await run(from, deliver, { handoverId: one.handoverId, delivery: { at: clock.now(), place: 'Puente', deliveredBy: 'Ana', receivedBy: 'Luz', condition: 'bien' } });
    await exchange();
    return one;
  };
  const requested = async (target: Target): Promise<Target> => {
    const { handoverId } = await run<{ handoverId: Uuid }>(peer, request, { childIds: [target.childId], to: agency.nodeId, evidence: 'child_present', plan });
    await exchange();
    return { ...target, handoverId };
  };
  const referred = async (from: Agency, to: Agency, target: Target): Promise<Target> => {
    const { referralId } = await run<{ referralId: Uuid }>(from, refer, {
      childId: target.childId, to: to.nodeId, service: 'psychosocial', urgency: 'planned', reason: 'prueba', consentOverride: { reason: 'imminent_harm', note: 'prueba' },
    });
    await exchange();
    return { ...target, referralId };
  };

  const canaries = new Map<ChildRelation, string>();
  const children = new Map<Relation, Target>();
  for (const relation of childRelations) {
    const name = nameOf(relation);
    canaries.set(relation, name);
    const target = relation === 'of another agency' ? await child(name, peer.team, peer) : await child(name, relation === 'own team' ? agency.team : agency.otherTeam);
    children.set(relation, relation.startsWith('past') ? await delivered(agency, peer, target, peer.team) : target);
  }
  const pair = async (make: (target: Target) => Promise<Target>): Promise<Map<Relation, Target>> => {
    const own = await make(await child(nameOf('own'), agency.team));
    const other = await make(await child(nameOf('other'), agency.otherTeam));
    return new Map<Relation, Target>([['own team', own], ['other team', other], ['of another agency', unknown]]);
  };
  const incoming = async (make: (target: Target) => Promise<Target>) => new Map<Relation, Target>([['incoming', await make(await child(nameOf('in'), peer.team, peer))], ['of another agency', unknown]]);
  const referralsSent = await pair((target) => referred(agency, peer, target));
  const [referralIn] = [...(await incoming((target) => referred(peer, agency, target))).values()];
  const fixed: Partial<Record<TargetKind, ReadonlyMap<Relation, Target>>> = {
    child: children, 'known child': children,
    offered: await pair((target) => offered(agency, peer, target)),
    agreed: await pair((target) => agreed(agency, peer, target, peer.team)),
    requested: await pair(requested),
    proposed: await incoming((target) => offered(peer, agency, target)),
    accepted: await incoming((target) => agreed(peer, agency, target, agency.team)),
    taken: new Map<Relation, Target>([
      ['own team', await delivered(peer, agency, await child(nameOf('taken'), peer.team, peer), agency.team)],
      ['other team', await delivered(peer, agency, await child(nameOf('taken'), peer.team, peer), agency.otherTeam)], ['of another agency', unknown],
    ]),
    'referral sent': referralsSent, referral: new Map([...referralsSent, ['incoming', referralIn!]]),
  };

  const doors = await createSessions(agency, clock.now(), children, newUuid);
  const { card } = valueOf(await issueOwnCard.run(peer.services, peer.caller, {}));
  const agreement = await agency.within(async ({ transaction }) => (await sql<{ agreement_id: Uuid; terms: object; signatures: object }>`select * from governance.agreement limit 1`.execute(transaction)).rows[0]!);
  const peerChild = await child(nameOf('there'), peer.team, peer);

  const routes = new Set<string>();
  const services = { ...agency.services, onRecorded: () => undefined };
  const server = await createNodeServer(services, agency, {
    logLevel: 'silent', requestsPerMinute: 10_000_000, attemptsPerMinute: 10_000_000,
    before: (http) => void http.addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat()) if (one !== 'HEAD' && one !== 'OPTIONS') routes.add(`${one} ${url}`);
    }),
  });
  await server.ready();
  return {
    agency, server, routes, canaries, childIds: Object.values(fixed).flatMap((targets) => [...targets.values()].map(({ childId }) => childId)),
    facts: {
      teamId: agency.team, thirdTeamId, colleagueId: doors.colleagueId, peerId: peer.nodeId, peerCard: card, peerChildId: peerChild.childId, agreement: { terms: agreement.terms, signatures: agreement.signatures }, agreementId: agreement.agreement_id,
      requestId: doors.requestId, openingId: doors.openingId, incomingReferralId: referralIn!.referralId, unknownUuid: newUuid(), noise: randomBytes(24).toString('base64url'), pdf,
    },
    targets: (kind, role) => (kind === 'session' ? new Map<Relation, Target>([
      ['mine', { ...unknown, sessionId: doors.sessionIdOf(role) }], ["a colleague's", { ...unknown, sessionId: doors.sessionIdOf(role === 'lawyer' ? 'supervisor' : 'lawyer') }], ['of another agency', unknown],
    ]) : fixed[kind]!),
    headers: (role, state): Record<string, string> =>
      (state === 'page of another site' ? { cookie: doors.cookieOf(role) } : { authorization: `Bearer ${doors.tokenOf(role, state)}`, 'x-amparo': '1' }),
    fingerprint: () => fingerprintOf(agency),
    async close() {
      await server.close();
      await Promise.all([agency.close(), peer.close()]);
    },
  };
}

async function fingerprintOf(agency: Agency): Promise<Readonly<Record<string, string>>> {
  return agency.within(async ({ transaction }) => {
    await sql`reset role`.execute(transaction);
    const tables = await sql<{ name: string }>`select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema') and schemaname || '.' || tablename not in ('access.sign_in_guard', 'access.sign_in_challenge')`.execute(transaction);
    const parts = tables.rows.map(({ name }) => `select '${name}' as name, md5(coalesce(string_agg(md5(t::text), '' order by md5(t::text)), '')) as sum from ${name} t`);
    const sums = await sql.raw<{ name: string; sum: string }>(parts.join(' union all ')).execute(transaction);
    return Object.fromEntries(sums.rows.map(({ name, sum }) => [name, sum]));
  });
}

/** One account a role in the first team, with a session in each state; grants of each kind for each account. */
async function createSessions(agency: Agency, now: Instant, children: ReadonlyMap<Relation, Target>, newUuid: () => Uuid) {
  const { services } = agency;
  const tokens = new Map<string, string>();
  const sessionIds = new Map<string, Uuid>();
  const ids = new Map<Role, WorkerId>();
  const account = async (role: Role, kind: '' | '-new' | '-off'): Promise<WorkerId> => {
    const { id } = valueOf(await ensureAccount(services, {
      userName: `${role.replaceAll('_', '.')}${kind}`, displayName: `Persona ${role}${kind}`, roles: [role], teamIds: [agency.team], password: 'violeta-camina-junto-al-río', mustChangePassword: kind === '-new',
    }));
    return id;
  };
  const session = async (role: Role, state: SessionState | 'spare', accountId: WorkerId, change: Partial<Record<'expires_at' | 'last_seen_at' | 'stepped_up_at' | 'revoked_at', Instant>> = {}) => {
    const token = randomBytes(32).toString('base64url');
    const row = { expires_at: addHours(now, 8), last_seen_at: now, stepped_up_at: null, revoked_at: null, ...change };
    const id = newUuid();
    await sql`insert into access.session (id, token_hash, account_id, device_id, browser, first_factor, second_factor, created_at, last_seen_at, expires_at, stepped_up_at, revoked_at)
      values (${id}, ${hashToken(token)}, ${accountId}, ${newUuid()}, 'other', 'password', null, ${now}, ${row.last_seen_at}, ${row.expires_at}, ${row.stepped_up_at}, ${row.revoked_at})`.execute(services.database);
    tokens.set(`${role} ${state}`, token);
    sessionIds.set(`${role} ${state}`, id);
  };
  for (const role of roles) {
    const [id, newcomer, disabled] = [await account(role, ''), await account(role, '-new'), await account(role, '-off')];
    ids.set(role, id);
    await sql`update access.account set status = 'disabled' where id = ${disabled}`.execute(services.database);
    await session(role, 'signed in', id);
    await session(role, 'stepped up', id, { stepped_up_at: now });
    await session(role, 'step-up too old', id, { stepped_up_at: addHours(now, -0.2) });
    await session(role, 'password to be changed', newcomer, { stepped_up_at: now });
    await session(role, 'expired', id, { expires_at: addHours(now, -0.01), stepped_up_at: now });
    await session(role, 'idle too long', id, { last_seen_at: addHours(now, -0.51), stepped_up_at: now });
    await session(role, 'revoked', id, { revoked_at: addHours(now, -0.1), stepped_up_at: now });
    await session(role, 'account disabled', disabled, { stepped_up_at: now });
    await session(role, 'spare', id);
    tokens.set(`${role} token of another node`, randomBytes(32).toString('base64url'));
    await grantEach(agency, id, now, children, newUuid);
  }
  const stranger = newUuid();
  const [requestId, openingId] = [newUuid(), newUuid()];
  const { childId } = children.get('other team')!;
  const sealed = await agency.within((unit) => services.vault.sealForChild(unit.transaction, childId, 'una razón de prueba bastante larga', 'access.reason'));
  await sql`insert into access.child_request (child_id, id, worker_id, asked_at, reason_sealed) values (${childId}, ${requestId}, ${stranger}, ${now}, ${sealed})`.execute(services.database);
  await sql`insert into access.child_grant (id, child_id, worker_id, kind, granted_by, granted_at, until, reason_sealed)
    values (${openingId}, ${childId}, ${stranger}, 'break-glass', ${stranger}, ${now}, ${now}, ${sealed})`.execute(services.database);
  return {
    requestId, openingId, colleagueId: (await account('consular_officer', '-new')),
    tokenOf: (role: Role, state: SessionState) => tokens.get(`${role} ${state}`)!,
    cookieOf: (role: Role) => `amparo_${services.nodeId.slice(0, 8)}=${tokens.get(`${role} stepped up`)!}`,
    sessionIdOf: (role: Role) => sessionIds.get(`${role} spare`)!,
  };
}

async function grantEach(agency: Agency, workerId: WorkerId, now: Instant, children: ReadonlyMap<Relation, Target>, newUuid: () => Uuid): Promise<void> {
  const kinds = [['granted', 'granted', 24], ['past, granted', 'granted', 24], ['grant expired', 'granted', -1], ['break-glass', 'break-glass', 0.5], ['break-glass expired', 'break-glass', -0.01]] as const;
  for (const [relation, kind, hours] of kinds) {
    const { childId } = children.get(relation)!;
    const sealed = await agency.within((unit) => agency.services.vault.sealForChild(unit.transaction, childId, 'una razón de prueba bastante larga', 'access.reason'));
    // reviewed, so that no review is overdue
    await sql`insert into access.child_grant (id, child_id, worker_id, kind, granted_by, granted_at, until, reason_sealed, reviewed_by, reviewed_at)
      values (${newUuid()}, ${childId}, ${workerId}, ${kind}, ${workerId}, ${addHours(now, -2)}, ${addHours(now, hours)}, ${sealed}, ${newUuid()}, ${now})`.execute(agency.services.database);
  }
}
