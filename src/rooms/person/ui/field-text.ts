import { isUnanswered } from '#web/kit/answerable.tsx';
import { formatPartialDate } from '#web/kit/birth-text.ts';
import { text } from '#web/kit/text.tsx';
import type { Birth } from '#rooms/law/schema.ts';
import { displayNameOf } from '../rules.ts';
import type { FieldName, IdentityDocument, PartialProfile, PersonAround, Place } from '../schema.ts';
import { countryName, languageName, listed, relationName } from './reference-names.ts';

type PlaceWords = (place: Place) => string;

const documentText = ({ kind, country, number, hasSeenOriginal }: IdentityDocument): string =>
  [text(`person.document.kind.${kind}`), country && countryName(country), number, hasSeenOriginal ? text('person.document.hasSeenOriginal') : ''].filter(Boolean).join(', ');

const personText = ({ relation, name, age }: PersonAround): string =>
  [relationName(relation), name, age === undefined ? '' : text('kit.age.exact', { age })].filter(Boolean).join(', ');

const nationalityText = (code: string): string => (code === 'XX' ? text('person.stateless') : countryName(code));

type Formats = { readonly [Name in FieldName]?: (value: never, placeWords: PlaceWords) => string };

const formats: Formats = {
  birth: (value: Birth) => formatPartialDate(value),
  sex: (value: string) => text(`person.field.sex.${value}`),
  company: (value: string) => text(`person.field.company.${value}`),
  needsInterpreter: (value: boolean) => text(value ? 'kit.yes' : 'kit.no'),
  nationalities: (value: string[]) => listed(value.map(nationalityText)),
  languages: (value: string[]) => listed(value.map(languageName)),
  otherNames: (value: string[]) => listed(value),
  habitualResidence: (value: Place, placeWords) => placeWords(value),
  originPlace: (value: Place, placeWords) => placeWords(value),
  identityDocuments: (value: IdentityDocument[]) => value.map(documentText).join('; '),
  people: (value: PersonAround[]) => value.map(personText).join('; '),
  siblings: (value: readonly unknown[]) => text('person-ui.siblings', { count: value.length }),
};

/** One answer to one field in words: also "no se sabe" and the like; '' where nothing was answered. */
export function fieldText(name: FieldName, value: unknown, placeWords: PlaceWords): string {
  if (value === undefined || value === null) return '';
  if (isUnanswered(value)) return text(`person.answer.${value.answer}`);
  const format = formats[name] as ((value: unknown, placeWords: PlaceWords) => string) | undefined;
  return format ? format(value, placeWords) : String(value);
}

/** How the child is called, or that no name is known. Never goes into an address, the window's title or a log. */
export const calledName = (values: PartialProfile): string => displayNameOf(values) || text('person-ui.nameless');
