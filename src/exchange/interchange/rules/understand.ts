import type { Day } from '#kernel/instant.ts';
import type { Birth } from '#rooms/law/schema.ts';
import type { RowChild } from '../schema.ts';
import { companyOf, concernsOf, countryOf, finderOf, languageOf, relationOf, sexOf, urgencyOf } from './codes.ts';
import type { Target } from './columns.ts';
import { readAge, readDate, type DateFault, type DateOrder } from './dates.ts';
import { splitFullName, splitSurnames } from './names.ts';
import type { Mapping, Sheet, Surroundings } from './sheet.ts';
import { partsOf, saysNothing } from './words.ts';

/** What is wrong in one cell; `code` has a text `interchange.problem.<code>` that says what to do, `values` fill its blanks. */
export interface CellProblem {
  readonly column: number | null;
  readonly code: string;
  readonly values: Readonly<Record<string, string>>;
}

export interface UnderstoodRow {
  readonly number: number;
  /** Null when there are problems. */
  readonly child: RowChild | null;
  readonly problems: readonly CellProblem[];
  /** How the row is called in lists. */
  readonly name: string;
}

/** A severity when the sheet tells none: "serious", as the intake proposes; the person settles it in the file. */
const severityTold = 2;
const longest: Partial<Record<Target, number>> = { givenNames: 120, firstSurname: 80, secondSurname: 80, nickname: 60, nameInOwnLanguage: 160, selfIdentification: 80, phone: 40, circumstances: 2000, foundPlace: 200, motherName: 160, fatherName: 160, companionName: 160 };
const longestNote = 4000;

type Row = Sheet['rows'][number];
type Draft = { -readonly [Name in keyof RowChild]?: RowChild[Name] };
type Profile = { -readonly [Name in keyof RowChild['profile']]: RowChild['profile'][Name] };

/** One row being read: what each column gives, and what is wrong. */
class Reading {
  readonly problems: CellProblem[] = [];
  readonly notes: string[] = [];
  readonly profile: Profile = {};
  readonly draft: Draft = {};
  readonly people: NonNullable<Extract<Profile['people'], readonly unknown[]>>[number][] = [];
  readonly documents: NonNullable<Extract<Profile['identityDocuments'], readonly unknown[]>>[number][] = [];
  readonly origin: { country?: string; department?: string; municipality?: string; code?: string; text?: string } = {};
  readonly found: { -readonly [Name in keyof RowChild['found']]: RowChild['found'][Name] } = {};
  readonly sheet: Sheet;
  readonly row: Row;
  readonly mapping: Mapping;
  constructor(sheet: Sheet, row: Row, mapping: Mapping) {
    this.sheet = sheet;
    this.row = row;
    this.mapping = mapping;
  }
  cell(target: Target): { column: number; text: string } | null {
    const column = this.mapping.targets.indexOf(target);
    const text = column < 0 ? '' : (this.row.cells[column] ?? '').trim();
    if (text === '' || saysNothing(text)) return null;
    const most = longest[target];
    if (most === undefined || text.length <= most) return { column, text };
    this.fault(column, 'too-long', { most: String(most) });
    return null;
  }
  /** Every filled cell of a target that several columns may feed. */
  cells(target: Target): { column: number; text: string }[] {
    return this.mapping.targets.flatMap((own, column) => {
      const text = own === target ? (this.row.cells[column] ?? '').trim() : '';
      return text === '' || saysNothing(text) ? [] : [{ column, text }];
    });
  }
  fault(column: number | null, code: string, values: CellProblem['values'] = {}): void {
    this.problems.push({ column, code, values });
  }
  /** One word through a table of codes; what it does not know is a problem that quotes it. */
  code(cell: { column: number; text: string } | null, find: (words: string) => string | undefined, fault: string): string | undefined {
    if (!cell) return undefined;
    const code = find(cell.text);
    if (code === undefined) this.fault(cell.column, fault, { value: cell.text.slice(0, 60) });
    return code;
  }
  codes(target: Target, find: (words: string) => string | undefined, fault: string, most: number): string[] {
    const found = this.cells(target).flatMap((cell) => (find(cell.text) === undefined ? partsOf(cell.text) : [cell.text]).flatMap((text) => this.code({ ...cell, text }, find, fault) ?? []));
    return [...new Set(found)].slice(0, most);
  }
}

/** The child of a row, or what is wrong with it: never throws, drops nothing without saying so. */
export function understandRow(sheet: Sheet, row: Row, mapping: Mapping, around: Surroundings): UnderstoodRow {
  const reading = new Reading(sheet, row, mapping);
  readNames(reading);
  readBirth(reading, around.today);
  readFacts(reading);
  readPlaces(reading, around);
  readPeople(reading, around);
  readFound(reading, around.today);
  readConcerns(reading);
  readNotes(reading);
  const { profile, problems } = reading;
  const name = [profile.givenNames, profile.firstSurname, profile.secondSurname].filter((part) => typeof part === 'string').join(' ');
  const child = { ...reading.draft, profile, found: reading.found, source: 'other' } as RowChild;
  return { number: row.number, child: problems.length > 0 ? null : child, problems, name };
}

