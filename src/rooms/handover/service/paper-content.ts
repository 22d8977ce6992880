import { codePicture } from '#platform/paper/code-picture.ts';
import type { PaperCard, PaperDocument, PaperRow } from '#platform/paper/document.ts';
import { countryName, languageName, paperDay, paperMoment, paperWords, type PaperLanguage, type Words } from '#platform/paper/words.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { legalBasisOf, timeZoneOf } from '#rooms/law/index.ts';
import { birthOf, displayNameOf, valueOfField } from '#rooms/person/rules.ts';
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

/** The frame that all letters of a node share. */
function letter(unit: UnitOfWork, language: PaperLanguage, words: Words, documentCode: string, { folio, code }: Shared): Omit<PaperDocument, 'title' | 'sections' | 'signatures'> {
  const { settings } = unit.node;
  const basis = legalBasisOf(documentCode, settings.country).map((row) => `${row.instrument}${row.article === null ? '' : `, ${row.article}`} (${words(`certainty.${row.certainty}`)})`);
  return {
    language, size: settings.country === 'MX' ? 'us-letter' : 'a4', watermark: settings.isTraining ? words('watermark') : '', agency: settings.name, place: settings.place,
    folioLabel: words('folio'), folio, date: paperMoment(unit.now, language, timeZoneOf(settings.country)), legalBasis: words('legal-basis', { basis: basis.join('; ') }),
    code: { picture: codePicture(code), caption: words('code-caption') }, footer: words('footer'), pageWords: [words('page.before'), words('page.between'), words('page.after')],
  };
}

function childRows(words: Words, language: PaperLanguage, values: PartialProfile): PaperRow[] {
  const birth = birthOf(values);
  const unknown = words('unknown');
  const told = {
    day: () => paperDay((birth as { day: string }).day, language), month: () => (birth as { month: string }).month, year: () => String((birth as { year: number }).year),
    estimated: () => words('age', { age: String((birth as { age: number }).age), day: paperDay((birth as { recordedOn: string }).recordedOn, language) }), unknown: () => unknown,
  }[birth.precision]();
  const sex = valueOfField(values, 'sex');
  const list = (names: readonly string[] | undefined) => (names && names.length > 0 ? names.join(', ') : unknown);
  return [
    { label: words('delivery.names'), value: displayNameOf(values) },
    { label: words('delivery.birth'), value: told },
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
    ...letter(unit, language, words, 'ACTA-ENTREGA-RECEPCION', facts), title: words('delivery.title'),
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
    ...letter(unit, language, words, 'OFICIO-CANALIZACION', facts), title: words('referral.title'),
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
