import { sql } from 'kysely';
import { instantOf } from '#kernel/hybrid-clock.ts';
import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Operation } from '#kernel/operation.ts';
import { asNode } from '#platform/db/transact.ts';
import { eachByItself, type Projection, type Projector } from '#platform/services.ts';
import { leaveChild } from '#rooms/person/index.ts';
import { changesBetween, decideCustody, rowsOf, witnessesFor, type CustodyRecord, type Incoming, type Intake, type Outgoing, type PeerRecord } from '../rules.ts';
import type { BlockSigned, CardIssued, CareEnded, CareStarted, ClosingMoved, ClosingProposed, Disputed, DisputeSettled, EndingSettled, Learnt, Linked, Merged, Offered, ReferralAnswered, ReferralConsentWithdrawn, ReferralSent, StateChanged, StepTaken, TrackingSet, PaperChecked, PaperEntered } from '../schema.ts';
import type { ChildErased, ErasureProposed, HoldLifted, HoldPlaced, Purged } from '../schema/erasure.ts';
import { endCareOf, saveCare, saveCareEnded } from './care.ts';
import { saveMovedClosing, saveProposedClosing } from './closing.ts';
import { saveDisputed, saveDisputeSettled } from './dispute.ts';
import { saveBlock, saveMerged } from './merge.ts';
import { savePaper, savePaperChecked } from './paper-acceptance.ts';
import { dropProposal, saveErased, saveHold, saveLifted, saveProposal, savePurged } from './erasure.ts';
import { projectReferralAnswered, projectReferralConsent, projectReferralSent } from './project-referral.ts';
import { loadCustody } from './load.ts';
import { projectReturn } from './return.ts';
import { endLostContact, projectSearch } from './search.ts';
import { projectSuccession } from './succession.ts';
import { tablesOf } from './tables.ts';
import { saveTracking } from './tracking.ts';

type Unit = Parameters<Projector>[0];

/** Writes this room's tables, as the node: the protocol's rows belong to no single worker. */
export const projectHandover: Projector = eachByItself((unit, operation) =>
  asNode(unit.transaction, async () => {
    const childId = operation.childId!;
    if ((await projectSearch(unit, operation)) || (await projectSuccession(unit, operation)) || (await projectReturn(unit, operation))) return;
    switch (operation.kind) {
      case 'handover.state-changed': return saveState(unit, operation.body as StateChanged);
      case 'handover.offered': return saveOffer(unit, childId, operation as Operation<string, Offered>);
      case 'handover.learnt': return saveLearnt(unit, childId, operation as Operation<string, Learnt>);
      case 'handover.ending-settled': return saveSettled(unit, operation.body as EndingSettled, instantOf(operation.madeAt));
      case 'handover.linked': return saveLinks(unit, operation.body as Linked);
      case 'handover.referral-sent': return projectReferralSent(unit, childId, operation.body as ReferralSent, instantOf(operation.madeAt));
      case 'handover.referral-answered': return projectReferralAnswered(unit, childId, operation.body as ReferralAnswered, instantOf(operation.madeAt));
      case 'handover.referral-consent-withdrawn': return projectReferralConsent(unit, childId, operation.body as ReferralConsentWithdrawn);
      case 'handover.care-started': return saveCare(unit, operation as Operation<string, CareStarted>);
      case 'handover.care-ended': return saveCareEnded(unit, operation as Operation<string, CareEnded>);
      case 'handover.paper-entered': return savePaper(unit, operation as Operation<string, PaperEntered>);
      case 'handover.paper-checked': return savePaperChecked(unit, operation as Operation<string, PaperChecked>);
      case 'handover.tracking-set': return saveTracking(unit, operation as Operation<string, TrackingSet>);
      case 'handover.merged': return saveMerged(unit, operation as Operation<string, Merged>);
      case 'handover.block-signed': return saveBlock(unit, operation.body as BlockSigned);
      case 'handover.closing-proposed': return saveProposedClosing(unit, operation as Operation<string, ClosingProposed>);
      case 'handover.closing-moved': return saveMovedClosing(unit, operation as Operation<string, ClosingMoved>);
      case 'handover.disputed': return saveDisputed(unit, operation as Operation<string, Disputed>);
      case 'handover.dispute-settled': return saveDisputeSettled(unit, childId, operation.body as DisputeSettled, instantOf(operation.madeAt));
      case 'handover.erasure-proposed': return saveProposal(unit, operation as Operation<string, ErasureProposed>);
      case 'handover.erasure-declined': return dropProposal(unit, childId);
      case 'handover.hold-placed': return saveHold(unit, operation as Operation<string, HoldPlaced>);
      case 'handover.hold-lifted': return saveLifted(unit, operation.body as HoldLifted, instantOf(operation.madeAt));
      case 'handover.child-erased': return saveErased(unit, operation as Operation<string, ChildErased>);
      case 'handover.purged-there': return savePurged(unit, operation.body as Purged);
      case 'handover.card-issued': return saveCard(unit, childId, operation.body as CardIssued, instantOf(operation.madeAt));
      case 'handover.card-revoked': return revokeCards(unit, childId, instantOf(operation.madeAt));
      default: return saveStep(unit, childId, operation as Operation<string, StepTaken>);
    }
  }));