export const understandSheet = (sheet: Sheet, mapping: Mapping, around: Surroundings): UnderstoodRow[] => sheet.rows.map((row) => understandRow(sheet, row, mapping, around));

function readNames(reading: Reading): void {
  const { profile } = reading;
  const full = reading.cell('fullName');
  if (full) Object.assign(profile, splitFullName(full.text));
  const surnames = reading.cell('surnames');
  if (surnames) Object.assign(profile, splitSurnames(surnames.text));
  for (const target of ['givenNames', 'firstSurname', 'secondSurname', 'nickname', 'nameInOwnLanguage', 'selfIdentification', 'phone'] as const) {
    const cell = reading.cell(target);
    if (cell) profile[target] = cell.text;
  }
  for (const [column, target] of [[full?.column, 'givenNames'], [full?.column ?? surnames?.column, 'firstSurname'], [full?.column ?? surnames?.column, 'secondSurname']] as const) {
    const value = profile[target];
    if (column !== undefined && typeof value === 'string' && value.length > longest[target]!) reading.fault(column, 'too-long', { most: String(longest[target]!) });
  }
  const isNamed = [profile.givenNames, profile.firstSurname, profile.nickname, profile.nameInOwnLanguage].some((value) => value !== undefined);
  if (!isNamed && !reading.problems.some(({ code }) => code === 'too-long')) reading.fault(null, 'name-missing');
}

function dateFault(reading: Reading, column: number, text: string, fault: DateFault): void {
  if (fault.fault === 'ambiguous') reading.fault(column, 'date-ambiguous', { value: text, first: fault.readings[0], second: fault.readings[1] });
  else reading.fault(column, `date-${fault.fault}`, { value: text.slice(0, 60) });
}

function readBirth(reading: Reading, today: Day): void {
  const born = reading.cell('birth');
  const aged = reading.cell('age');
  if (born) {
    const birth = birthFrom(born.text, reading.mapping.orders[born.column]!, today);
    if ('fault' in birth) dateFault(reading, born.column, born.text, birth);
    else reading.profile.birth = birth;
    // the date says more; what was written of the age stays readable
    if (aged) reading.notes.push(`${reading.sheet.headings[aged.column]}: ${aged.text}`);
  } else if (aged) {
    const age = readAge(aged.text);
    if (age === null) reading.fault(aged.column, 'age-unreadable', { value: aged.text.slice(0, 60) });
    else reading.profile.birth = { precision: 'estimated', age, recordedOn: today };
  }
}

function birthFrom(text: string, order: DateOrder, today: Day): Birth | DateFault {
  const age = /^\d{4}$/.test(text) ? null : readAge(text);
  if (age !== null) return { precision: 'estimated', age, recordedOn: today };
  const date = readDate(text, order, today);
  if ('fault' in date) return date;
  const earliest = date.precision === 'day' ? date.day : date.precision === 'month' ? `${date.month}-01` : `${date.year}-01-01`;
  return earliest > today || Number(earliest.slice(0, 4)) < 1900 ? { fault: 'impossible' } : date;
}

function readFacts(reading: Reading): void {
  const { profile, mapping } = reading;
  const said = reading.cell('sex');
  const sex = said ? sexOf(said.text, mapping.sexLetters) : undefined;
  if (said && sex === 'ambiguous') reading.fault(said.column, 'sex-ambiguous');
  else if (said && sex === undefined) reading.fault(said.column, 'sex-unknown', { value: said.text.slice(0, 60) });
  else if (sex !== undefined && sex !== 'ambiguous') profile.sex = sex;
  const nationalities = reading.codes('nationalities', countryOf, 'country-unknown', 5);
  if (nationalities.length > 0) profile.nationalities = nationalities;
  const spoken = reading.codes('languages', languageOf, 'language-unknown', 12);
  if (spoken.length > 0) profile.languages = spoken;
  const urgency = reading.code(reading.cell('urgency'), urgencyOf, 'urgency-unknown') as RowChild['urgency'];
  if (urgency) reading.draft.urgency = urgency;
}

