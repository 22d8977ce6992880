import { relations } from '#reference/care/index.ts';
import { succeed } from '#kernel/result.ts';
import { fileRoles } from '#kernel/role.ts';
import type { PaperDocument, PaperRow } from '#platform/paper/document.ts';
import { countryName, languageName, paperDay, paperMoment, paperWords, type PaperLanguage, type Words } from '#platform/paper/words.ts';
import { command } from '#platform/ledger/command.ts';
import type { UnitOfWork } from '#platform/services.ts';
import type { Moment } from '#rooms/case/schema.ts';
import { legalBasisOf, letterFrame, timeZoneOf } from '#rooms/law/index.ts';
import { birthOnPaper } from '#rooms/person/index.ts';
import { valueOfField } from '#rooms/person/rules.ts';
import type { PartialProfile, Place } from '#rooms/person/schema.ts';
import type { TracingRequest } from '../rules/request.ts';
import { soughtName } from '../rules/sought.ts';
import { printTracing } from '../schema.ts';
import { getRequest } from './requests.ts';

const relationIn = (language: PaperLanguage, code: string): string => relations.find((relation) => relation.code === code)?.[language] ?? code;
const placeText = (place: Place | undefined): string => [place?.text, place?.municipality, place?.country].filter(Boolean).join(', ');

function momentText(moment: Moment | undefined, language: PaperLanguage, timeZone: string): string {
  switch (moment?.precision) {
    case 'minute': return paperMoment(moment.at, language, timeZone);
    case 'day': return paperDay(moment.day, language);
    case 'month': return moment.month;
    default: return '';
  }
}

function soughtRows(words: Words, language: PaperLanguage, sought: PartialProfile): PaperRow[] {
  const sex = valueOfField(sought, 'sex');
  const parent = (relation: 'mother' | 'father') => (valueOfField(sought, 'people') ?? []).find((person) => person.relation === relation)?.name ?? '';
  return [
    { label: words('delivery.names'), value: soughtName(sought) },
    { label: words('tracing.nickname'), value: [valueOfField(sought, 'nickname') ?? '', ...(valueOfField(sought, 'otherNames') ?? [])].filter(Boolean).join(', ') },
    { label: words('delivery.birth'), value: birthOnPaper(words, language, sought) },
    { label: words('delivery.sex'), value: sex ? words(`sex.${sex}`) : '' },
    { label: words('delivery.nationalities'), value: (valueOfField(sought, 'nationalities') ?? []).map((code) => countryName(code, language)).join(', ') },
    { label: words('delivery.languages'), value: (valueOfField(sought, 'languages') ?? []).map((code) => languageName(code, language)).join(', ') },
    { label: words('tracing.origin'), value: placeText(valueOfField(sought, 'originPlace')) },
    { label: words('tracing.mother'), value: parent('mother') },
    { label: words('tracing.father'), value: parent('father') },
  ];
}

/**
 * The tracing form. What is not known leaves a line to write on. The verification questions and the candidates are not on it:
 * it is handed to whoever asks.
 */
function formOf(unit: UnitOfWork, language: PaperLanguage, { requestId, told, side, requestedAt }: TracingRequest): PaperDocument & { readonly folio: string } {
  const words = paperWords(language);
  const { settings } = unit.node;
  const timeZone = timeZoneOf(settings.country);
  const { inquirer, sought, lastContact, story } = told;
  const folio = `SB/${requestId.slice(-12).toUpperCase()}`;
  return {
    ...letterFrame(unit.node, language, { basis: legalBasisOf('SOLICITUD-BUSQUEDA', settings.country), timeZone, folio, code: `${settings.publicAddress}/rastreo/${requestId}`, caption: 'tracing.code', at: requestedAt }), folio, title: words('tracing.title'),
    sections: [
      { heading: words(side === 'family' ? 'tracing.child-sought' : 'tracing.family-sought'), rows: soughtRows(words, language, sought) },
      { heading: words('tracing.inquirer'), rows: [
        { label: words('tracing.name'), value: inquirer.name }, { label: words('tracing.relation'), value: relationIn(language, inquirer.relation) }, { label: words('tracing.phone'), value: [inquirer.phone, inquirer.otherWay].filter(Boolean).join(' · ') },
        { label: words('delivery.languages'), value: inquirer.language === undefined ? '' : languageName(inquirer.language, language) },
      ] },
      { heading: words('tracing.last-contact'), rows: [
        { label: words('delivery.time'), value: momentText(lastContact?.when, language, timeZone) }, { label: words('delivery.place'), value: placeText(lastContact?.place) },
        { label: words('tracing.companions'), value: lastContact?.companions ?? '' }, { label: words('tracing.heading'), value: lastContact?.heading ?? '' },
      ], ...(story === undefined ? {} : { paragraphs: [story] }) },
      { heading: words('tracing.next'), paragraphs: [words('tracing.promise', { phone: settings.publicHelpline }), words('tracing.no-place')] },
    ],
    signatures: [{ role: words('tracing.who-asks'), name: side === 'family' ? inquirer.name : '', agency: '' }, { role: words('tracing.who-takes'), name: unit.caller.displayName, agency: settings.name }],
  };
}

/** The tracing form as PDF. Refuses `not-found`. */
export const tracingForm = command({
  name: 'tracing.print-form',
  input: printTracing.input,
  scope: { roles: fileRoles },
  async load(unit, { requestId, language }) {
    const request = await getRequest(unit, requestId);
    if (!request.ok) return request;
    const form = formOf(unit, language ?? 'es', request.value);
    const bytes = await unit.node.press.print('letter', form);
    return succeed({ fileName: `busqueda-${form.folio.replaceAll('/', '-')}.pdf`, mediaType: 'application/pdf' as const, folio: form.folio, bytes: bytes.toString('base64') });
  },
  decide: (printed) => succeed({ operations: [], output: printed }),
});
