import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { TSchema } from 'typebox';
import { Errors } from 'typebox/value';
import { expect, test } from 'vitest';
import { tieOf } from '#rooms/law/rules.ts';
import { agencies } from './actors/index.ts';
import { relations, solutionCodes } from './care/index.ts';
import { countries } from './countries/index.ts';
import { holidayCalendars } from './holidays/index.ts';
import { clocks, definitions, documents, obligations, procedures, returnMessages } from './law/index.ts';
import { places } from './places/index.ts';
import { routes } from './routes/index.ts';
import * as shape from './schema.ts';
import { sources } from './sources/index.ts';

const here = import.meta.dirname;

/** Every file of rows and the schema of one row. A file that is missing here fails the first test. */
const tables: Readonly<Record<string, TSchema>> = {
  'actors/agencies.json': shape.Agency,
  'care/care-types.json': shape.CodeRow,
  'care/finders.json': shape.CodeRow,
  'care/relations.json': shape.RelationRow,
  'care/separation-causes.json': shape.CodeRow,
  'care/solution-codes.json': shape.SolutionCode,
  'clocks/custody-clocks.json': shape.CustodyClock,
  'countries/countries.json': shape.Country,
  'handover/decline-reasons.json': shape.DeclineReason,
  'handover/handover-reasons.json': shape.CodeRow,
  'handover/withdrawal-reasons.json': shape.CodeRow,
  'languages/languages.json': shape.Language,
  'law/clocks.json': shape.Clock,
  'law/definitions.json': shape.Definition,
  'law/documents.json': shape.Document,
  'law/obligations.json': shape.Obligation,
  'law/procedures.json': shape.Procedure,
  'law/return-messages.json': shape.ReturnMessage,
  'places/places.json': shape.Place,
  'risk/needs.json': shape.Need,
  'risk/risk-codes.json': shape.RiskCode,
  'routes/routes.json': shape.Route,
  'sources/sources.json': shape.Source,
};

const folders = readdirSync(here, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== 'names').map((entry) => entry.name);
const read = (file: string): unknown => JSON.parse(readFileSync(join(here, file), 'utf8'));
const rowsOf = (file: string) => read(file) as { code: string; source: string[]; certainty: string }[];
const codesOf = (rows: readonly { readonly code: string }[]) => new Set(rows.map((row) => row.code));

test('every file of rows has a schema, and every folder a README', () => {
  const files = folders.filter((folder) => folder !== 'holidays').flatMap((folder) => readdirSync(join(here, folder)).filter((name) => name.endsWith('.json')).map((name) => `${folder}/${name}`));
  expect(files.sort()).toEqual(Object.keys(tables).sort());
  expect(folders.filter((folder) => !existsSync(join(here, folder, 'README.md')))).toEqual([]);
});

test.each(Object.entries(tables))('%s: rows fit the schema and codes are unique', (file, schema) => {
  const rows = rowsOf(file);
  expect(rows.flatMap((row) => Errors(schema, row).map((error) => `${row.code} ${error.instancePath} ${error.message}`))).toEqual([]);
  expect(codesOf(rows).size).toBe(rows.length);
});

test.each(Object.keys(tables).filter((file) => file !== 'sources/sources.json'))('%s: every row names known sources and a certainty', (file) => {
  const known = codesOf(sources);
  for (const row of rowsOf(file)) {
    expect(row.source.filter((code) => !known.has(code)), row.code).toEqual([]);
    // what nobody read may not be called verified
    if (row.certainty === 'verified') expect(row.source.every((code) => code === 'MEMORY' || code === 'DESIGN'), row.code).toBe(false);
    if (row.source.join() === 'MEMORY') expect(row.certainty, row.code).toBe('memory');
    if (row.source.join() === 'DESIGN') expect(row.certainty, row.code).toBe('design');
  }
});

test('the law register is complete: every section of it has its rows', () => {
  const count = (prefix: string) => obligations.filter((row) => row.code.startsWith(prefix)).length;
  expect({ CRC: count('CRC-'), REG: count('REG-'), MX: count('MX-'), GT: count('GT-'), SV: count('SV-'), HN: count('HN-'), US: count('US-'), POL: count('POL-') }).toEqual({
    CRC: 18, REG: 7, MX: 65, GT: 14, SV: 7, HN: 7, US: 9, POL: 4,
  });
});