/**
 * The agency that receives a child first is responsible for her from that instant: follows from `case.child-received`,
 * in the same transaction.
 */
export const beginCustody: Projection = (unit, operation) =>
  asNode(unit.transaction, async () => {
    const childId = operation.childId!;
    const before = await loadCustody(unit, { scope: 'slice', childIds: [childId], handoverIds: [] });
    const after = decideCustody({ ...before, mode: 'up' }, { kind: 'register', childId, witnesses: witnessesFor(before, childId) });
    if (after.ok) await saveState(unit, { changes: changesBetween(before, { ...after.value, mode: before.mode }), at: instantOf(operation.madeAt) });
  });

/** A file that was annulled is nobody's: her custody here is closed with it, so that she can neither be offered nor counted. */
export const endCustody: Projection = (unit, operation) =>
  asNode(unit.transaction, async () => {
    const childId = operation.childId!;
    const before = await loadCustody(unit, { scope: 'slice', childIds: [childId], handoverIds: [] });
    const after = decideCustody({ ...before, mode: 'up' }, { kind: 'close', childId });
    if (!after.ok) throw new Error(`a child's file was annulled while her custody could not be closed: ${after.problem.code}`);
    await saveState(unit, { changes: changesBetween(before, { ...after.value, mode: before.mode }), at: instantOf(operation.madeAt) });
  });

async function saveState(unit: Unit, { changes, at }: StateChanged): Promise<void> {
  const tables = tablesOf(unit.transaction);
  if (changes.node) await tables.updateTable('handover.node_state').set({ ...changes.node, since: at }).execute();
  for (const [nodeId, peer] of rowsOf<NodeId, PeerRecord | null>(changes.peers)) {
    if (peer) await tables.insertInto('handover.peer_state').values({ node_id: nodeId, ...peer, changed_at: at }).onConflict((on) => on.column('node_id').doUpdateSet({ ...peer, changed_at: at })).execute();
    else await tables.deleteFrom('handover.peer_state').where('node_id', '=', nodeId).execute();
  }
  for (const [childId, record] of rowsOf<ChildId, CustodyRecord | null>(changes.custody)) if (record) await saveCustody(unit, childId, record, at);
  for (const [handoverId, row] of rowsOf<Uuid, Outgoing | null>(changes.outgoing)) await saveOutgoing(unit, handoverId, row, at);
  for (const [handoverId, row] of rowsOf<Uuid, Incoming | null>(changes.incoming)) if (row) await saveIncoming(unit, handoverId, row, at);
  for (const [childId, intake] of rowsOf<ChildId, Intake | null>(changes.intakes)) {
    if (!intake) continue;
    const row = { asked: [...intake.asked], witnessed_by: [...intake.witnessedBy] };
    await tables.insertInto('handover.intake').values({ child_id: childId, ...row }).onConflict((on) => on.column('child_id').doUpdateSet(row)).execute();
  }
  for (const [childId, origin] of rowsOf<ChildId, NodeId | null>(changes.witnessed)) {
    if (origin) await tables.insertInto('handover.witnessed').values({ child_id: childId, origin }).onConflict((on) => on.column('child_id').doUpdateSet({ origin })).execute();
  }
}

