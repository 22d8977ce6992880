import { Errors } from 'typebox/value';
import { expect, test } from 'vitest';
import { handoverReasons, declineReasons, withdrawalReasons } from '#reference/handover/index.ts';
import { languages } from '#reference/languages/index.ts';
import { places } from '#reference/places/index.ts';
import { needs, riskCodes } from '#reference/risk/index.ts';
import { addHours, type Instant } from '#kernel/instant.ts';
import { consentGaps } from '#rooms/case/rules/consent.ts';
import { noteKinds, receiveChild } from '#rooms/case/schema.ts';
import { AgreementTerms } from '#rooms/governance/schema.ts';
import { Delivery, Plan } from '#rooms/handover/schema.ts';
import { ageBands, ageRange } from '#rooms/law/rules.ts';
import type { Birth } from '#rooms/law/schema.ts';
import { nodeKeys, replay, trainingCorridor, type TrainingStory } from './index.ts';

const today = '2026-11-24T15:00:00.000Z' as Instant;
const corridor = trainingCorridor(1, today);
const { stories, users, nodes, agreements } = corridor;
const children = stories.flatMap((story) => story.children);
const events = stories.flatMap((story) => story.events);
const outcomes = stories.map((story) => replay(story, corridor));
const birthOf = (child: (typeof children)[number]): Birth => (child.intake.profile.birth as Birth | undefined) ?? { precision: 'unknown' };
const share = <T>(items: readonly T[], isSo: (item: T) => boolean) => items.filter(isSo).length / items.length;
const codesOf = (rows: readonly { readonly code: string }[]) => new Set(rows.map((row) => row.code));

test('the same seed and day tell the same stories, another seed tells others', () => {
  expect(trainingCorridor(1, today)).toEqual(corridor);
  expect(trainingCorridor(2, today).stories).not.toEqual(stories);
});

test.each([1, 298])('seed %i: nobody is received before being born', (seed) => {
  for (const story of trainingCorridor(seed, today).stories) {
    for (const { key, intake } of story.children) {
      const received = story.events.find((event) => event.kind === 'received' && event.child === key);
      const birth = intake.profile.birth as Birth | undefined;
      if (received && birth?.precision === 'day') expect(birth.day <= addHours(today, received.hour), key).toBe(true);
    }
  }
});

test('another day tells the same stories, moved', () => {
  const later = trainingCorridor(1, addHours(today, 24 * 40));
  expect(later.stories.map((story) => story.events)).toEqual(stories.map((story) => story.events));
});

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])('seed %i: about 300 children, and every step is one that a node would allow', (seed) => {
  const other = trainingCorridor(seed, today);
  const count = other.stories.reduce((sum, story) => sum + story.children.length, 0);
  expect(count).toBeGreaterThan(275);
  expect(count).toBeLessThan(335);
  for (const story of other.stories) {
    const outcome = replay(story, other);
    expect(outcome.problems).toEqual([]);
    expect([...outcome.holders.keys()].sort()).toEqual(story.children.map((child) => child.key).sort());
  }
});

test('an urgency is only changed to another one', () => {
  for (const story of stories) {
    for (const event of story.events) if (event.kind === 'urgency-changed') expect(story.children.find((child) => child.key === event.child)!.intake.urgency).toBe('medium');
  }
});

test('siblings are together at every node, in every handover', () => {
  for (const [index, story] of stories.entries()) {
    const all = story.children.map((child) => child.key);
    expect(new Set([...outcomes[index]!.holders.values()].map(({ node }) => node)).size).toBe(1);
    for (const event of story.events) if (event.kind === 'offered') expect(event.children).toEqual(all);
  }
  expect(stories.filter((story) => story.bond === 'siblings').length).toBeGreaterThan(20);
  expect(stories.filter((story) => story.bond === 'mother_and_child').length).toBe(3);
});

test('about 40 offers are open, about 10 of them due within the day or overdue; some children are on the way', () => {
  const open = outcomes.flatMap((outcome) => outcome.open);
  expect(open.length).toBe(41);
  expect(open.filter((offer) => offer.decideByHour <= 0).length).toBe(3);
  expect(open.filter((offer) => offer.decideByHour > 0 && offer.decideByHour <= 24).length).toBe(8);
  expect(outcomes.flatMap((outcome) => outcome.agreed).length).toBe(11);
  expect(new Set(open.map((offer) => `${offer.node} ${offer.to}`)).size).toBeGreaterThanOrEqual(7);
});

