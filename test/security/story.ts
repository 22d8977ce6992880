import { randomUUID } from 'node:crypto';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import { addHours } from '#kernel/instant.ts';
import { valueOf } from '#kernel/result.ts';
import { ensureAccount } from '#platform/access/index.ts';
import { askAccess, breakGlass, decideAccess, reviewBreakGlass } from '#platform/access/service/grants.ts';
import type { Verb } from '#platform/ledger/verb.ts';
import type { Caller } from '#platform/services.ts';
import { addConcerns, attach, close, complete, consent, contact, move, openFile, openTimeline, postpone, print, receive, remind, remove, setUrgency, settleOneConcern, withdraw, write } from '#rooms/case/index.ts';
import { accept, answerReferral, arrive, custodiansOf, decline, deliver, offer, refer, request } from '#rooms/handover/index.ts';
import { card, deliveryRecord, referralLetter, revoke } from '#rooms/handover/service/paper.ts';
import { observe } from '#rooms/person/index.ts';
import { createStandingQuestions, openRequest } from '#rooms/tracing/index.ts';
import { judge } from '#rooms/tracing/service/candidates.ts';
import { viewRequest } from '#rooms/tracing/service/request-view.ts';
import { seeRequest } from '#rooms/tracing/service/requests.ts';
import { createAgency, federate, type Agency } from '#test/support/agency.ts';
import { createFaultyWire, type FaultyWire } from '#test/support/faulty-wire.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

/** Three agencies with a history that goes through every room; each personal field holds a word that stands nowhere else. */
export interface Story {
  readonly agencies: readonly [Agency, Agency, Agency];
  readonly wire: FaultyWire;
  /** The word by the name of its field. */
  readonly canaries: ReadonlyMap<string, string>;
  readonly childId: ChildId;
  readonly password: string;
  close(): Promise<void>;
}

const pdfWith = (text: string): string => Buffer.from(`%PDF-1.7\n% ${text}\n%%EOF\n`).toString('base64');

