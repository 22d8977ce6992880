import { caseShapes } from '#rooms/case/rules.ts';
import type { OperationShapes } from '#rooms/governance/rules.ts';
import { handoverShapes } from '#rooms/handover/rules.ts';
import { Observed, Settled } from '#rooms/person/schema.ts';
import { tracingShapes } from '#rooms/tracing/rules.ts';

/** What every kind of operation holds: the agreement decides field by field what leaves. A kind that is missing stays. */
export const operationShapes: OperationShapes = {
  'person.observed': { body: Observed },
  'person.settled': { body: Settled },
  ...caseShapes,
  ...handoverShapes,
  ...tracingShapes,
};