test('every node holds children and has work in both directions where its mandate has', () => {
  const held = Map.groupBy(outcomes.flatMap((outcome) => [...outcome.holders.values()]), ({ node }) => node);
  for (const key of nodeKeys) expect(held.get(key)?.length ?? 0, key).toBeGreaterThanOrEqual(15);
  expect(events.filter((event) => event.kind === 'declined').length).toBeGreaterThanOrEqual(10);
  expect(events.filter((event) => event.kind === 'withdrawn').length).toBeGreaterThanOrEqual(4);
  expect(events.filter((event) => event.kind === 'referred').length).toBeGreaterThan(20);
});

test('the mix is that of the corridor', () => {
  const of = (country: string) => share(children, (child) => child.intake.profile.nationalities?.toString() === country);
  expect(of('HN')).toBeGreaterThan(0.25);
  expect(of('GT')).toBeGreaterThan(0.25);
  expect(of('SV')).toBeGreaterThan(0.1);
  expect(of('MX')).toBeGreaterThan(0.02);
  expect(share(children, (child) => child.intake.profile.sex === 'F')).toBeGreaterThan(0.3);
  expect(share(children, (child) => ageBands(birthOf(child), today.slice(0, 10)).mexican === 'nina_nino')).toBeGreaterThan(0.2);
  expect(new Set(children.map((child) => birthOf(child).precision))).toEqual(new Set(['day', 'month', 'year', 'estimated', 'unknown']));
  expect(new Set(children.flatMap((child) => (Array.isArray(child.intake.profile.languages) ? child.intake.profile.languages : []))).size).toBeGreaterThanOrEqual(9);
  expect(children.filter((child) => child.intake.profile.needsInterpreter === true).length).toBeGreaterThan(5);
  expect(children.filter((child) => child.intake.profile.nickname !== undefined).length).toBeGreaterThan(15);
  expect(children.filter((child) => child.intake.profile.secondSurname === undefined).length).toBeGreaterThan(20);
});

test('three children were met twice without anybody knowing, and told differently', () => {
  const byKey = new Map(children.map((child) => [child.key, child]));
  const again = children.filter((child) => child.sameAs !== null);
  expect(again.length).toBe(3);
  for (const child of again) {
    const first = byKey.get(child.sameAs!)!;
    expect(child.intake.profile.nationalities).toEqual(first.intake.profile.nationalities);
    expect(child.intake.profile).not.toEqual(first.intake.profile);
  }
});

test('what is written down at intake is what the case room takes, with consent that counts at that age', () => {
  for (const child of children) {
    expect(Errors(receiveChild.input, child.intake).map((error) => `${child.key} ${error.instancePath} ${error.message}`)).toEqual([]);
    expect(consentGaps(child.intake.consent!, ageRange(birthOf(child), today.slice(0, 10))), child.key).toEqual([]);
  }
});

test('codes are those of the reference, deliveries and plans those of the handover room', () => {
  const risks = codesOf([...riskCodes, ...needs]);
  const spoken = codesOf(languages);
  const known = codesOf(places);
  expect(children.flatMap((child) => (child.intake.concerns ?? []).map((concern) => concern.code)).filter((code) => !risks.has(code))).toEqual([]);
  expect(children.flatMap((child) => (Array.isArray(child.intake.profile.languages) ? child.intake.profile.languages : [])).filter((code) => !spoken.has(code))).toEqual([]);
  expect(children.flatMap((child) => child.journey.places).filter((code) => !known.has(code))).toEqual([]);
  for (const child of children) expect(new Set(child.intake.concerns!.map((concern) => concern.code)).size).toBe(child.intake.concerns!.length);
  const reasons = { offered: codesOf(handoverReasons), declined: codesOf(declineReasons), withdrawn: codesOf(withdrawalReasons) };
  for (const event of events) {
    if (event.kind === 'offered' || event.kind === 'declined' || event.kind === 'withdrawn') expect(reasons[event.kind]).toContain(event.reason);
    if (event.kind === 'note-written') expect(noteKinds).toContain(event.noteKind);
    const withMoment = <T extends { readonly hour: number }>({ hour, ...rest }: T) => ({ ...rest, at: addHours(today, hour) });
    if (event.kind === 'offered' || event.kind === 'accepted') expect(Errors(Plan, withMoment(event.plan))).toEqual([]);
    if (event.kind === 'delivered') expect(Errors(Delivery, withMoment(event.delivery))).toEqual([]);
  }
});

