import { createHash } from 'node:crypto';
import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { Operation } from '#kernel/operation.ts';
import { refuse, succeed } from '#kernel/result.ts';
import { agencyWideRoles, custodyRoles, fileRoles } from '#kernel/role.ts';
import { command } from '#platform/ledger/command.ts';
import { query } from '#platform/ledger/query.ts';
import { record } from '#platform/ledger/record.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { cleanFile, keepBytes, newFileName, openBytes } from '#rooms/case/index.ts';
import { mayCheckPaper, mayEnterPaper, type PaperState } from '../rules/paper-acceptance.ts';
import { checkPaper, enterPaper, readPaper, type PaperAcceptance, type PaperChecked, type PaperEntered } from '../schema.ts';
import { findCheckedPapers, findPapers, type PaperRecord } from '../store/paper-acceptance.ts';
import { findHandovers } from '../store/read.ts';
import { requireHandover } from './reach.ts';

const standingOf = (papers: readonly PaperRecord[]): PaperState['standing'] => {
  const paper = papers.find(({ side, status }) => side === 'here' && status !== 'rejected');
  return paper ? { status: paper.status as 'entered' | 'checked', enteredBy: paper.entered_by } : null;
};

/** The handover that a caller may act on, whichever side of it this agency is. */
async function requireEither(unit: UnitOfWork, handoverId: Uuid) {
  const outgoing = await requireHandover(unit, handoverId, 'outgoing');
  return outgoing.ok ? outgoing : requireHandover(unit, handoverId, 'incoming');
}

/**
 * Enters an acceptance that the receiving agency has signed on paper. Nothing moves. Refuses `not-found`, `handover-not-open` (the
 * node has answered), `already-done`, `input-invalid`, `too-large`, `unsupported-media`, `file-invalid`.
 */
export const enter = command({
  name: 'handover.enter-paper',
  input: enterPaper.input,
  scope: { roles: custodyRoles },
  load: async (unit, { handoverId, bytes }) => {
    const handover = await requireEither(unit, handoverId);
    if (!handover.ok) return handover;
    const cleaned = await cleanFile(Buffer.from(bytes, 'base64'));
    if (!cleaned.ok) return cleaned;
    const { status, direction, childIds } = handover.value;
    const standing = standingOf(await findPapers(unit, [handoverId]));
    const { content, mediaType } = cleaned.value;
    return succeed({ state: { status, direction, standing }, childId: childIds[0]!, content, file: { name: newFileName(unit.node), mediaType, hash: createHash('sha256').update(content).digest('base64url') } });
  },
  decide: ({ state, childId, file }, { handoverId, signedBy, role, signedAt, place, note }, { now, newIdentifier }) => {
    const allowed = mayEnterPaper(state, signedAt, now);
    if (!allowed.ok) return allowed;
    const body: PaperEntered = { paperId: newIdentifier(), handoverId, side: 'here', signedBy, role, signedAt, place, note: note ?? null, file };
    return succeed({ operations: [{ kind: 'handover.paper-entered', childId, body }], output: { paperId: body.paperId, status: 'entered' as const } });
  },
  save: async (unit, _decision, { childId, content, file }) => keepBytes(unit, childId, file.name, content),
});

/** A second person says whether the paper says so. Refuses `not-found`, `not-allowed` (the own entry). */
export const check = command({
  name: 'handover.check-paper',
  input: checkPaper.input,
  scope: { roles: agencyWideRoles },
  load: async (unit, { handoverId, paperId }) => {
    const handover = await requireEither(unit, handoverId);
    if (!handover.ok) return handover;
    const papers = await findPapers(unit, [handoverId]);
    const paper = papers.find((one) => one.paper_id === paperId && one.side === 'here');
    return paper ? succeed({ standing: standingOf([paper]), childId: paper.child_id }) : refuse('not-found', { what: 'paper' });
  },
  decide: ({ standing, childId }, { handoverId, paperId, isRight, note }, { actor }) => {
    const allowed = mayCheckPaper(standing, actor);
    if (!allowed.ok) return allowed;
    const status = isRight ? ('checked' as const) : ('rejected' as const);
    const body: PaperChecked = { paperId, handoverId, status, ...(note === undefined ? {} : { note }) };
    return succeed({ operations: [{ kind: 'handover.paper-checked', childId, body }], output: { paperId, status } });
  },
});

/** The picture of the paper. Refuses `not-found` (also where the other agency has it), `erased`. */
export const read = query({
  name: 'handover.read-paper',
  input: readPaper.input,
  scope: { roles: fileRoles },
  read: async (unit, { handoverId, paperId }) => {
    const paper = (await findPapers(unit, [handoverId])).find((one) => one.paper_id === paperId);
    if (!paper?.file) return refuse('not-found', { what: 'paper' });
    const bytes = await openBytes(unit, paper.child_id, paper.file.name);
    return bytes.ok ? succeed({ mediaType: paper.file.mediaType, bytes: bytes.value.toString('base64') }) : bytes;
  },
});

export const paperViewOf = (paper: PaperRecord, reader: string): PaperAcceptance => ({
  paperId: paper.paper_id, side: paper.side, status: paper.status, signedBy: paper.signedBy, role: paper.role, signedAt: paper.signed_at, place: paper.place, note: paper.note,
  enteredByLabel: paper.enteredByLabel, enteredAt: paper.entered_at, checkedAt: paper.checked_at, isOwn: paper.entered_by === reader,
});

/** Papers that count here and that the other node must hear of: it shall sign. */
export const owedPapers = async (unit: UnitOfWork, childIds?: readonly ChildId[]): Promise<readonly { readonly paper: PaperRecord; readonly peer: NodeId }[]> =>
  Promise.all((await findCheckedPapers(unit, childIds)).map(async (paper) => ({ paper, peer: (await findHandovers(unit, { handoverId: paper.handover_id }))[0]!.peer })));

/** The other node tells of a paper that two persons there have checked. Once more changes nothing. Null where the handover is not known. */
export async function takePaper(unit: UnitOfWork, from: NodeId, told: Omit<PaperEntered, 'side' | 'file' | 'note'>): Promise<Operation[] | null> {
  const [handover] = await findHandovers(unit, { handoverId: told.handoverId });
  const childId = handover?.childIds[0];
  if (!handover || handover.peer !== from || childId === undefined) return null;
  const body: PaperEntered = { ...told, side: 'there', note: null, file: null };
  return (await findPapers(unit, [told.handoverId])).some(({ paper_id: known }) => known === told.paperId) ? [] : record(unit, [{ kind: 'handover.paper-entered', childId, body }]);
}
