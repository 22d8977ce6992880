/** The pure rules of the law room, by what they answer. */
export { classifyAccompaniment, tieOf, type Accompaniment, type AccompanimentReason, type Classification, type Tie } from './rules/accompaniment.ts';
export { ageBands, ageRange, estimatedAgeMargin, type AgeBands, type AgeRange, type InternationalBand, type MexicanBand, type StatisticalBand } from './rules/age.ts';
export { businessCalendarFrom, isBusinessDay, localDayOf, plusBusinessDays, type BusinessCalendar } from './rules/calendar.ts';
export { clocksStartedBy, dueAt, immediatePolicy, type Deadline, type ImmediatePolicy } from './rules/clocks.ts';
export { priorityReasonsOf, type Priority, type PriorityFacts } from './rules/priority.ts';
