import type { Operation } from '#kernel/operation.ts';
import type { Result } from '#kernel/result.ts';
import type { Reception } from './ports.ts';

/** What becomes of a message that only records: applied, or parked with the cause. */
export const receptionOf = (result: Result<readonly Operation[]>): Reception =>
  (result.ok ? { outcome: 'applied', recorded: result.value, answers: [], taken: [] } : { outcome: 'parked', problem: result.problem });
