import type { ChildId, NodeId } from '#kernel/identifier.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { findCustody, nodeStanding, readLinks, saidOfHandover, succession } from '#rooms/handover/index.ts';
import type { ChainLink } from '#rooms/handover/schema.ts';
import { ensureBlocks } from '../custody/blocks.ts';
import { linkOf, provenLinks } from '../custody/sync.ts';
import { verifyBlock, type BodyOf, type Envelope } from '../envelope/index.ts';
import type { DueMessage, MessagePort, Reception } from '../ports.ts';
import { signersOf } from '../signers.ts';
import { factsOfPart, sharesOf } from './answer.ts';

/** Every question of this node as a root, to each that has not answered it. */
async function questions(unit: UnitOfWork): Promise<DueMessage[]> {
  const own = (await succession.findInquiries(unit)).filter(({ root }) => root === unit.node.nodeId);
  const owed: DueMessage[] = [];
  for (const { lost, since } of own) {
    for (const { peer, answered_at: answeredAt } of await succession.findAnswers(unit, lost)) {
      if (answeredAt === null) owed.push({ key: `LOST ${lost} ${since}`, resentUntil: 'answer', to: peer, typ: 'LOST', body: { lost, since }, childIds: [] });
    }
  }
  return owed;
}

/** What this node answers a root, once its own people have recorded the loss: from then on no word of the lost node counts here. */
async function answers(unit: UnitOfWork): Promise<DueMessage[]> {
  const owed: DueMessage[] = [];
  for (const { lost, root, since } of await succession.findInquiries(unit)) {
    if (root === unit.node.nodeId || !(await succession.mayAppointFor(unit, root, lost))) continue;
    const { parts, hidden } = await sharesOf(unit, lost, root);
    for (const [index, part] of parts.entries()) {
      owed.push({
        key: `LOST_ANSWER ${lost} ${since} ${index + 1}/${parts.length}`, resentUntil: 'receipt', to: root, typ: 'LOST_ANSWER', childIds: [],
        body: async (within) => ({ lost, part: index + 1, parts: parts.length, hidden, ...(await factsOfPart(within, part)) }),
      });
    }
  }
  return owed;
}

/** To everyone who named a child: who follows. */
async function appointments(unit: UnitOfWork): Promise<DueMessage[]> {
  return (await succession.findAppointed(unit)).map(({ handoverId, lost, successor, peer, childIds }): DueMessage => ({
    key: `SUCCESSOR ${handoverId} ${childIds.length}`, resentUntil: 'receipt', to: peer, typ: 'SUCCESSOR', childIds: [...childIds],
    body: (within) => successorBody(within, { handoverId, lost, successor, childIds }),
  }));
}

async function successorBody(unit: UnitOfWork, { handoverId, lost, successor, childIds }: Pick<succession.Appointed, 'handoverId' | 'lost' | 'successor' | 'childIds'>): Promise<BodyOf<'SUCCESSOR'>> {
  const said = await saidOfHandover(unit, handoverId);
  if (!said) throw new Error('an appointment that this node does not know');
  const { incarnation } = await nodeStanding(unit);
  const records = await Promise.all(said.childIds.map(async (childId) => ({ childId, record: (await findCustody(unit, childId))! })));
  const group = records.map(({ childId, record }) => ({ childId, epoch: record.epoch }));
  const links = await ensureBlocks(unit, { said, group, incarnations: { ours: incarnation, theirs: 0 } });
  const members = links.filter(({ childId }) => childIds.includes(childId)).map(({ childId, epoch, release }) => (
    { cid: childId, epoch, release, origin: records.find((one) => one.childId === childId)!.record.origin }));
  return { lost, handoverId, successor, members, acceptance: links[0]!.acceptance! };
}

/** Of children who were here once: the file, to whoever follows. */
async function copies(unit: UnitOfWork, childIds?: readonly ChildId[]): Promise<DueMessage[]> {
  const owed: DueMessage[] = [];
  const knownOf = new Map<NodeId, ReadonlyMap<ChildId, succession.KnownOfLost>>();
  for (const { handover_id: handoverId, child_id: childId, lost, successor, block_hash: blockHash } of await succession.findSuccessions(unit)) {
    if (successor === unit.node.nodeId || childIds?.includes(childId) === false) continue;
    const known = knownOf.get(lost) ?? new Map((await succession.findKnownOfLost(unit, lost)).map((one) => [one.childId, one]));
    knownOf.set(lost, known);
    if (known.get(childId)?.copy !== 'file') continue;
    owed.push({ key: `FILE_COPY ${handoverId} ${childId}`, resentUntil: 'receipt', to: successor, typ: 'FILE_COPY', body: { handoverId, cid: childId, blockHash }, childIds: [childId] });
  }
  return owed;
}

