import declineReasonRows from './decline-reasons.json' with { type: 'json' };
import handoverReasonRows from './handover-reasons.json' with { type: 'json' };
import withdrawalReasonRows from './withdrawal-reasons.json' with { type: 'json' };
import type { CodeRow, DeclineReason } from '../schema.ts';

export const declineReasons = declineReasonRows as readonly DeclineReason[];
export const handoverReasons = handoverReasonRows as readonly CodeRow[];
export const withdrawalReasons = withdrawalReasonRows as readonly CodeRow[];
