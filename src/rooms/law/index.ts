import { holidayCalendars } from '#reference/holidays/index.ts';
import { languages } from '#reference/languages/index.ts';
import { clocks, documents, obligations } from '#reference/law/index.ts';
import type { Day, Instant } from '#kernel/instant.ts';
import type { Clock, Obligation } from './schema.ts';
import { businessCalendarFrom, clocksStartedBy, dueAt, priorityReasonsOf, type BusinessCalendar, type Deadline, type Priority, type PriorityFacts } from './rules.ts';

/** The door of the law room: the pure rules, bound to the reviewed rows of `reference/`. */
export * from './rules.ts';
export { letterFrame } from './letter.ts';

export interface StartedClock {
  readonly clock: Clock;
  readonly deadline: Deadline;
}

const calendarsByCountry = new Map<string, BusinessCalendar>(holidayCalendars.map((list) => [list.country, businessCalendarFrom(list)]));
const clocksByCode = new Map(clocks.map((clock) => [clock.code, clock]));
const obligationsByCode = new Map(obligations.map((obligation) => [obligation.code, obligation]));
const indigenousLanguages = new Set(languages.filter((language) => language.isIndigenous).map((language) => language.code));

/** The working days of a country of the corridor (MX, GT, SV, HN, US, BZ, NI), if we keep them. */
export const findCalendar = (country: string): BusinessCalendar | undefined => calendarsByCountry.get(country);

/** Where the civil day of a country begins; UTC for one without calendar. */
export const timeZoneOf = (country: string): string => findCalendar(country)?.timeZone ?? 'UTC';

/** The rows on which a document rests: those of the country and those that bind all. */
export const legalBasisOf = (documentCode: string, country: string): Obligation[] =>
  (documents.find(({ code }) => code === documentCode)?.obligations ?? [])
    .map((code) => obligationsByCode.get(code))
    .filter((obligation) => obligation !== undefined)
    .filter(({ jurisdiction }) => jurisdiction === country || jurisdiction === 'INT');

/** A clock by its code; throws on a code that no reviewed row has, because codes in the program are ours. */
export function getClock(code: string): Clock {
  const clock = clocksByCode.get(code);
  if (!clock) throw new Error(`no clock ${code} in reference/law/clocks.json`);
  return clock;
}

/** The duties that a clock measures: what to show when someone asks "by what right?". */
export const obligationsOf = (clock: Clock): Obligation[] =>
  clock.obligations.map((code) => obligationsByCode.get(code)).filter((obligation) => obligation !== undefined);

/**
 * Every clock that starts when something happens to a child in a country, with its deadline.
 * @param happening `country` must be one of those with a calendar; throws otherwise (a node is set up for its country)
 */
export function startClocks(happening: Omit<Parameters<typeof clocksStartedBy>[1], 'jurisdiction'> & { readonly country: string; readonly at: Instant }): StartedClock[] {
  const calendar = findCalendar(happening.country);
  if (!calendar) throw new Error(`no calendar for ${happening.country} in reference/holidays`);
  return clocksStartedBy(clocks, { ...happening, jurisdiction: happening.country }).map((clock) => ({ clock, deadline: dueAt(clock, happening.at, calendar) }));
}

/** `priorityReasonsOf` with the indigenous languages of `reference/languages`. */
export const prioritiesOf = (facts: PriorityFacts, today: Day): Priority[] => priorityReasonsOf(facts, today, indigenousLanguages);