test('every clock names existing obligations of its own jurisdiction or of all', () => {
  const byCode = new Map(obligations.map((row) => [row.code, row]));
  for (const clock of clocks) {
    for (const code of clock.obligations) {
      const obligation = byCode.get(code);
      expect(obligation, `${clock.code} -> ${code}`).toBeDefined();
      expect(['INT', clock.jurisdiction], `${clock.code} -> ${code}`).toContain(obligation!.jurisdiction);
      if (clock.basis === 'statute') expect(['law', 'arrangement'], clock.code).toContain(obligation!.force);
    }
    expect(clock.unit === 'immediate' ? clock.amount : 0, clock.code).toBe(0);
    expect(clock.riskLevel !== undefined, clock.code).toBe(clock.event === 'risk_level_set');
  }
});

test('duties, clocks, procedures, messages and documents name known actors and duties', () => {
  const actors = codesOf(agencies);
  const duties = codesOf(obligations);
  const named = [
    ...[...obligations, ...clocks].flatMap((row) => row.owedBy),
    ...procedures.flatMap((row) => row.states.flatMap((state) => state.actors)),
    ...returnMessages.flatMap((row) => [...row.sender, ...row.receiver]),
  ];
  expect(named.filter((code) => !actors.has(code))).toEqual([]);
  const cited = [...documents.flatMap((row) => row.obligations), ...solutionCodes.flatMap((row) => row.guards.flatMap((guard) => guard.obligations))];
  expect(cited.filter((code) => !duties.has(code))).toEqual([]);
});

test('every procedure can be walked: each next state exists, each state but the first is reached', () => {
  const allStates = new Set(procedures.flatMap((row) => row.states.map((state) => state.code)));
  for (const procedure of procedures) {
    const own = procedure.states.map((state) => state.code);
    const reached = new Set(procedure.states.flatMap((state) => state.next));
    expect([...reached].filter((code) => !allStates.has(code)), procedure.code).toEqual([]);
    expect(own.slice(1).filter((code) => !reached.has(code) && !(procedure.code === 'MX-A' && code === 'A0')), procedure.code).toEqual([]);
  }
});

test('a child in Mexico has no outcome called deportation', () => {
  expect(solutionCodes.filter((row) => /deport/i.test(row.code + row.es + row.en))).toEqual([]);
});

test('the tie of each relation is the one the classifier uses', () => {
  expect(Object.fromEntries(relations.map((row) => [row.code, row.tie]))).toEqual(tieOf);
});

test('the definitions that the classifier cites exist', () => {
  const known = codesOf(definitions);
  for (const code of ['MX-UNACCOMPANIED', 'MX-SEPARATED', 'MX-ACCOMPANIED', 'INT-UNACCOMPANIED', 'INT-SEPARATED', 'INT-ACCOMPANIED']) expect(known).toContain(code);
});

test('places hang under places or countries, routes run over places, and the file stays small', () => {
  const known = codesOf(places);
  const lands = codesOf(countries);
  expect(places.filter((place) => !known.has(place.parent) && !lands.has(place.parent)).map((place) => place.code)).toEqual([]);
  expect(routes.flatMap((route) => route.waypoints.map((waypoint) => waypoint.place)).filter((place) => !known.has(place))).toEqual([]);
  expect(statSync(join(here, 'places/places.json')).size).toBeLessThan(400_000);
  // informal crossings and train stops are not in the gazetteer that a public page may read
  expect(places.filter((place) => /informal|train stop/i.test(place.name))).toEqual([]);
});

test('every holiday file fits the schema, is sorted and covers each of its years', () => {
  const known = codesOf(sources);
  for (const calendar of holidayCalendars) {
    expect(Errors(shape.HolidayCalendar, calendar)).toEqual([]);
    const days = calendar.days.map((holiday) => holiday.day);
    expect(days).toEqual([...new Set(days)].sort());
    for (let year = calendar.firstYear; year <= calendar.lastYear; year++) expect(days.filter((day) => day.startsWith(`${year}-`)).length, `${calendar.country} ${year}`).toBeGreaterThanOrEqual(7);
    expect(calendar.days.flatMap((holiday) => holiday.source).filter((code) => !known.has(code))).toEqual([]);
  }
});
