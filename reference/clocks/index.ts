import custodyClockRows from './custody-clocks.json' with { type: 'json' };
import type { CustodyClock } from '../schema.ts';

export const custodyClocks = custodyClockRows as readonly CustodyClock[];
