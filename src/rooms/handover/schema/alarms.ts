import { Type, type Static } from 'typebox';
import { endpoint } from '#kernel/endpoint.ts';
import { ChildIdText, closed, InstantText, nullable, UuidText } from '#kernel/text-types.ts';
import { AgencyView } from './agency.ts';

/** What stands still, each by a clock of `reference/clocks`; `nobody_left`: every receiver in the order refused or did not answer. */
export const alarmKinds = ['nobody_left', 'answer', 'receipt', 'commit', 'acknowledge', 'release', 'first_contact', 'search', 'reception', 'care', 'dispute', 'paper', 'paper_refused'] as const;
export const Alarm = Type.Object({
  kind: Type.Enum([...alarmKinds]), handoverId: nullable(UuidText), childId: nullable(ChildIdText),
  /** Since when it stands still, and when its time was or is over. */
  since: InstantText, dueAt: InstantText,
  /** Whom to call; null where it is for the own supervisor. */
  call: nullable(AgencyView),
});
export type Alarm = Static<typeof Alarm>;

export const listAlarms = endpoint({ method: 'GET', path: '/api/alarms', summary: 'What stands still between agencies, since when, and whom to call', input: Type.Object({}, closed), output: Type.Object({ items: Type.Array(Alarm) }) });