export async function tellStory(): Promise<Story> {
  const clock = createVirtualClock();
  const wire = createFaultyWire(3);
  const agencies = await Promise.all(['Sur', 'Norte', 'Este'].map((name, index) => createAgency({
    name, seed: 50 + index, clock, wireAt: (address) => wire.endOf(address), connect: (address, federation) => wire.connect(address, (asked) => federation.handle(asked)),
  }))) as [Agency, Agency, Agency];
  const [one, other, third] = agencies;
  await federate(agencies);
  const refusals: string[] = [];
  const canaries = new Map<string, string>();
  const word = (field: string): string => {
    const text = `Zq${field.replaceAll(/[^A-Za-z]/g, '')}Kanari${canaries.size}`;
    canaries.set(canaries.has(field) ? `${field} ${canaries.size}` : field, text);
    return text;
  };
  const exchange = async () => {
    for (let turn = 0; turn < 3; turn++) for (const agency of agencies) await agency.federation.courier.round().then(() => agency.quiet());
  };
  const run = async <T = Record<string, never>>(who: Agency, verb: unknown, input: object, caller: Caller = who.worker): Promise<T> => {
    clock.advanceHours(0.01);
    const answer = await who.run(verb as Verb<never, T>, input, caller);
    if (!answer.ok) refusals.push(`${(verb as Verb).name}: ${JSON.stringify(answer.problem)}`);
    return answer.ok ? answer.value : ({} as T);
  };
  const override = { consentOverride: { reason: 'imminent_harm', note: word('consentOverride.note') } };
  const plan = (name: string) => ({ place: `Puente ${name} ${word('plan.place')}`, at: '2026-03-10T15:00:00.000Z', escort: word('plan.escort'), receivedBy: word('plan.receivedBy') });

  const password = `contraseña-${word('password')}-larga`;
  for (const agency of agencies) {
    valueOf(await ensureAccount(agency.services, { userName: `u.${word('account.userName').toLowerCase()}`, displayName: word('account.displayName'), roles: ['supervisor'], teamIds: [agency.team], password }));
  }

  const child = async (agency: Agency, extra: object = {}): Promise<ChildId> => (await run<{ childId: ChildId }>(agency, receive, {
    searchedFirst: { candidatesShown: 0 }, source: 'child', teamId: agency.team,
    found: { by: 'shelter', place: { municipality: word('found.municipality'), text: word('found.place') }, circumstances: word('found.circumstances') },
    profile: {
      givenNames: word('givenNames'), firstSurname: word('firstSurname'), secondSurname: word('secondSurname'), nickname: word('nickname'), nameInOwnLanguage: word('nameInOwnLanguage'),
      otherNames: [word('otherNames')], birth: { precision: 'year', year: 2014 }, sex: 'F', genderIdentity: word('genderIdentity'), nationalities: ['HN'], selfIdentification: word('selfIdentification'),
      habitualResidence: { municipality: word('residence.municipality'), text: word('residence') }, originPlace: { text: word('originPlace') }, phone: `+504 ${word('phone')}`, company: 'with_others',
      identityDocuments: [{ id: randomUUID(), kind: 'passport', country: 'HN', number: word('document.number') }],
      people: [{ id: randomUUID(), relation: 'aunt_uncle', name: word('people.name'), phone: word('people.phone'), whereabouts: word('people.whereabouts'), note: word('people.note') }],
    },
    concerns: [{ code: 'P01', severity: 3, source: 'child', note: word('concern.note') }], note: word('intake.note'),
    consent: {
      answers: { registration: 'granted', sharing: 'granted' }, givenBy: 'child', childView: 'agrees', form: 'oral', explained: { topics: [], means: 'spoken' }, understanding: 'own_words',
      override: { reason: 'carer_absent', note: word('consent.note'), wasToldToChild: true },
    },
    ...extra,
  })).childId;

  const childId = await child(one);
  await run(one, observe, { childId, fields: { givenNames: word('givenNames.later') }, source: 'document', sourceNote: word('sourceNote') });
  await run(one, observe, { childId, fields: { givenNames: word('givenNames.contested') }, source: 'companion', base: {} });
  await run(one, write, { childId, kind: 'general', text: word('note.text') });
  await run(one, write, { childId, kind: 'supervision_private', text: word('note.private') });
  await run(one, addConcerns, { childId, concerns: [{ code: 'N08', severity: 2, source: 'observed', note: word('concern.note.later') }] });
  await run(one, settleOneConcern, { childId, code: 'P01', severity: 1, reason: word('concern.reason') });
  await run(one, setUrgency, { childId, urgency: 'medium', reason: word('urgency.reason') });
  await run(one, contact, { childId, id: randomUUID(), role: 'family', name: word('contact.name'), phone: word('contact.phone'), email: word('contact.email'), agency: word('contact.agency'), note: word('contact.note') });
  const { deadlineId } = await run<{ deadlineId: Uuid }>(one, remind, { childId, title: word('deadline.title'), dueAt: addHours(clock.now(), 50) });
  await run(one, postpone, { childId, deadlineId, dueAt: addHours(clock.now(), 80), reason: word('postponement.reason') });
  await run(one, complete, { childId, deadlineId, note: word('deadline.note') });
  await run(one, attach, { childId, kind: 'identity_document', title: word('attachment.title'), bytes: pdfWith(word('attachment.bytes')) });
  const { attachmentId } = await run<{ attachmentId: Uuid }>(one, attach, { childId, kind: 'other', title: word('removed.title'), bytes: pdfWith(word('removed.bytes')) });
  await run(one, remove, { childId, attachmentId, reason: word('removal.reason') });
  await run(one, consent, { childId, consent: { answers: { tracing: 'granted' }, givenBy: 'authority', childView: 'agrees', form: 'oral', explained: { topics: [], means: 'spoken' }, understanding: 'own_words', override: { reason: 'court_order', note: word('consent.note.later'), wasToldToChild: true } } });
  await run(one, withdraw, { childId, purposes: ['tracing'], by: 'child', reason: word('withdrawal.reason') });
  await run(one, print, { childId, document: 'file_summary', copies: 1 });

  const colleague = one.workerWith(['case_worker'], { teamIds: [one.otherTeam], hasSteppedUp: true });
  const { requestId } = await run<{ requestId: Uuid }>(one, askAccess, { childId, reason: `${word('access.reason')} y algo más` }, colleague);
  await run(one, decideAccess, { requestId, decision: 'granted' });
  const { grantId } = await run<{ grantId: Uuid }>(one, breakGlass, { childId, reason: `${word('glass.reason')} y algo más` }, colleague);
  await run(one, reviewBreakGlass, { grantId, finding: 'justified' });
  await run(one, openFile, { childId }, { ...colleague, purpose: null });
  await run(one, openTimeline, { childId });
  await one.registry.ready();
  const mayTrace = { answers: { tracing: 'granted' }, givenBy: 'authority', childView: 'agrees', form: 'oral', explained: { topics: [], means: 'spoken' }, understanding: 'own_words', override: { reason: 'court_order', note: word('tracing.consent'), wasToldToChild: true } };
  const lost = { givenNames: word('lost.givenNames'), firstSurname: word('lost.firstSurname'), birth: { precision: 'year', year: 2012 }, sex: 'M' };
  for (let time = 0; time < 2; time++) await child(one, { profile: lost, concerns: [], consent: mayTrace });
  const { requestId: tracingId } = await run<{ requestId: Uuid }>(one, openRequest, {
    side: 'family', channel: 'phone', inquirer: { name: word('inquirer.name'), relation: 'mother', phone: word('inquirer.phone'), note: word('inquirer.note') }, sought: { ...lost, nickname: word('sought.nickname') },
    lastContact: { means: 'call', companions: word('lastContact.companions'), note: word('lastContact.note') }, story: word('tracing.story'), questions: [{ id: randomUUID(), question: word('question'), answer: word('question.answer') }],
  });
  await createStandingQuestions(one.registry).run(one.services);
  const [found] = (await run<{ candidates: { reference: ChildId }[] }>(one, viewRequest(custodiansOf), { requestId: tracingId })).candidates;
  await run(one, judge, { requestId: tracingId, childId: found!.reference, judgement: 'refute', reason: word('refutation.reason') });
  await run(one, seeRequest, { requestId: tracingId });

  const { referralId } = await run<{ referralId: Uuid }>(one, refer, { childId, to: third.nodeId, service: 'psychosocial', urgency: 'planned', reason: word('referral.reason'), ...override });
  await exchange();
  await run(third, answerReferral, { referralId, answer: 'accepted', reason: word('referral.answer') });
  await run(one, refer, { childId, outside: { name: word('outside.name'), phone: word('outside.phone') }, service: 'health', urgency: 'planned', reason: word('outside.reason'), ...override });
  await exchange();
  await run(one, referralLetter, { referralId });
  await run(one, card, { childId });

  const offered = async (from: Agency, to: Agency, id: ChildId) => {
    const answer = await run<{ handoverId: Uuid }>(from, offer, { childIds: [id], to: to.nodeId, reason: 'care', urgency: 'planned', plan: plan('offer'), note: word('offer.note'), ...override });
    await exchange();
    return answer.handoverId;
  };
  const handoverId = await offered(one, other, childId);
  await run(other, accept, { handoverId, plan: plan('accept'), teamId: other.team });
  await exchange();
  await run(one, deliver, {
    handoverId,
    delivery: {
      at: clock.now(), place: word('delivery.place'), deliveredBy: word('delivery.deliveredBy'), receivedBy: word('delivery.receivedBy'), condition: word('delivery.condition'),
      belongings: word('delivery.belongings'), papers: word('delivery.papers'), medication: word('delivery.medication'), witnesses: word('delivery.witnesses'),
    },
  });
  await exchange();
  clock.advanceHours(7);
  await exchange();
  await run(other, arrive, { handoverId, condition: word('arrival.condition'), at: clock.now() });
  await run(other, deliveryRecord, { handoverId, childId });
  await run(other, revoke, { childId });
  await run(other, card, { childId });
  await run(other, move, { childId, teamId: other.otherTeam, reason: word('move.reason') });

  const [declined, asked, closed] = [await child(one), await child(one), await child(one)];
  const second = await offered(one, other, declined);
  await run(other, decline, { handoverId: second, reason: 'no_capacity' });
  await run(other, request, { childIds: [asked], to: one.nodeId, evidence: 'child_present', plan: plan('request') });
  await run(one, settleOneConcern, { childId: closed, code: 'P01', severity: 0, reason: word('closing.reason') });
  await run(one, setUrgency, { childId: closed, urgency: 'low', reason: word('closing.urgency') });
  await run(one, close, { childId: closed, reason: 'goals_met', summary: word('closing.summary') });
  await exchange();
  if (refusals.length > 0) throw new Error(`the story was refused:\n${refusals.join('\n')}`);
  return { agencies, wire, canaries, childId, password, close: async () => void (await Promise.all(agencies.map((agency) => agency.close()))) };
}
