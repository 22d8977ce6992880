import type { ChildId, NodeId } from '#kernel/identifier.ts';
import { refuse, succeed } from '#kernel/result.ts';
import { agencyWideRoles } from '#kernel/role.ts';
import { query } from '#platform/ledger/query.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { findPeer, listActiveAgreements, listPeers } from '#rooms/governance/index.ts';
import { viewLostNode, type LostNodeView, type Orphan } from '../schema.ts';
import { findCustodies, findHandovers, openStatuses, type CustodyRow, type HandoverRecord } from '../store/read.ts';
import { findAnswers, findInquiry, findKnown, findKnownOfLost, type KnownOfLost } from '../store/succession.ts';
import { agencyBook } from './agencies.ts';
import { isInquiryComplete, mayAppointFor } from './succession.ts';

type Book = ReturnType<typeof agencyBook>;

/** Appointments of successors that this node made, newest first. */
const appointmentsOf = async (unit: UnitOfWork): Promise<HandoverRecord[]> =>
  (await findHandovers(unit, { limit: 2000 })).filter(({ direction, mode }) => direction === 'outgoing' && mode === 'succession');
const isAppointed = ({ status }: HandoverRecord): boolean => status === 'committed' || status === 'acknowledged';
const isOffered = ({ status }: HandoverRecord): boolean => (openStatuses.outgoing as readonly string[]).includes(status);

type Known = Awaited<ReturnType<typeof findKnown>>;

async function orphanOf(agency: Book, lost: string, childId: ChildId, known: Known, record: CustodyRow | undefined, appointments: readonly HandoverRecord[]): Promise<Orphan> {
  const epoch = record?.epoch ?? Math.max(...known.map((row) => row.epoch));
  const own = appointments.filter(({ childIds }) => childIds.includes(childId));
  const [appointed, offered] = [own.find(isAppointed), own.find(isOffered)];
  const hasMoved = known.some((row) => row.copy === 'moved' && row.epoch > epoch) || record?.pointer !== lost;
  const state = appointed ? 'followed' : hasMoved ? 'elsewhere' : offered ? 'offered' : 'open';
  const asked = appointed ?? offered;
  return {
    childId, epoch, state, handoverId: asked?.handoverId ?? null, successor: asked ? await agency(asked.peer) : null, movedWith: record?.handover_id ?? null,
    knownBy: await Promise.all(known.flatMap((row) => (row.copy === 'moved' ? [] : [agency(row.peer).then((one) => ({ agency: one, copy: row.copy as Orphan['knownBy'][number]['copy'] }))]))),
  };
}

/** Children whom this node itself had given to the lost one and for whom somebody follows by now: they point elsewhere since. */
function followedHere(unit: UnitOfWork, lost: NodeId, known: Known, ofLost: readonly KnownOfLost[], appointments: readonly HandoverRecord[]): Known {
  const named = new Set(known.map((row) => row.child_id));
  const given = new Map(ofLost.map((row) => [row.childId, row]));
  return appointments.filter(isAppointed).flatMap(({ childIds }) => childIds).filter((childId) => !named.has(childId) && given.has(childId))
    .map((childId) => ({ lost, child_id: childId, peer: unit.node.nodeId, epoch: given.get(childId)!.epoch, copy: given.get(childId)!.copy }));
}

/** What is known of the children of a lost node: at the root from everybody's answers, elsewhere from this node's own pointers. Refuses `not-found`. */
export const viewLost = query({
  name: 'handover.view-lost-node',
  input: viewLostNode.input,
  scope: { roles: agencyWideRoles, allowsNode: true },
  read: async (unit, { nodeId }) => {
    const peer = await findPeer(unit.transaction, nodeId);
    if (!peer) return refuse('not-found', { node: nodeId });
    const agency = agencyBook(unit);
    const inquiry = await findInquiry(unit, nodeId);
    const isOurs = inquiry?.root === unit.node.nodeId;
    const ofLost = await findKnownOfLost(unit, nodeId);
    const own = ofLost.filter(({ custodian }) => custodian === nodeId).map(({ childId, epoch, copy }) => ({ lost: nodeId, child_id: childId, peer: unit.node.nodeId, epoch, copy }));
    // what was learnt from answers stands in the custody rows too: of them only those who were never named are this node's own
    const told = isOurs ? await findKnown(unit, nodeId) : [];
    const known = [...told, ...own.filter(({ child_id: childId, copy }) => copy === 'file' || !told.some((row) => row.child_id === childId))];
    const appointments = await appointmentsOf(unit);
    const byChild = Map.groupBy(isOurs ? [...known, ...followedHere(unit, nodeId, known, ofLost, appointments)] : known, (row) => row.child_id);
    const custodies = await findCustodies(unit, [...byChild.keys()]);
    const isRoot = await mayAppointFor(unit, unit.node.nodeId, nodeId);
    const receivers = [];
    for (const { nodeId: id, status } of isRoot ? await listPeers(unit.transaction) : []) {
      if (status === 'active' && (await listActiveAgreements(unit, id)).some(({ terms }) => terms.purposes.includes('custody_transfer'))) receivers.push(await agency(id));
    }
    const view: LostNodeView = {
      agency: await agency(nodeId), isLost: peer.status === 'decommissioned', isRoot,
      inquiry: inquiry && { root: await agency(inquiry.root), since: inquiry.since },
      answers: isOurs ? await Promise.all((await findAnswers(unit, nodeId)).map(async (row) => ({
        agency: await agency(row.peer), askedAt: row.asked_at, answeredAt: row.answered_at, hidden: row.hidden, children: known.filter(({ peer: by, copy }) => by === row.peer && copy !== 'moved').length,
      }))) : [],
      isComplete: isOurs && (await isInquiryComplete(unit, nodeId)),
      children: await Promise.all([...byChild].map(([childId, rows]) => orphanOf(agency, nodeId, childId, rows, custodies.get(childId), appointments))),
      receivers,
    };
    return succeed(view);
  },
  shows: ({ children }) => children.map(({ childId }) => childId),
});
