import type { HolidayCalendar } from '#rooms/law/schema.ts';
import BZ from './BZ.json' with { type: 'json' };
import GT from './GT.json' with { type: 'json' };
import HN from './HN.json' with { type: 'json' };
import MX from './MX.json' with { type: 'json' };
import NI from './NI.json' with { type: 'json' };
import SV from './SV.json' with { type: 'json' };
import US from './US.json' with { type: 'json' };

export const holidayCalendars = [BZ, GT, HN, MX, NI, SV, US] as readonly HolidayCalendar[];
