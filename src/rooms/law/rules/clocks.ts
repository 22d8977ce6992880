import { addHours, type Instant } from '#kernel/instant.ts';
import type { Clock, LawEvent, RiskLevel } from '../schema.ts';
import { endOfDay, localDayOf, plusBusinessDays, plusDays, plusMonths, type BusinessCalendar } from './calendar.ts';

/**
 * What "at once" means in hours. The law gives no number, so this is policy: alert the owner, then escalate.
 * Each agency may set its own; a deadline made from it says `policy`, never `statute`.
 */
export interface ImmediatePolicy {
  readonly alertHours: number;
  readonly escalateHours: number;
}

const immediatePolicy: ImmediatePolicy = { alertHours: 2, escalateHours: 6 };

export interface Deadline {
  /** After this moment the act is late. */
  readonly dueAt: Instant;
  /** From this moment a supervisor is told: later than `dueAt` only for acts due "at once". */
  readonly escalateAt: Instant;
  /** Whether the number comes from the law or from us: shown beside every deadline. */
  readonly basis: 'statute' | 'policy';
  /** False when days were counted beyond the known holidays: the date may then be too early, never too late. */
  readonly isCalendarComplete: boolean;
}

/**
 * When an act is due.
 *
 * Hours run by the clock. Days are civil days of the calendar's zone, counted from the day after the start, and end with
 * the last one (usual in administrative law, to be confirmed per agency: certainty `memory`). `natural_days` of amount 0
 * is the end of the same day; months end on the same day of the month, or the month's last day.
 * @param clock a row of `reference/clocks`
 * @param calendar of the jurisdiction in which the act is due
 * @param options `isExtended`: the one lengthening the law allows was granted
 */
export function dueAt(
  clock: Pick<Clock, 'unit' | 'amount' | 'extension' | 'basis'>,
  startedAt: Instant,
  calendar: BusinessCalendar,
  options: { readonly isExtended?: boolean; readonly immediate?: ImmediatePolicy } = {},
): Deadline {
  const amount = clock.amount + (options.isExtended ? clock.extension : 0);
  const immediate = options.immediate ?? immediatePolicy;
  const startDay = localDayOf(startedAt, calendar.timeZone);
  const byEndOf = (day: string): Deadline => at(endOfDay(day, calendar.timeZone), clock.basis);
  switch (clock.unit) {
    case 'immediate':
      return { ...at(addHours(startedAt, immediate.alertHours), 'policy'), escalateAt: addHours(startedAt, immediate.escalateHours) };
    case 'hours':
      return at(addHours(startedAt, amount), clock.basis);
    case 'natural_days':
      return byEndOf(plusDays(startDay, amount));
    case 'months':
      return byEndOf(plusMonths(startDay, amount));
    case 'business_days': {
      const lastDay = plusBusinessDays(startDay, amount, calendar);
      const isCalendarComplete = Number(startDay.slice(0, 4)) >= calendar.firstYear && Number(lastDay.slice(0, 4)) <= calendar.lastYear;
      return { ...byEndOf(lastDay), isCalendarComplete };
    }
  }
}

/**
 * The clocks that start when something happens somewhere, among those given.
 * @param isNational whether the child is a national of that jurisdiction; `unknown` keeps the clocks of foreigners running
 */
export const clocksStartedBy = (
  clocks: readonly Clock[],
  happening: { readonly event: LawEvent; readonly jurisdiction: string; readonly isNational: 'yes' | 'no' | 'unknown'; readonly riskLevel?: RiskLevel },
): Clock[] =>
  clocks.filter(
    (clock) =>
      clock.event === happening.event &&
      (clock.jurisdiction === 'INT' || clock.jurisdiction === happening.jurisdiction) &&
      !(clock.appliesTo === 'foreign' && happening.isNational === 'yes') &&
      (clock.riskLevel === undefined || clock.riskLevel === happening.riskLevel),
  );

const at = (moment: Instant, basis: Deadline['basis']): Deadline => ({ dueAt: moment, escalateAt: moment, basis, isCalendarComplete: true });