test('no child who needs protection is offered to her own state, unless it showed later and the offer was withdrawn', () => {
  const sealed = new Set(riskCodes.filter((row) => row.sensitivity === 'E').map((row) => row.code));
  const offersHome = (story: TrainingStory) => story.events.filter((event) => event.kind === 'offered' && story.children.some((child) => child.intake.profile.nationalities?.toString() === nodes.find((node) => node.key === event.to)!.country));
  for (const story of stories.filter((one) => offersHome(one).length > 0)) {
    expect(story.children.some((child) => child.needsInternationalProtection), story.key).toBe(false);
    expect(story.children.flatMap((child) => child.intake.concerns!).filter((concern) => sealed.has(concern.code)), story.key).toEqual([]);
  }
  const revealed = stories.filter((story) => story.events.some((event) => event.kind === 'withdrawn' && event.reason === 'asylum_wish'));
  expect(revealed.length).toBe(4);
});

test('seventy people, every node with a supervisor, a coordinator and an administrator who opens no file', () => {
  expect(users.length).toBe(70);
  expect(new Set(users.map((user) => user.userName)).size).toBe(70);
  expect(users.every((user) => /^[a-z]+\.[a-z]+$/.test(user.userName))).toBe(true);
  expect(new Set(users.flatMap((user) => user.roles)).size).toBe(8);
  for (const node of nodes) {
    const here = users.filter((user) => user.node === node.key);
    for (const role of ['case_worker', 'supervisor', 'coordinator', 'administrator'] as const) expect(here.some((user) => user.roles.includes(role)), `${node.key} ${role}`).toBe(true);
    expect(here.flatMap((user) => user.teams).filter((team) => !node.teams.some(({ key }) => key === team))).toEqual([]);
    for (const team of node.teams) expect(here.some((user) => user.roles.includes('supervisor') && user.teams.includes(team.key))).toBe(true);
  }
});

test('agreements are complete but for identifiers and signatures; migration and the shelter have none', () => {
  const party = `n_${'a'.repeat(26)}`;
  for (const { key, parties, ...terms } of agreements) {
    expect(Errors(AgreementTerms, { ...terms, type: 'agreement/1', agreementId: '01890000-0000-7000-8000-000000000000', version: 1, parties: [party, `n_${'b'.repeat(26)}`] }), key).toEqual([]);
    expect([...parties].sort()).not.toEqual(['mx-albergue', 'mx-inm']);
    expect(terms.validUntil > today.slice(0, 10)).toBe(true);
  }
});

test('everything is plainly training: numbers that nobody has, names that say so, no photo', () => {
  const text = JSON.stringify(corridor);
  const phones = text.match(/\+\d[\d ]{6,}/g) ?? [];
  expect(phones.length).toBeGreaterThan(100);
  expect(phones.filter((phone) => !/^\+\d{1,3} 0{3}/.test(phone))).toEqual([]);
  expect(nodes.every((node) => /capacitación|ficticio/.test(node.name.es) && /training/.test(node.name.en))).toBe(true);
  expect(text).not.toMatch(/photoData|base64/);
});

test('notes are short and without horror', () => {
  const texts = [...events.flatMap((event) => (event.kind === 'note-written' ? [event.text] : [])), ...children.flatMap((child) => [child.intake.note ?? '', child.intake.found.circumstances ?? ''])];
  expect(texts.filter((text) => text.length > 220)).toEqual([]);
  expect(texts.filter((text) => /sangre|viol(ó|aron|ad)|mat(ó|aron)|golpe|muert|ahog/i.test(text))).toEqual([]);
});