async function dueMessages(unit: UnitOfWork, childIds?: readonly ChildId[]): Promise<DueMessage[]> {
  if ((await succession.findInquiries(unit)).length === 0 && (await succession.findSuccessions(unit)).length === 0) return [];
  const all = [...(childIds === undefined ? [...(await questions(unit)), ...(await answers(unit))] : []), ...(await appointments(unit)), ...(await copies(unit, childIds))];
  return childIds === undefined ? all : all.filter((due) => due.childIds.some((childId) => childIds.includes(childId)));
}

const applied = (recorded: Extract<Reception, { outcome: 'applied' }>['recorded']): Reception => ({ outcome: 'applied', recorded, answers: [], taken: [] });

async function receiveAnswer(unit: UnitOfWork, { from, body }: Envelope<'LOST_ANSWER'>): Promise<Reception> {
  const { lost, part, parts, hidden, facts, moved } = body;
  const children = [...facts.map(({ cid, epoch, copy }) => ({ childId: cid, epoch, copy })), ...moved.map(({ cid, epoch }) => ({ childId: cid, epoch, copy: 'moved' as const }))];
  const told = facts.map(({ cid, epoch, holder, prev, hid, origin }) => ({ childId: cid, epoch, custodian: holder, previous: prev, handoverId: hid, origin }));
  return applied(await succession.takeLostAnswer(unit, { lost, peer: from, part, parts, hidden, children }, told, await provenLinks(unit, facts)));
}

/** Proves that the root has released each child to the successor, who had accepted her. */
async function provenSuccession(unit: UnitOfWork, { from, body }: Envelope<'SUCCESSOR'>): Promise<Result<ChainLink[]>> {
  const links: ChainLink[] = [];
  for (const { cid, epoch, release } of body.members) {
    const verified = await verifyBlock({ release, acceptance: body.acceptance }, signersOf(unit));
    if (!verified.ok) return verified;
    const { block } = verified.value;
    const isOfThis = block.mode === 'succession' && block.cid === cid && block.epoch === epoch && block.hid === body.handoverId && block.from === from && block.to === body.successor;
    if (!isOfThis) return refuse('message-malformed', { reason: 'successor-other' });
    links.push(linkOf(cid, verified.value, release, body.acceptance));
  }
  return succeed(links);
}

async function receiveSuccessor(unit: UnitOfWork, envelope: Envelope<'SUCCESSOR'>): Promise<Reception> {
  const { lost, handoverId, successor, members } = envelope.body;
  const group = members.map(({ cid, epoch, origin }) => ({ childId: cid, epoch, origin }));
  const links = await provenSuccession(unit, envelope);
  if (!links.ok) return { outcome: 'parked', problem: links.problem };
  const allowed = await succession.requireAppointment(unit, envelope.from, group);
  if (!allowed.ok) return { outcome: 'refused', problem: allowed.problem, recorded: [] };
  return applied(await succession.takeSuccession(unit, lost, { root: envelope.from, successor, handoverId, group }, links.value));
}

/** A copy of a file is taken only of a child who is held here since the appointment that it names; the wire opens and keeps it. */
async function receiveCopy(unit: UnitOfWork, { body }: Envelope<'FILE_COPY'>): Promise<Reception> {
  const link = (await readLinks(unit, body.cid)).find(({ blockHash }) => blockHash === body.blockHash);
  return link?.handoverId === body.handoverId && link.to === unit.node.nodeId ? applied([]) : { outcome: 'parked', problem: { code: 'not-found', details: { what: 'succession' } } };
}

/** A node that is lost for ever: what its children's other agencies know, and who follows. */
export const successionPort: MessagePort = {
  types: ['LOST', 'LOST_ANSWER', 'SUCCESSOR', 'FILE_COPY'],
  dueMessages,
  receive: async (unit, { envelope }: { envelope: Envelope }) => {
    switch (envelope.typ) {
      case 'LOST': {
        const { lost, since } = envelope.body;
        return applied(await succession.takeInquiry(unit, { lost, root: envelope.from, since }));
      }
      case 'LOST_ANSWER': return receiveAnswer(unit, envelope);
      case 'SUCCESSOR': return receiveSuccessor(unit, envelope);
      case 'FILE_COPY': return receiveCopy(unit, envelope);
      default: throw new Error(`not a message about a lost node: ${envelope.typ}`);
    }
  },
};