function readPlaces(reading: Reading, { findPlace }: Surroundings): void {
  const { origin } = reading;
  const country = reading.code(reading.cell('originCountry'), countryOf, 'country-unknown');
  const nationality = Array.isArray(reading.profile.nationalities) && reading.profile.nationalities.length === 1 ? reading.profile.nationalities[0] : undefined;
  if (country) origin.country = country;
  const [department, municipality] = [reading.cell('originDepartment'), reading.cell('originMunicipality')];
  const above = department ? findPlace(department.text, 'department', country ?? nationality, undefined) : null;
  const within = municipality ? findPlace(municipality.text, 'municipality', above?.country ?? country ?? nationality, above?.department) : null;
  Object.assign(origin, above, within);
  // words that the gazetteer does not know stay words
  const words = [municipality && !within ? municipality.text : null, department && !above ? department.text : null].filter((text) => text !== null).join(', ');
  if (words !== '') origin.text = words.slice(0, 200);
  if (words.length > 200) reading.notes.push(words);
  if (Object.keys(origin).length > 0) reading.profile.originPlace = { ...origin };
}

function readPeople(reading: Reading, { newIdentifier }: Surroundings): void {
  const add = (relation: string, name: string | undefined, more: object = {}) => reading.people.push({ id: newIdentifier(), relation, ...(name === undefined ? {} : { name }), ...more } as (typeof reading.people)[number]);
  const [mother, father] = [reading.cell('motherName'), reading.cell('fatherName')];
  if (mother) add('mother', mother.text);
  if (father) add('father', father.text);
  const [companion, relationCell] = [reading.cell('companionName'), reading.cell('companionRelation')];
  const relation = reading.code(relationCell, relationOf, 'relation-unknown');
  if (companion ?? relation) add(relation ?? 'unknown', companion?.text, { isWithChild: 'yes' });
  const said = reading.cell('company');
  const company = reading.code(said, (words) => companyOf(words, reading.sheet.headings[said!.column]!), 'company-unknown') as 'alone' | 'with_others' | undefined;
  if (company === 'alone' && (companion ?? relation)) reading.fault(said!.column, 'company-contradicts');
  else if (company ?? companion ?? relation) reading.profile.company = company ?? 'with_others';
  if (reading.people.length > 0) reading.profile.people = reading.people;
  const curp = reading.cell('curp');
  if (curp) addDocument(reading, newIdentifier(), curp, 'curp', 'MX');
  for (const cell of reading.cells('document')) addDocument(reading, newIdentifier(), cell, documentKindOf(reading.sheet.headings[cell.column]!), undefined);
  if (reading.documents.length > 0) reading.profile.identityDocuments = reading.documents;
}

function addDocument(reading: Reading, id: string, { column, text }: { column: number; text: string }, kind: string, country: string | undefined): void {
  if (text.length > 60) return reading.fault(column, 'too-long', { most: '60' });
  reading.documents.push({ id, kind, number: text, ...(country === undefined ? {} : { country }) } as (typeof reading.documents)[number]);
}

const documentKindOf = (heading: string): string =>
  /pasaporte|passport/i.test(heading) ? 'passport' : /acta|partida|birth cert/i.test(heading) ? 'birth_certificate' : /dpi|cui|dui|identidad|national id/i.test(heading) ? 'national_id' : 'other';

function readFound(reading: Reading, today: Day): void {
  const when = reading.cell('foundWhen');
  if (when) {
    const date = readDate(when.text, reading.mapping.orders[when.column]!, today);
    if ('fault' in date) dateFault(reading, when.column, when.text, date);
    else if (date.precision === 'year') reading.fault(when.column, 'date-unreadable', { value: when.text });
    else if ((date.precision === 'day' ? date.day : date.month) > today) reading.fault(when.column, 'date-future', { value: when.text });
    else reading.found.when = date;
  }
  const place = reading.cell('foundPlace');
  if (place) reading.found.place = { text: place.text };
  const by = reading.code(reading.cell('foundBy'), finderOf, 'finder-unknown') as RowChild['found']['by'];
  if (by) reading.found.by = by;
  const circumstances = reading.cell('circumstances');
  if (circumstances) reading.found.circumstances = circumstances.text;
}

function readConcerns(reading: Reading): void {
  const codes = reading.cells('concerns').flatMap(({ column, text }) => (concernsOf(text).length === 1 ? [text] : text.split(/[,;/|\n]/).map((part) => part.trim()).filter(Boolean)).flatMap((part) => {
    const found = concernsOf(part);
    if (found.length === 1) return found;
    reading.fault(column, found.length === 0 ? 'concern-unknown' : 'concern-ambiguous', { value: part.slice(0, 60), codes: found.slice(0, 6).join(', ') });
    return [];
  }));
  if (codes.length > 0) reading.draft.concerns = [...new Set(codes)].map((code) => ({ code, severity: severityTold, source: 'other' as const }));
}

function readNotes(reading: Reading): void {
  const told = reading.cells('note').map(({ column, text }) => `${reading.sheet.headings[column] || '—'}: ${text}`);
  const note = [...told, ...reading.notes].join('\n');
  if (note.length > longestNote) reading.fault(reading.mapping.targets.indexOf('note'), 'too-long', { most: String(longestNote) });
  else if (note !== '') reading.draft.note = note;
}
