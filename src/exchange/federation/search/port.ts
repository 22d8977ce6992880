import { Type } from 'typebox';
import { Check } from 'typebox/value';
import type { ChildId, NodeId } from '#kernel/identifier.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { ChildIdText, closed } from '#kernel/text-types.ts';
import { record } from '#platform/ledger/record.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { randomToken, sealTo, tokenUnder } from '#platform/vault/index.ts';
import { getActivePeer } from '#rooms/governance/index.ts';
import { findCustody, foreignSearches, owedNotices, owedSearches, type AskedPeer, type NoticeRecord } from '#rooms/handover/index.ts';
import type { Noticed, SearchAnsweredThere, SearchAsked } from '#rooms/handover/schema.ts';
import { summariesAfter, summariesOf } from '#rooms/person/index.ts';
import type { BodyOf, Envelope } from '../envelope/index.ts';
import type { DueMessage, MessagePort, Reception } from '../ports.ts';
import { parsedObject } from '../request.ts';
import { sealingKeyOf } from '../signers.ts';
import { recognisableFacts } from './facts.ts';

const questionPurpose = 'search-question';
/** Sealed to the one who is asked: the key of this question, and how the asking agency calls the child. */
const Question = Type.Object({ key: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }), cid: ChildIdText }, closed);
const pageOfChildren = 500;

/**
 * One question to one agency: tokens under a key that is made for it and sealed to it, so that nobody on the way learns
 * anything, and two agencies that were asked cannot compare.
 */
async function questionTo(unit: UnitOfWork, asked: AskedPeer): Promise<BodyOf<'SEARCH'>> {
  const peer = await getActivePeer(unit, asked.peer);
  const [child] = await summariesOf(unit, [asked.child_id]);
  if (!peer.ok || !child) throw new Error('a search of a child or an agency that this node does not know');
  const key = randomToken();
  const sealed = await sealTo(sealingKeyOf(peer.value.card, unit), Buffer.from(JSON.stringify({ key, cid: asked.child_id })), questionPurpose, asked.search_id);
  const facts = recognisableFacts(child.values);
  // where nothing is known of the child, a token of chance: how much is known is nobody's business
  const tokens = facts.length > 0 ? facts.map((fact) => tokenUnder(key, fact)) : [randomToken()];
  return { searchId: asked.search_id, agreement: asked.agreement_id, question: sealed, tokens: tokens.toSorted(), until: asked.until };
}

const noticeTo = ({ notice_id: noticeId, peer, reason, place, expected_at: expectedAt, headcount, child_ids: childIds }: NoticeRecord): DueMessage => ({
  key: `NOTICE ${noticeId}`, resentUntil: 'receipt', to: peer, typ: 'NOTICE', body: { noticeId, reason, place, expectedAt, headcount, cids: [...childIds] }, childIds: [...childIds],
});

async function dueMessages(unit: UnitOfWork, childIds?: readonly ChildId[]): Promise<DueMessage[]> {
  const searches = (await owedSearches(unit, childIds)).map((asked): DueMessage => ({
    key: `SEARCH ${asked.search_id} ${asked.until}`, resentUntil: 'receipt', to: asked.peer, typ: 'SEARCH', body: (within) => questionTo(within, asked), childIds: [asked.child_id],
  }));
  const answers = (await foreignSearches(unit)).flatMap(({ searchId, peer, answer, tokens }): DueMessage[] => (answer === null ? [] : [{
    key: `FOUND ${searchId}`, resentUntil: 'receipt', to: peer, typ: 'FOUND', body: { searchId, answer, tokens: answer === 'found' ? [...tokens] : [], evidence: answer === 'found' ? 'person_present' : 'none' }, childIds: [],
  }]));
  return [...searches, ...answers, ...(await owedNotices(unit)).map(noticeTo)];
}

async function openQuestion(unit: UnitOfWork, { question, searchId }: BodyOf<'SEARCH'>): Promise<Result<{ key: string; cid: ChildId }>> {
  const opened = await unit.node.vault.openSealed(question, questionPurpose, searchId);
  if (!opened.ok) return opened;
  const asked: unknown = parsedObject(opened.value.toString());
  return Check(Question, asked) ? succeed(asked) : refuse('message-malformed', { reason: 'question' });
}

/** The children for whom this node is responsible and who share a token with the question. */
async function matchesOf(unit: UnitOfWork, key: string, tokens: readonly string[]): Promise<ChildId[]> {
  const wanted = new Set(tokens);
  const matches: ChildId[] = [];
  for (let after: ChildId | null = null; ;) {
    const page = await summariesAfter(unit, after, pageOfChildren);
    for (const { childId, values } of page) {
      if (recognisableFacts(values).some((fact) => wanted.has(tokenUnder(key, fact))) && (await findCustody(unit, childId))?.status === 'hold') matches.push(childId);
    }
    const last = page.at(-1);
    if (!last || page.length < pageOfChildren) return matches;
    after = last.childId;
  }
}

const nothing: Reception = { outcome: 'applied', recorded: [], answers: [], taken: [] };
const applied = async (unit: UnitOfWork, kind: string, childId: ChildId | null, body: unknown): Promise<Reception> => ({ ...nothing, recorded: await record(unit, [{ kind, childId, body }]) });

async function receiveSearch(unit: UnitOfWork, from: NodeId, body: BodyOf<'SEARCH'>): Promise<Reception> {
  if ((await foreignSearches(unit)).some(({ searchId, peer }) => searchId === body.searchId && peer === from)) return nothing;
  const question = await openQuestion(unit, body);
  if (!question.ok) return { outcome: 'parked', problem: question.problem };
  const { key, cid } = question.value;
  const matches = await matchesOf(unit, key, body.tokens);
  return applied(unit, 'handover.search-asked', null, { searchId: body.searchId, peer: from, childId: cid, until: body.until, tokens: body.tokens, matches } satisfies SearchAsked);
}

async function receiveFound(unit: UnitOfWork, from: NodeId, { searchId, answer, evidence }: BodyOf<'FOUND'>): Promise<Reception> {
  const asked = (await owedSearches(unit)).find((one) => one.search_id === searchId && one.peer === from);
  // answered before, or closed since: nothing to add
  if (!asked) return nothing;
  return applied(unit, 'handover.search-answered-there', asked.child_id, { searchId, peer: from, answer, evidence } satisfies SearchAnsweredThere);
}

/** Children whom nobody knows where to find: notices of those who are brought, searches of those who are lost. */
export const searchPort: MessagePort = {
  types: ['NOTICE', 'SEARCH', 'FOUND'],
  dueMessages,
  receive: async (unit, { envelope }: { envelope: Envelope }) => {
    switch (envelope.typ) {
      case 'SEARCH': return receiveSearch(unit, envelope.from, envelope.body);
      case 'FOUND': return receiveFound(unit, envelope.from, envelope.body);
      case 'NOTICE': {
        const { noticeId, reason, place, expectedAt, headcount, cids } = envelope.body;
        const body: Noticed = { noticeId, direction: 'incoming', peers: [envelope.from], reason, place, expectedAt, headcount, childIds: cids };
        return applied(unit, 'handover.noticed', null, body);
      }
      default: throw new Error(`not a search message: ${envelope.typ}`);
    }
  },
};
