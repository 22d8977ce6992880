import { refuse, succeed, type Result } from '#kernel/result.ts';
import { fileRoles } from '#kernel/role.ts';
import type { ChildId } from '#kernel/identifier.ts';
import { command } from '#platform/ledger/command.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { act } from '#rooms/case/rules.ts';
import { requireOpenFile, summariesOf } from '#rooms/person/index.ts';
import { issueCard, printDeliveryRecord, printReferralLetter, revokeCard, type CardIssued } from '../schema.ts';
import { cardOf, ensureFolio } from '../store/paper.ts';
import { findHandovers, readSteps, readTerms } from '../store/read.ts';
import { findReferral } from '../store/referrals.ts';
import { agencyOf } from './agencies.ts';
import { cardPaper, deliveryPaper, referralPaper } from './paper-content.ts';

type Printed = { fileName: string; mediaType: 'application/pdf'; folio: string; bytes: string };
const pdf = (name: string, folio: string, bytes: Buffer): Printed => ({ fileName: `${name}-${folio.replaceAll('/', '-')}.pdf`, mediaType: 'application/pdf', folio, bytes: bytes.toString('base64') });

async function childOf(unit: UnitOfWork, childId: ChildId) {
  const [summary] = await summariesOf(unit, [childId]);
  return summary ? succeed(summary.values) : refuse('not-found');
}

/** The code that stands on every document of a child: that of her card, issued now if she has none. */
const codeOf = async (unit: UnitOfWork, childId: ChildId) => (await cardOf(unit, childId)) ?? { ...unit.node.vault.issueChildCard(), isNew: true };

const addressOf = (unit: UnitOfWork, code: string): string => `${unit.node.settings.publicAddress}/q/${code}`;

interface Prepared {
  readonly printed: Printed;
  readonly childId: ChildId;
  /** A card that was issued for this document. */
  readonly card: string | null;
}

const recordOf = ({ childId, card }: Prepared, document: 'delivery_record' | 'referral_letter' | 'child_card') => [
  ...(card === null ? [] : [{ kind: 'handover.card-issued', childId, body: { cardId: card } satisfies CardIssued }]),
  act(childId, 'printed', { document, copies: 1 }),
];

/** Prints the delivery record of one child. Refuses `not-found`. */
export const deliveryRecord = command({
  name: 'handover.print-delivery-record',
  input: printDeliveryRecord.input,
  scope: { roles: fileRoles },
  load: async (unit, { handoverId, childId, language }): Promise<Result<Prepared>> => {
    const values = await childOf(unit, childId);
    if (!values.ok) return values;
    const record = (await findHandovers(unit, { handoverId })).find(({ childIds }) => childIds.includes(childId));
    if (!record) return refuse('not-found');
    const steps = await readSteps(unit, handoverId, childId);
    const terms = (await readTerms(unit, [handoverId])).get(`${handoverId} ${childId}`)?.terms ?? null;
    const self = await agencyOf(unit, unit.node.nodeId);
    const peer = await agencyOf(unit, record.peer);
    const [sender, receiver] = record.direction === 'outgoing' ? [self, peer] : [peer, self];
    const said = <Key extends 'plan' | 'delivery'>(key: Key) => steps.findLast((step) => step.body[key] !== undefined)?.body[key] ?? null;
    const folio = await ensureFolio(unit, childId, handoverId, 'AER');
    const card = await codeOf(unit, childId);
    const content = deliveryPaper(unit, language ?? 'es', { values: values.value, folio, code: addressOf(unit, card.code), sender, receiver, plan: said('plan') ?? terms?.plan ?? null, delivery: said('delivery'), reason: terms?.reason ?? null });
    return succeed({ printed: pdf('acta', folio, await unit.node.press.print('letter', content)), childId, card: card.isNew ? card.number : null });
  },
  decide: (prepared) => succeed({ operations: recordOf(prepared, 'delivery_record'), output: prepared.printed }),
});

/** Prints a referral letter. Refuses `not-found`. */
export const referralLetter = command({
  name: 'handover.print-referral-letter',
  input: printReferralLetter.input,
  scope: { roles: fileRoles },
  load: async (unit, { referralId, language }): Promise<Result<Prepared>> => {
    const referral = await findReferral(unit, referralId);
    if (!referral || referral.direction !== 'outgoing') return refuse('not-found');
    const values = await childOf(unit, referral.childId);
    if (!values.ok) return values;
    const folio = await ensureFolio(unit, referral.childId, referralId, 'OC');
    const card = await codeOf(unit, referral.childId);
    const receiver = referral.peer ? await agencyOf(unit, referral.peer) : null;
    const content = referralPaper(unit, language ?? 'es', { values: values.value, folio, code: addressOf(unit, card.code), referral, receiver });
    return succeed({ printed: pdf('oficio', folio, await unit.node.press.print('letter', content)), childId: referral.childId, card: card.isNew ? card.number : null });
  },
  decide: (prepared) => succeed({ operations: recordOf(prepared, 'referral_letter'), output: prepared.printed }),
});

/** Issues the child's card; an earlier one is worthless from now on. Refuses `not-found`, `child-not-held`. */
export const card = command({
  name: 'handover.issue-card',
  input: issueCard.input,
  scope: { roles: fileRoles },
  load: async (unit, { childId, language }) => {
    const open = await requireOpenFile(unit, childId);
    if (!open.ok) return open;
    const issued = unit.node.vault.issueChildCard();
    const bytes = await unit.node.press.print('card', cardPaper(unit, language ?? 'es', { code: addressOf(unit, issued.code), number: issued.printed }));
    return succeed({ printed: pdf('tarjeta', issued.printed, bytes), childId, card: issued.number, number: issued.printed });
  },
  decide: (prepared) => succeed({ operations: recordOf(prepared, 'child_card'), output: { ...prepared.printed, number: prepared.number } }),
});

export const revoke = command({
  name: 'handover.revoke-card',
  input: revokeCard.input,
  scope: { roles: fileRoles },
  load: async (unit, { childId }) => {
    const open = await requireOpenFile(unit, childId);
    return open.ok ? succeed(await cardOf(unit, childId)) : open;
  },
  decide: (known, { childId }) => succeed({ operations: known ? [{ kind: 'handover.card-revoked', childId, body: {} }] : [], output: { revoked: known !== null } }),
});

