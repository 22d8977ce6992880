/** The pure rules of the law room, by what they answer. */
export { classifyAccompaniment, tieOf, type Accompaniment } from './rules/accompaniment.ts';
export { ageBands, ageRange, estimatedAgeMargin, type AgeRange } from './rules/age.ts';
export { businessCalendarFrom, localDayOf, type BusinessCalendar } from './rules/calendar.ts';
export { clocksStartedBy, dueAt, type Deadline } from './rules/clocks.ts';
export { priorityReasonsOf, type Priority, type PriorityFacts } from './rules/priority.ts';