/** Saves who is responsible; when that changed, ends the former tenure and begins the new one at the same instant. */
async function saveCustody(unit: Unit, childId: ChildId, record: CustodyRecord, at: Instant): Promise<void> {
  const tables = tablesOf(unit.transaction);
  const before = await tables.selectFrom('handover.custody').select(['epoch', 'since']).where('child_id', '=', childId).executeTakeFirst();
  const isSameEpoch = before?.epoch === record.epoch;
  const since = isSameEpoch ? before.since : await beginningOfTenure(unit, childId, at);
  const row = {
    status: record.status, epoch: record.epoch, pointer: record.pointer, previous: record.previous, handover_id: record.handoverId, origin: record.origin,
    encumbered_by: record.encumberedBy, closed: record.closed, since,
  };
  await tables.insertInto('handover.custody').values({ child_id: childId, ...row }).onConflict((on) => on.column('child_id').doUpdateSet(row)).execute();
  if (isSameEpoch) return;
  await sql`update handover.tenure set during = tstzrange(lower(during), ${since}) where child_id = ${childId} and upper_inf(during)`.execute(unit.transaction);
  await sql`insert into handover.tenure (child_id, epoch, node_id, during, handover_id)
    values (${childId}, ${record.epoch}, ${record.pointer}, tstzrange(${since}, null), ${record.handoverId})
    on conflict (child_id, epoch) do nothing`.execute(unit.transaction);
}

/** Epochs order custody, never a clock: where it stood still or was set back, the new tenure begins just after the former one. */
async function beginningOfTenure(unit: Unit, childId: ChildId, at: Instant): Promise<Instant> {
  const result = await sql<{ since: Instant }>`select greatest(${at}::timestamptz, max(lower(during)) + interval '1 millisecond') as since
    from handover.tenure where child_id = ${childId}`.execute(unit.transaction);
  return result.rows[0]!.since;
}

async function saveOutgoing(unit: Unit, handoverId: Uuid, row: Outgoing | null, at: Instant): Promise<void> {
  const tables = tablesOf(unit.transaction);
  await saveMembers(unit, handoverId, 'outgoing', row);
  if (!row) {
    await tables.deleteFrom('handover.outgoing').where('handover_id', '=', handoverId).execute();
    return;
  }
  const values = { to_node: row.to, mode: row.mode, status: row.status, parallel: row.parallel, then_to: [...row.thenTo], revision: row.revision, changed_at: at };
  const ending = row.ending && sql<null>`${JSON.stringify(row.ending)}::jsonb`;
  await tables.insertInto('handover.outgoing').values({ handover_id: handoverId, opened_at: at, ...values, ending })
    .onConflict((on) => on.column('handover_id').doUpdateSet({ ...values, ending })).execute();
}

async function saveIncoming(unit: Unit, handoverId: Uuid, row: Incoming, at: Instant): Promise<void> {
  await saveMembers(unit, handoverId, 'incoming', row);
  const values = { from_node: row.from, mode: row.mode, status: row.status, revision: row.revision, changed_at: at };
  const ending = row.ending && sql<null>`${JSON.stringify(row.ending)}::jsonb`;
  await tablesOf(unit.transaction).insertInto('handover.incoming').values({ handover_id: handoverId, opened_at: at, ...values, ending })
    .onConflict((on) => on.column('handover_id').doUpdateSet({ ...values, ending })).execute();
}

async function saveMembers(unit: Unit, handoverId: Uuid, direction: 'outgoing' | 'incoming', row: Outgoing | Incoming | null): Promise<void> {
  const tables = tablesOf(unit.transaction);
  await tables.deleteFrom('handover.member').where('handover_id', '=', handoverId).where('direction', '=', direction).execute();
  const members = (row?.group ?? []).map(({ childId, epoch }, position) => ({ child_id: childId, handover_id: handoverId, direction, epoch, position }));
  if (members.length > 0) await tables.insertInto('handover.member').values(members).execute();
}

