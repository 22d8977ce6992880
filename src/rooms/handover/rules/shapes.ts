import { Type } from 'typebox';
import { field } from '#kernel/field.ts';
import type { OperationShape } from '#rooms/governance/rules.ts';

const open = (name: string) => field(Type.Unknown(), `handover.field.${name}`, 'A');
const personal = (name: string) => field(Type.Unknown(), `handover.field.${name}`, 'C');
const shape = (properties: Record<string, ReturnType<typeof open>>): OperationShape => ({ body: Type.Object(properties) });
const parties = { handoverId: open('handoverId'), from: open('from'), to: open('to') };
const step = shape({
  ...parties, status: open('status'), epoch: open('epoch'), reason: open('reason'), plan: personal('plan'), delivery: personal('delivery'), teamId: open('teamId'),
  acceptance: open('acceptance'), evidence: open('evidence'),
});

/** The steps of earlier handovers travel with the file, and so does the signed chain: the next custodian can prove it all. */
export const handoverShapes: Readonly<Record<string, OperationShape | 'local'>> = {
  'handover.offered': shape({ ...parties, direction: open('direction'), terms: personal('terms'), profile: personal('profile'), signedOffer: open('signedOffer') }),
  'handover.answered': step,
  'handover.requested': step,
  'handover.released': step,
  'handover.acknowledged': step,
  'handover.ended': step,
  'handover.taken': step,
  'handover.arrived': shape({ handoverId: open('handoverId'), at: open('at'), condition: personal('condition') }),
  'handover.linked': shape({ links: open('links') }),
  'handover.learnt': 'local',
  'handover.contact-changed': shape({
    contact: personal('contact'), at: personal('at'), source: open('evidence'), authority: personal('authority'), place: personal('place'), country: personal('country'), note: personal('note'), searchDueAt: open('at'),
  }),
  'handover.tracking-set': shape({ mode: open('status'), steward: open('to'), reason: personal('reason') }),
  'handover.succession-learnt': 'local',
  'handover.consulate-named': 'local',
  'handover.return-acted': 'local',
  'handover.return-told': 'local',
  'handover.paper-entered': 'local',
  'handover.paper-checked': 'local',
  'handover.care-started': 'local',
  'handover.care-ended': 'local',
  'handover.merged': 'local',
  'handover.block-signed': 'local',
  'handover.closing-proposed': 'local',
  'handover.closing-moved': 'local',
  'handover.search-opened': 'local',
  'handover.search-sent': 'local',
  'handover.search-answered-there': 'local',
  'handover.search-closed': 'local',
  'handover.ending-settled': 'local',
  'handover.referral-sent': 'local',
  'handover.referral-answered': 'local',
  'handover.referral-consent-withdrawn': 'local',
  'handover.erasure-proposed': 'local',
  'handover.erasure-declined': 'local',
  'handover.hold-placed': 'local',
  'handover.hold-lifted': 'local',
  'handover.disputed': 'local',
  'handover.dispute-settled': 'local',
  'handover.card-issued': 'local',
  'handover.card-revoked': 'local',
};
