import { codePicture } from '#platform/paper/code-picture.ts';
import type { PaperCard, PaperDocument, PaperRow } from '#platform/paper/document.ts';
import { countryName, languageName, paperMoment, paperWords, type PaperLanguage, type Words } from '#platform/paper/words.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { legalBasisOf, letterFrame, timeZoneOf } from '#rooms/law/index.ts';
import { birthOnPaper } from '#rooms/person/index.ts';
import { displayNameOf, valueOfField } from '#rooms/person/rules.ts';
import type { PartialProfile } from '#rooms/person/schema.ts';
import { handoverReasons } from '#reference/handover/index.ts';
import { needs } from '#reference/risk/index.ts';
import type { AgencyView, Delivery, Plan } from '../schema.ts';
import type { ReferralRecord } from '../store/referrals.ts';

interface Shared {
  readonly values: PartialProfile;
  readonly folio: string;
  /** The address in the QR code. */
  readonly code: string;
}

/** The frame of this room's letters. */
const letter = (unit: UnitOfWork, language: PaperLanguage, documentCode: string, { folio, code }: Shared): ReturnType<typeof letterFrame> =>
  letterFrame(unit.node, language, { basis: legalBasisOf(documentCode, unit.node.settings.country), timeZone: timeZoneOf(unit.node.settings.country), folio, code, at: unit.now });

function childRows(words: Words, language: PaperLanguage, values: PartialProfile): PaperRow[] {
  const unknown = words('unknown');
  const sex = valueOfField(values, 'sex');
  const list = (names: readonly string[] | undefined) => (names && names.length > 0 ? names.join(', ') : unknown);
  return [
    { label: words('delivery.names'), value: displayNameOf(values) },
    { label: words('delivery.birth'), value: birthOnPaper(words, language, values) || unknown },
    { label: words('delivery.sex'), value: sex ? words(`sex.${sex}`) : unknown },
    { label: words('delivery.nationalities'), value: list(valueOfField(values, 'nationalities')?.map((code) => countryName(code, language))) },
    { label: words('delivery.languages'), value: list(valueOfField(values, 'languages')?.map((code) => languageName(code, language))) },
  ];
}

interface DeliveryFacts extends Shared {
  readonly sender: AgencyView;
  readonly receiver: AgencyView;
  readonly plan: Plan | null;
  readonly delivery: Delivery | null;
  readonly reason: string | null;
}

/** The delivery record (acta de entrega-recepción). What is not known yet leaves a line to write on. */
export function deliveryPaper(unit: UnitOfWork, language: PaperLanguage, facts: DeliveryFacts): PaperDocument {
  const words = paperWords(language);
  const { sender, receiver, plan, delivery, reason } = facts;
  const at = delivery?.at ?? plan?.at;
  return {
    ...letter(unit, language, 'ACTA-ENTREGA-RECEPCION', facts), title: words('delivery.title'),
    sections: [
      { heading: words('delivery.child'), rows: childRows(words, language, facts.values) },
      { heading: words('delivery.act'), rows: [
        { label: words('delivery.from'), value: sender.name },
        { label: words('delivery.to'), value: receiver.name },
        { label: words('delivery.reason'), value: handoverReasons.find(({ code }) => code === reason)?.[language] ?? '' },
        { label: words('delivery.place'), value: delivery?.place ?? plan?.place ?? '' },
        { label: words('delivery.time'), value: at === undefined ? '' : paperMoment(at, language, timeZoneOf(unit.node.settings.country)) },
        { label: words('delivery.condition'), value: delivery?.condition ?? '' },
        { label: words('delivery.belongings'), value: delivery?.belongings ?? '' },
        { label: words('delivery.papers'), value: delivery?.papers ?? '' },
        { label: words('delivery.medication'), value: delivery?.medication ?? '' },
        { label: words('delivery.witnesses'), value: delivery?.witnesses ?? '' },
      ] },
      { heading: words('delivery.responsibility'), paragraphs: [words('delivery.statement', { receiver: receiver.name })] },
    ],
    signatures: [
      { role: words('delivery.signature.sender'), name: delivery?.deliveredBy ?? plan?.escort ?? '', agency: sender.name },
      { role: words('delivery.signature.receiver'), name: delivery?.receivedBy ?? plan?.receivedBy ?? '', agency: receiver.name },
    ],
  };
}

/** The referral letter (oficio de canalización). */
export function referralPaper(unit: UnitOfWork, language: PaperLanguage, facts: Shared & { readonly referral: ReferralRecord; readonly receiver: AgencyView | null }): PaperDocument {
  const words = paperWords(language);
  const { referral, receiver } = facts;
  const { outside } = referral.content;
  const { settings } = unit.node;
  const to = receiver?.name ?? outside?.name ?? '';
  return {
    ...letter(unit, language, 'OFICIO-CANALIZACION', facts), title: words('referral.title'),
    sections: [
      { heading: words('referral.request'), rows: [
        { label: words('referral.to'), value: to },
        { label: words('referral.phone'), value: receiver?.dutyPhone ?? outside?.phone ?? '' },
        ...(outside?.address === undefined ? [] : [{ label: words('referral.address'), value: outside.address }]),
        { label: words('referral.service'), value: needs.find(({ code }) => code === referral.service)?.[language] ?? referral.service },
        { label: words('referral.urgency'), value: words(`urgency.${referral.urgency}`) },
        { label: words('referral.decide-by'), value: paperMoment(referral.decideBy, language, timeZoneOf(settings.country)) },
      ] },
      { heading: words('delivery.child'), rows: childRows(words, language, facts.values) },
      { heading: words('referral.reason'), paragraphs: [referral.content.reason ?? ''] },
      { heading: words('delivery.responsibility'), paragraphs: [words('referral.statement', { agency: settings.name, phone: settings.dutyPhone })] },
    ],
    signatures: [
      { role: words('referral.signature.sender'), name: unit.caller.displayName, agency: settings.name },
      { role: words('referral.signature.receiver'), name: '', agency: to },
    ],
  };
}

/** The pocket card: no name, no place. */
export function cardPaper(unit: UnitOfWork, language: PaperLanguage, { code, number }: { readonly code: string; readonly number: string }): PaperCard {
  const words = paperWords(language);
  const { settings } = unit.node;
  return {
    language, watermark: settings.isTraining ? words('watermark') : '', title: words('card.title'), instruction: words('card.instruction'), helplineLabel: words('card.helpline'),
    helpline: settings.publicHelpline, code: codePicture(code), printedNumber: number,
  };
}