/** What was said with an offer, at the sender and at the receiver alike; a file that was handed over brings older ones along. */
async function saveOffer(unit: Unit, childId: ChildId, { body, ...operation }: Operation<string, Offered>): Promise<void> {
  await saveStep(unit, childId, { ...operation, body: { handoverId: body.handoverId, from: body.from, to: body.to, status: 'offered', epoch: 0 } });
  if (operation.node !== unit.node.nodeId) return;
  const { terms, profile, signedOffer } = body;
  const sealed = await unit.node.vault.sealForChild(unit.transaction, childId, { terms, profile, ...(signedOffer === undefined ? {} : { signedOffer }) }, 'handover.terms');
  const row = { decide_by: terms.decideBy, urgency: terms.urgency, reason: terms.reason, purpose: terms.purpose, agreement_id: terms.agreementId, team_id: null, terms_sealed: sealed };
  await tablesOf(unit.transaction).insertInto('handover.terms').values({ child_id: childId, handover_id: body.handoverId, ...row })
    .onConflict((on) => on.columns(['child_id', 'handover_id']).doUpdateSet(row)).execute();
}

async function saveStep(unit: Unit, childId: ChildId, { id, kind, madeAt, body, node, actorLabel }: Operation<string, StepTaken>): Promise<void> {
  const tables = tablesOf(unit.transaction);
  const at = instantOf(madeAt);
  const sealed = await unit.node.vault.sealForChild(unit.transaction, childId, { body, actorLabel }, 'handover.step');
  await tables.insertInto('handover.step').values({ child_id: childId, operation_id: id, handover_id: body.handoverId, kind, at, step_sealed: sealed })
    .onConflict((on) => on.columns(['child_id', 'operation_id']).doNothing()).execute();
  if (node !== unit.node.nodeId) return;
  if (body.teamId) await tables.updateTable('handover.terms').set({ team_id: body.teamId }).where('handover_id', '=', body.handoverId).execute();
  if (kind === 'handover.arrived') await endLostContact(unit, childId);
  if (kind !== 'handover.released') return;
  await endCareOf(unit, childId, at);
  await leaveChild(unit.transaction, childId, at);
}

/** A child whom others took over while this node had forgotten: her file stays, nobody here works on it any more. */
async function saveLearnt(unit: Unit, childId: ChildId, { body, node, madeAt }: Operation<string, Learnt>): Promise<void> {
  if (node === unit.node.nodeId && body.custodian !== node) await leaveChild(unit.transaction, childId, instantOf(madeAt));
}

async function saveSettled(unit: Unit, { handoverId, decision }: EndingSettled, at: Instant): Promise<void> {
  await tablesOf(unit.transaction).insertInto('handover.settled_ending').values({ handover_id: handoverId, decision, at }).onConflict((on) => on.column('handover_id').doUpdateSet({ decision, at })).execute();
}

async function saveLinks(unit: Unit, { links }: Linked): Promise<void> {
  for (const link of links) {
    const row = {
      from_node: link.from, to_node: link.to, handover_id: link.handoverId, committed_at: link.committedAt, block_hash: link.blockHash, release: link.release, acceptance: link.acceptance,
    };
    await tablesOf(unit.transaction).insertInto('handover.chain_link').values({ child_id: link.childId, epoch: link.epoch, ...row })
      .onConflict((on) => on.columns(['child_id', 'epoch']).doNothing()).execute();
  }
}

async function saveCard(unit: Unit, childId: ChildId, { cardId }: CardIssued, at: Instant): Promise<void> {
  await revokeCards(unit, childId, at);
  await tablesOf(unit.transaction).insertInto('handover.card').values({ child_id: childId, card_id: cardId, issued_at: at, revoked_at: null })
    .onConflict((on) => on.column('card_id').doNothing()).execute();
}

async function revokeCards(unit: Unit, childId: ChildId, at: Instant): Promise<void> {
  await tablesOf(unit.transaction).updateTable('handover.card').set({ revoked_at: at }).where('child_id', '=', childId).where('revoked_at', 'is', null).execute();
}
